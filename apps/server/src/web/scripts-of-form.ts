import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EntityDocument, type FieldDocument, inOrder, type Locale } from '@tangram/data-model'

type Manifest = { [key: string]: { file: string; imports?: string[] } }
type Parts = { fieldTypes: { [type: string]: string } }

/** What a page asks for one after the other, when nobody tells it before. */
const always = ['src/public/start.tsx', 'src/public/form-page.tsx']

/**
 * Which scripts a public form will need, as the build of the portal says it: told in the page, they come at once instead of one after
 * the other. None when the portal has not been built.
 */
export function createScriptsOfForm(portal: string): (entity: EntityDocument, locale: Locale) => string[] {
  const manifest = readJson<Manifest>(join(portal, '.vite/manifest.json')) ?? {}
  const { fieldTypes } = readJson<Parts>(join(portal, '.vite/parts.json')) ?? { fieldTypes: {} }
  const keys = Object.keys(manifest)
  const keyOf = new Map(keys.map((key) => [manifest[key]?.file, key]))
  return (entity, locale) => {
    const files = new Set<string>()
    const add = (key: string | undefined): void => {
      const entry = key === undefined ? undefined : manifest[key]
      if (!entry || files.has(entry.file)) return
      files.add(entry.file)
      for (const next of entry.imports ?? []) add(next)
    }
    for (const ending of [...always, `i18n/messages/${locale.toLowerCase()}.ts`]) add(keys.find((key) => key.endsWith(ending)))
    for (const type of typesIn(inOrder(entity.fields))) add(keyOf.get(fieldTypes[type]))
    return [...files]
  }
}

const typesIn = (fields: readonly FieldDocument[]): string[] =>
  fields.flatMap(({ type, fields: columns }) => [type, ...(columns ? typesIn(inOrder(columns)) : [])])

const readJson = <T>(file: string): T | undefined => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined)
