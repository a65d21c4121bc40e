/**
 * Packs the engines for npm: JavaScript, declarations and README of each, in `.tgz` files that need nothing of this repository.
 *
 *     node tooling/pack.ts <folder for the .tgz files> [engine…]
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const root = path.resolve(import.meta.dirname, '..')

/** In the order they build on each other. */
export const publishable = ['data-model', 'expression', 'access', 'form-engine', 'flow-engine', 'rule-engine', 'report-engine', 'actions']

type Manifest = {
  name: string
  version: string
  license: string
  type: string
  sideEffects?: boolean
  exports: { [door: string]: string }
  dependencies?: { [name: string]: string }
}

/**
 * @param engines with all that they need of each other
 * @returns the `.tgz` file of each engine by its name
 */
export function pack(engines: readonly string[], destination: string): { [engine: string]: string } {
  const stage = mkdtempSync(path.join(tmpdir(), 'tangram-pack-'))
  try {
    mkdirSync(destination, { recursive: true })
    return Object.fromEntries(engines.map((engine) => [engine, packOne(engine, stage, destination)]))
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

function packOne(engine: string, stage: string, destination: string): string {
  const source = path.join(root, 'packages', engine)
  const folder = path.join(stage, engine)
  const manifest = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')) as Manifest
  cpSync(path.join(source, 'src'), path.join(folder, 'src'), { recursive: true })
  cpSync(path.join(source, 'README.md'), path.join(folder, 'README.md'))
  cpSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'))
  linkDependencies(manifest, source, stage, folder)
  compile(engine, folder)
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`)
  const printed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const [{ filename = '' } = {}] = Object.values(JSON.parse(printed) as { [index: string]: { filename?: string } })
  return path.join(destination, filename)
}

/** What it imports: of this repository the engines as they were packed before it, of npm what is installed. */
function linkDependencies({ dependencies = {} }: Manifest, source: string, stage: string, folder: string): void {
  for (const name of Object.keys(dependencies)) {
    const link = path.join(folder, 'node_modules', name)
    mkdirSync(path.dirname(link), { recursive: true })
    const [, engine] = /^@tangram\/(.+)$/.exec(name) ?? []
    symlinkSync(engine ? path.join(stage, engine) : path.join(source, 'node_modules', name), link, 'junction')
  }
}

function compile(engine: string, folder: string): void {
  const base = path.join(root, 'packages', engine, 'tsconfig.json')
  const config = {
    extends: base,
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: path.join(folder, 'src'),
      outDir: path.join(folder, 'dist'),
    },
    include: [path.join(folder, 'src')],
    exclude: ['test.ts', 'test-d.ts', 'tmp.ts']
      .map((ending) => path.join(folder, `src/**/*.${ending}`))
      .concat(path.join(folder, 'src/testing')),
  }
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config))
  execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', folder], { stdio: 'inherit', shell: process.platform === 'win32' })
}

/** The manifest for npm: doors lead to what was compiled, dependencies say which versions. */
function published({ name, version, license, type, sideEffects, exports, dependencies = {} }: Manifest): object {
  const doors = Object.entries(exports).filter(([door]) => door !== './testing')
  return {
    name,
    version,
    license,
    type,
    ...(sideEffects === undefined ? {} : { sideEffects }),
    engines: { node: '>=20' },
    exports: Object.fromEntries(
      doors.map(([door, file]) => {
        const compiled = file.replace('./src/', './dist/').replace(/\.ts$/, '')
        return [door, { types: `${compiled}.d.ts`, default: `${compiled}.js` }]
      }),
    ),
    files: ['dist'],
    dependencies: Object.fromEntries(Object.entries(dependencies).map(([dependency, range]) => [dependency, rangeOf(dependency, range)])),
  }
}

/** `workspace:*` and `catalog:` mean something here only. */
function rangeOf(name: string, range: string): string {
  if (range.startsWith('workspace:')) {
    const file = path.join(root, 'packages', name.replace('@tangram/', ''), 'package.json')
    return `^${(JSON.parse(readFileSync(file, 'utf8')) as Manifest).version}`
  }
  if (range !== 'catalog:') return range
  const catalog = readFileSync(path.join(root, 'pnpm-workspace.yaml'), 'utf8')
  const line = catalog.split('\n').find((each) => each.trim().replaceAll('"', '').startsWith(`${name}: `))
  if (!line) throw new Error(`${name} is not in the catalog of pnpm-workspace.yaml`)
  return line.slice(line.indexOf(': ', line.indexOf(name)) + 2).trim()
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [destination, ...engines] = process.argv.slice(2)
  if (!destination || engines.some((engine) => !publishable.includes(engine))) {
    console.error(`Usage: node tooling/pack.ts <folder> [${publishable.join(' | ')}]`)
    process.exit(2)
  }
  for (const file of Object.values(pack(engines.length > 0 ? engines : publishable, path.resolve(destination)))) console.log(file)
}
