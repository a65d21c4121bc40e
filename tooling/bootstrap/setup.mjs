// Brings what the project needs to a machine that has only Node ≥ 20 and npm. Runs on that Node, so plain JavaScript.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(fileURLToPath(import.meta.url), '../../..')
const marker = path.join(root, 'node_modules/.tangram-ready')
const bin = path.join(root, 'node_modules/.bin')

/** The environment in which `node` is the pinned Node 24. */
export const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` }

/** Runs a program and waits; `quiet` shows its output only when it fails. */
export function run(command, args, { quiet = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (code === 0) return resolve()
      if (quiet) process.stderr.write(output)
      reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}`))
    })
  })
}

function manifests() {
  const found = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'bench/package.json', 'tooling/package.json']
  for (const folder of ['packages', 'apps', 'examples'])
    for (const name of readdirSync(path.join(root, folder))) found.push(`${folder}/${name}/package.json`)
  return found.filter((file) => existsSync(path.join(root, file)))
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const file of manifests()) hash.update(file).update(readFileSync(path.join(root, file)))
  return `${hash.digest('hex')} ${process.platform} ${process.arch}`
}

/** Installs what the lock file names, unless that was done before. */
export async function setup() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20)
    throw new Error(
      `Tangram needs Node 20 or newer to start; this is ${process.versions.node}. Install a current Node from https://nodejs.org and try again.`,
    )
  const wanted = fingerprint()
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return
  step(
    'Installing Node 24, PostgreSQL 18 and the libraries (once, about a minute)',
    '正在安装 Node 24、PostgreSQL 18 和依赖库（仅首次，约一分钟）',
  )
  await run('npx', ['-y', 'pnpm@12', 'install', '--frozen-lockfile'], { quiet: true })
  writeFileSync(marker, wanted)
}

export function step(en, zh) {
  console.log(`› ${en}  ·  ${zh}`)
}
