/**
 * Starts a new registry entry that already works: the file and its line in the registry.
 *
 *     pnpm new field grade · pnpm new node wait · pnpm new trigger record-removed · pnpm new action call-webhook · pnpm new chart funnel
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { templates } from './new-templates.ts'

const kinds: { [kind: string]: { folder: string; registry: string; list: string } } = {
  field: { folder: 'packages/form-engine/src/fields', registry: 'index.ts', list: 'fieldTypes' },
  node: { folder: 'packages/flow-engine/src/nodes', registry: 'index.ts', list: 'nodeTypes' },
  trigger: { folder: 'packages/rule-engine/src/triggers', registry: 'index.ts', list: 'triggerTypes' },
  action: { folder: 'packages/actions/src', registry: 'registry.ts', list: 'actionTypes' },
  chart: { folder: 'packages/report-engine/src/charts', registry: 'index.ts', list: 'chartTypes' },
}

const [kind = '', name = ''] = process.argv.slice(2)
const entry = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
const template = Object.hasOwn(templates, kind) ? templates[kind] : undefined
if (!entry || !template || !/^[a-z][a-zA-Z0-9-]{1,39}$/.test(name)) {
  console.error(
    `Usage: pnpm new ${Object.keys(kinds).join('|')} <name>; the name has letters, digits and hyphens and begins with a lower-case letter. Found: ${kind} ${name}`,
  )
  process.exit(2)
}

const root = path.resolve(import.meta.dirname, '..')
const fileName = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const variable = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
const file = path.join(root, entry.folder, `${fileName}.ts`)
if (existsSync(file)) {
  console.error(`${path.relative(root, file)} exists already; choose another name.`)
  process.exit(2)
}

const registry = path.join(root, entry.folder, entry.registry)
const before = readFileSync(registry, 'utf8')
const opening = before.indexOf('= [', before.indexOf(`export const ${entry.list}`))
const closing = before.indexOf(']', opening + 3)
if (opening === -1 || closing === -1) {
  console.error(`${path.relative(root, registry)} has no list "${entry.list}" to add to; nothing was written.`)
  process.exit(1)
}
const listed = before.slice(0, closing).replace(/,?\s*$/, ',')
writeFileSync(file, template(name, variable, freeIcon(entry.folder)))
writeFileSync(registry, `import { ${variable} } from './${fileName}.ts'\n${listed} ${variable}${before.slice(closing)}`)
console.log(`Wrote ${path.relative(root, file)} and its line in ${path.relative(root, registry)}.
Next: fill it in, choose its icon (packages/ui/src/icons/icons.ts has those there are; no two entries share one), then run the scripts
  format, reference and test:unit`)

/** An icon that is there and that no entry beside this one has: two alike could not be told apart in the palette. */
function freeIcon(folder: string): string {
  const known = readFileSync(path.join(root, 'packages/ui/src/icons/icons.ts'), 'utf8').matchAll(/^ {2}'?([a-z0-9-]+)'?: Icon/gm)
  const sources = globSync('*.ts', { cwd: path.join(root, folder) }).map((name) => readFileSync(path.join(root, folder, name), 'utf8'))
  const free = [...known].map(([, icon = '']) => icon).filter((icon) => !sources.some((source) => source.includes(`icon: '${icon}'`)))
  return free.find((icon) => icon === 'puzzle' || icon === 'box') ?? free[0] ?? 'box'
}
