import {
  type FieldDocument,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type LocalizedText,
  locales,
  pointer,
} from '@tangram/data-model'
import { checkField } from '../check-field.ts'
import { fieldTypeOf } from '../field-type.ts'
import { sameJson } from '../same-json.ts'
import { fieldSchema } from '../to-json-schema.ts'
import { type FieldReading, type Property, shown, warn, wordsOf } from './field-reading.ts'
import { gather, type Keywords } from './keywords.ts'

/** A field that `toJsonSchema` wrote, or whose author named its type: `x-field-type`, with `x-config` and `x-field`. */
export function ownFieldOf(property: Property, reading: FieldReading): FieldDocument | undefined {
  const { keywords } = property
  const type = keywords.take('x-field-type')
  if (!type) return undefined
  const fieldType = typeof type.value === 'string' ? fieldTypeOf(reading.registry, type.value) : undefined
  if (!fieldType || (fieldType.columns && property.isColumn)) {
    warn(reading, 'schema.unknown-field-type', type.path, { type: shown(type.value) })
    return undefined
  }
  const config = keywords.take('x-config')
  const own = keywords.take('x-field')
  const words = wordsOf(property.name, keywords)
  const field: FieldDocument = {
    id: property.id,
    type: fieldType.type,
    ...words,
    ...(own && isJsonObject(own.value) ? ownRules(own.value, own.path, reading) : {}),
    ...(config && isJsonObject(config.value) ? { config: config.value } : {}),
    ...(fieldType.columns ? { fields: columnsIn(keywords, reading) } : {}),
  }
  if (property.isRequired) field.required = true
  const literal = keywords.take('default')
  if (literal && field.default === undefined) field.default = literal.value
  for (const found of checkField(field, reading.registry)) reading.diagnostics.push({ ...found, path: placeOf(found.path, keywords) })
  takeWhatFollows(field, keywords, reading)
  return field
}

/** Settings stand at `x-config`. */
const placeOf = (path: string, { path: property }: Keywords): string => property + path.replace(/^\/config(?=\/|$)/, pointer('x-config'))

function ownRules(rules: JsonObject, path: string, reading: FieldReading): Partial<FieldDocument> {
  const field: Partial<FieldDocument> = {}
  for (const [name, value] of Object.entries(rules)) {
    if ((name === 'label' || name === 'help') && isWords(value)) field[name] = value
    else if ((name === 'required' || name === 'unique') && typeof value === 'boolean') field[name] = value
    else if (name === 'default' || name === 'computed') field[name] = value
    else warn(reading, 'schema.unsupported', path + pointer(name), { keyword: name })
  }
  return field
}

function isWords(value: JsonValue): value is LocalizedText {
  return (
    isJsonObject(value) &&
    Object.entries(value).every(([locale, text]) => (locales as readonly string[]).includes(locale) && typeof text === 'string')
  )
}

function columnsIn(keywords: Keywords, reading: FieldReading): NonNullable<FieldDocument['fields']> {
  const items = keywords.take('items')
  const row = gather(items?.value ?? true, items?.path ?? keywords.path, reading, keywords.above)
  row.properties.delete('id')
  const fields = reading.columnsOf(row)
  return { order: fields.map(({ id }) => id), items: Object.fromEntries(fields.map((field) => [field.id, field])) }
}

/** Keywords that follow from the settings say nothing new; those that say something else are reported. */
function takeWhatFollows(field: FieldDocument, keywords: Keywords, reading: FieldReading): void {
  const expected = fieldSchema(field, reading.registry)
  const follows = gather(expected ?? true, keywords.path, { root: {}, diagnostics: [], parts: 0 })
  for (const [keyword, { value, path }] of keywords.rest()) {
    const own = follows.peek(keyword)
    if (own === undefined) continue
    keywords.take(keyword)
    if (!sameJson(own, value)) warn(reading, 'schema.settings-win', path, { keyword })
  }
}
