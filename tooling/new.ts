/**
 * Starts a new registry entry that already works: the file and its line in the registry.
 *
 *     pnpm new field grade · pnpm new node wait · pnpm new action call-webhook · pnpm new chart funnel
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { templates } from './new-templates.ts'

const kinds: { [kind: string]: { folder: string; registry: string; list: string; from: string } } = {
  field: {
    folder: 'packages/form-engine/src/fields',
    registry: 'packages/form-engine/src/fields/index.ts',
    list: 'fieldTypes',
    from: './',
  },
  node: { folder: 'packages/flow-engine/src/nodes', registry: 'packages/flow-engine/src/nodes/index.ts', list: 'nodeTypes', from: './' },
  action: { folder: 'packages/actions/src', registry: 'packages/actions/src/registry.ts', list: 'actionTypes', from: './' },
  chart: {
    folder: 'packages/report-engine/src/charts',
    registry: 'packages/report-engine/src/charts/index.ts',
    list: 'chartTypes',
    from: './',
  },
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

const registry = path.join(root, entry.registry)
const before = readFileSync(registry, 'utf8')
const opening = before.indexOf('= [', before.indexOf(`export const ${entry.list}`))
const closing = before.indexOf(']', opening + 3)
if (opening === -1 || closing === -1) {
  console.error(`${entry.registry} has no list "${entry.list}" to add to; nothing was written.`)
  process.exit(1)
}
const listed = before.slice(0, closing).replace(/,?\s*$/, ',')
writeFileSync(file, template(name, variable))
writeFileSync(registry, `import { ${variable} } from '${entry.from}${fileName}.ts'\n${listed} ${variable}${before.slice(closing)}`)
console.log(`Wrote ${path.relative(root, file)} and its line in ${entry.registry}.
Next: fill it in, give its icon to packages/ui/src/icons/icons.ts if it is new there, then
  pnpm format && pnpm reference && pnpm test:unit`)
