/** Builds the web apps whose sources changed since their last build: `node tooling/build.ts [--force]`. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const apps = ['portal', 'designer']

function fingerprint(app: string): string {
  const hash = createHash('sha256')
  const patterns = [
    'packages/*/src/**/*.{ts,tsx,css,svg,json}',
    `apps/${app}/{src,public}/**/*`,
    `apps/${app}/*.{ts,html,json,cjs}`,
    'pnpm-lock.yaml',
  ]
  for (const file of globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' }).sort()) {
    const whole = path.join(root, file)
    if (/\.test\.tsx?$/.test(file) || !/\.\w+$/.test(file)) continue
    hash.update(file).update(readFileSync(whole))
  }
  return hash.digest('hex')
}

function vite(app: string): Promise<void> {
  const cwd = path.join(root, 'apps', app)
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(cwd, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], { cwd, stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`building ${app} ended with ${code}`))))
  })
}

/**
 * Pages that are open, and a server that runs, ask for files of the build they came with: those stay for a day. Nothing else would
 * remove them, as Vite is told not to empty the folder.
 */
function removeOldFiles(app: string): void {
  const dayAgo = Date.now() - 24 * 3_600_000
  for (const file of globSync(`apps/${app}/dist/assets/*`, { cwd: root }))
    if (statSync(path.join(root, file)).mtimeMs < dayAgo) rmSync(path.join(root, file))
}

const force = process.argv.includes('--force')
for (const app of apps) {
  const marker = path.join(root, 'apps', app, 'dist/.sources')
  const wanted = fingerprint(app)
  if (!force && existsSync(marker) && readFileSync(marker, 'utf8') === wanted) continue
  console.log(`› Building the ${app}  ·  正在构建 ${app}`)
  await vite(app)
  removeOldFiles(app)
  writeFileSync(marker, wanted)
}
