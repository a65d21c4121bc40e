/**
 * Starts a new registry entry: the file and its line in the registry.
 *
 *     pnpm new field starRating · pnpm new node wait · pnpm new action call-webhook · pnpm new chart funnel
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

type Kind = { folder: string; registry: string; list: string; source: (name: string, variable: string) => string }

const kinds: { [kind: string]: Kind } = {}

const [kind = '', name = ''] = process.argv.slice(2)
const entry = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
if (!entry || !/^[a-z][a-zA-Z0-9-]*$/.test(name)) {
  console.error(
    `Usage: pnpm new ${Object.keys(kinds).join('|')} <name>; the name in letters, digits and hyphens, starting with a lower-case letter. Found: ${kind} ${name}`,
  )
  process.exit(2)
}

const root = path.resolve(import.meta.dirname, '..')
const fileName = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const variable = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
const file = path.join(root, entry.folder, `${fileName}.ts`)
if (existsSync(file)) {
  console.error(`${file} exists already; choose another name.`)
  process.exit(2)
}
writeFileSync(file, entry.source(name, variable))

const registry = path.join(root, entry.registry)
const before = readFileSync(registry, 'utf8')
const opening = before.indexOf(entry.list)
const closing = before.indexOf(']', before.indexOf('= [', opening))
const listed = before.slice(0, closing).replace(/,?\s*$/, ',')
writeFileSync(registry, `import { ${variable} } from './${fileName}.ts'\n${listed} ${variable}${before.slice(closing)}`)
console.log(
  `Wrote ${path.relative(root, file)} and its line in ${entry.registry}. Next: fill it in, then run pnpm check --write and pnpm test:unit.`,
)
