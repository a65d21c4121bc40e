import { globSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin, Rolldown } from 'vite'

const packages = path.resolve(import.meta.dirname, '../../../packages')
const source = path.resolve(import.meta.dirname, '../src/parts')
const fieldsFolder = path.join(packages, 'form-engine/src/fields')
const operatorsFolder = path.join(packages, 'expression/src/operators')
const importerList = path.join(packages, 'form-engine/src/import/importers.ts')
/**
 * A field type and the importer of its columns share a file; only staff import. Asked for under this name the file is a module once more,
 * of which only the importer is used.
 */
const importerSuffix = '?importer'
const operatorFiles = 'tangram:operator-files'
const operatorList = path.join(operatorsFolder, 'index.ts')

/** Which file has what, to be served with a form that needs it: `{ fieldTypes: { rating: 'assets/rating-x1.js' }, … }`. */
export type PartFiles = { fieldTypes: { [type: string]: string }; operators: { [op: string]: string } }

type Entry = { name: string; file: string; exported: string }

/**
 * Gives each field type and each group of operators a file of its own, which a form that needs it asks for. Which there are is read off
 * the registries of the engines, so that a new one is a new file there and nothing here.
 */
export function lazyRegistries(isEveryday: (file: string) => boolean): Plugin {
  let fieldTypes: readonly Entry[] = []
  let operators: readonly Entry[] = []
  return {
    name: 'tangram:lazy-registries',
    enforce: 'pre',
    async buildStart() {
      fieldTypes = await fieldTypesByFile()
      operators = await operatorsByFile()
    },
    async resolveId(id, importer) {
      if (id === operatorFiles) return id
      if (importer === importerList && id.includes('/fields/')) return withImporter(await this.resolve(id, importer, { skipSelf: true }))
      if (!importer || !/(field-types|operators|index)\.ts$/.test(id)) return
      const resolved = await this.resolve(id, importer, { skipSelf: true })
      // All who ask for operators, the engine too, get the same list, which fills as they come.
      return resolved?.id === operatorList ? path.join(source, 'operators.ts') : undefined
    },
    load(id) {
      if (id.endsWith(importerSuffix)) return readFileSync(id.slice(0, -importerSuffix.length), 'utf8')
      if (id === path.join(source, 'field-types.ts')) return fieldTypesModule(fieldTypes, isEveryday)
      if (id === path.join(source, 'operators.ts')) return operatorsModule
      if (id === operatorFiles) return operatorFilesModule(operators)
    },
    generateBundle(_options, bundle) {
      const served = new Map<string, string>()
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        for (const id of (chunk as Rolldown.OutputChunk).moduleIds) if (!served.has(id)) served.set(id, chunk.fileName)
      }
      // Where a module shares its file, asking for it alone asks for another one, which leads there.
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && chunk.isDynamicEntry && chunk.facadeModuleId) served.set(chunk.facadeModuleId, chunk.fileName)
      }
      const named = (entries: readonly Entry[]) => Object.fromEntries(entries.map(({ name, file }) => [name, served.get(file) ?? '']))
      const parts: PartFiles = { fieldTypes: named(fieldTypes), operators: named(operators) }
      this.emitFile({ type: 'asset', fileName: '.vite/parts.json', source: JSON.stringify(parts, null, 2) })
    },
  }
}

async function fieldTypesByFile(): Promise<Entry[]> {
  const { fieldTypes } = (await load(path.join(fieldsFolder, 'index.ts'))) as { fieldTypes: readonly { type: string }[] }
  const entries = await exportsOf(fieldsFolder, (value) =>
    fieldTypes.includes(value as { type: string }) ? [(value as { type: string }).type] : [],
  )
  return all(
    fieldTypes.map(({ type }) => type),
    entries,
  )
}

async function operatorsByFile(): Promise<Entry[]> {
  const { operators } = (await load(operatorList)) as { operators: readonly { op: string }[] }
  const entries = await exportsOf(operatorsFolder, (value) =>
    Array.isArray(value) ? value.flatMap((entry) => (operators.includes(entry) ? [entry.op as string] : [])) : [],
  )
  return all(
    operators.map(({ op }) => op),
    entries,
  )
}

async function exportsOf(folder: string, namesIn: (value: unknown) => string[]): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const name of globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts', 'index.ts'] }).sort()) {
    const file = realpathSync(path.join(folder, name))
    const exports = Object.entries(await load(file))
    for (const [exported, value] of exports) entries.push(...namesIn(value).map((name) => ({ name, file, exported })))
  }
  return entries
}

/** In the order of the registry; one that no file exports as it is could never be loaded. */
function all(names: readonly string[], entries: readonly Entry[]): Entry[] {
  return names.map((name) => {
    const entry = entries.find((candidate) => candidate.name === name)
    if (!entry) throw new Error(`No file beside the registry exports “${name}” as the registry has it, so that no form could load it`)
    return entry
  })
}

const load = async (file: string): Promise<{ [name: string]: unknown }> => import(pathToFileURL(file).href)

function fieldTypesModule(entries: readonly Entry[], isEveryday: (file: string) => boolean): string {
  const atOnce = entries.filter(({ file }) => isEveryday(file))
  const imports = atOnce.map(({ file, exported }) => `import { ${exported} } from ${JSON.stringify(file)}`)
  const loaders = entries.map((entry) => {
    const { name, file, exported } = entry
    const load = atOnce.includes(entry) ? exported : `import(${JSON.stringify(file)}).then(({ ${exported} }) => ${exported})`
    return `  ${JSON.stringify(name)}: () => ${load},`
  })
  return `${imports.join('\n')}
const loaders = {
${loaders.join('\n')}
}
export async function loadFieldTypes(names) {
  const known = Object.keys(loaders).filter((name) => names.has(name))
  return Promise.all(known.map((name) => loaders[name]()))
}`
}

function operatorFilesModule(entries: readonly Entry[]): string {
  const files = [...new Set(entries.map(({ file }) => file))]
  const lists = (file: string) => [...new Set(entries.filter((entry) => entry.file === file).map(({ exported }) => exported))]
  const loaders = files.map((file) => `  () => import(${JSON.stringify(file)}).then(({ ${lists(file)} }) => [${lists(file)}].flat()),`)
  const namesByFile = files.map((file) =>
    entries
      .filter((entry) => entry.file === file)
      .map(({ name }) => name)
      .join(' '),
  )
  return `const names = ${JSON.stringify(namesByFile)}.map((line) => line.split(' '))
const loaders = [
${loaders.join('\n')}
]
export const load = (wanted) => Promise.all(
  loaders.filter((_, file) => wanted === 'all' || names[file].some((name) => wanted.has(name))).map((load) => load()),
)`
}

/** The list itself; which file has what is looked up once a form has an expression. */
const operatorsModule = `const byOp = new Map()
const byName = new Map()
export const operators = []
export const operatorOf = (op) => byOp.get(op)
export const operatorNamed = (name) => byName.get(name.toUpperCase())
export async function loadOperators(wanted) {
  if (wanted !== 'all' && wanted.size === 0) return
  const { load } = await import(${JSON.stringify(operatorFiles)})
  for (const operator of (await load(wanted)).flat()) {
    if (byOp.has(operator.op)) continue
    operators.push(operator)
    byOp.set(operator.op, operator)
    for (const name of operator.names) byName.set(name.toUpperCase(), operator)
  }
}`

function withImporter<Resolved extends { id: string }>(resolved: Resolved | null): Resolved | null {
  return resolved && { ...resolved, id: resolved.id + importerSuffix }
}
