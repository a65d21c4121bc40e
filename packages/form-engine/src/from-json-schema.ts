import {
  type Diagnostic,
  diagnose,
  type EntityDocument,
  type Id,
  isDeeperThan,
  isId,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type LocalizedText,
} from '@tangram/data-model'
import type { FormDocument } from './document.ts'
import type { FieldRegistry } from './field-type.ts'
import { type FieldReading, leaveOut, type NameId, reportRest, shown, warn, wordsOf } from './json-schema/field-reading.ts'
import { gather, type Keywords, mostParts } from './json-schema/keywords.ts'
import { schemaMessages } from './json-schema/messages.ts'
import { nameId } from './json-schema/name-id.ts'
import { type Fields, noFields, readFields } from './json-schema/read-fields.ts'

export type JsonSchemaOptions = {
  registry: FieldRegistry
  /** Id of the table, when the schema does not name it. */
  id?: Id
  /** What the table is called, when the schema has no title. */
  label?: LocalizedText
  /** Makes a free id for a name that is none; camel case becomes snake case when absent. */
  nameId?: NameId
}

const deepest = 60

/**
 * A table and a form from a JSON Schema (2020-12) of its records. What a table cannot hold is reported with its place, never dropped in
 * silence: an error where a property gives no field, a warning where a field says less or something else than the schema.
 *
 *     const { entity, form, diagnostics } = fromJsonSchema(schema, { registry: fieldTypes, id: 'order' })
 *
 * A schema that `toJsonSchema` wrote gives the same fields again.
 */
export function fromJsonSchema(
  schema: JsonValue,
  options: JsonSchemaOptions,
): { entity: EntityDocument; form: FormDocument; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const isSound = isJsonObject(schema) && !isDeeperThan(schema, deepest)
  if (!isJsonObject(schema)) diagnostics.push(diagnose(schemaMessages, 'schema.not-a-schema', ''))
  else if (!isSound) diagnostics.push(diagnose(schemaMessages, 'schema.too-deep', '', { most: deepest }))
  const root = isSound ? schema : {}
  const reading: FieldReading = {
    root,
    diagnostics,
    parts: 0,
    registry: options.registry,
    nameId: options.nameId ?? nameId,
    columnsOf: (entry) => readFields(entry, reading, true).fields,
  }
  const object = recordOf(root, reading)
  const own = object.take('x-entity')?.value
  const { label, help } = wordsOf(options.label?.en ?? options.label?.['zh-CN'] ?? options.id ?? 'table', object)
  const isTitled = root.title !== undefined
  const read = isSound ? readRecord(object, reading) : noFields()
  if (help) warn(reading, 'schema.unsupported', `${object.path}/description`, { keyword: 'description' })
  if (reading.parts > mostParts) warn(reading, 'schema.too-large', '', { most: mostParts })
  const entity = entityOf(read, isJsonObject(own) ? own : {}, isTitled || !options.label ? label : options.label, options.id)
  return { entity, form: formOf(entity, read), diagnostics }
}

/** The object that describes a record; of a list its entries. */
function recordOf(root: JsonObject, reading: FieldReading): Keywords {
  const found = gather(root, '', reading)
  if (found.peek('type') !== 'array' || found.properties.size > 0) return found
  const items = found.take('items')
  if (!items) return found
  warn(reading, 'schema.list-of-records', '/type')
  found.take('type')
  for (const keyword of ['title', 'description', 'x-entity']) found.take(keyword)
  reportRest(found, reading)
  return gather(items.value, items.path, reading, found.above)
}

function readRecord(object: Keywords, reading: FieldReading): Fields {
  const type = object.take('type')
  if (type !== undefined && type.value !== 'object' && object.properties.size === 0) {
    leaveOut(reading, 'schema.not-an-object', type.path, { type: shown(type.value) })
    reportRest(object, reading)
    return noFields()
  }
  const read = readFields(object, reading)
  reportRest(object, reading)
  if (read.fields.length === 0) leaveOut(reading, 'schema.no-fields', object.path)
  return read
}

function entityOf({ fields }: Fields, own: JsonObject, label: LocalizedText, id: Id | undefined): EntityDocument {
  const isField = (each: JsonValue | undefined): each is string => fields.some((field) => field.id === each)
  const sets = (value: JsonValue | undefined): Id[][] =>
    Array.isArray(value) ? value.filter((set): set is string[] => Array.isArray(set) && set.length > 0 && set.every(isField)) : []
  const words = own.label as LocalizedText | undefined
  const title = isField(own.title) ? own.title : (fields.find(({ type }) => type === 'text') ?? fields[0])?.id
  return {
    id: isId(own.id) ? own.id : (id ?? nameId(label.en ?? '', () => false)),
    label: words && isJsonObject(words) && typeof (words.en ?? words['zh-CN']) === 'string' ? words : label,
    ...(typeof own.icon === 'string' ? { icon: own.icon } : {}),
    title: title ?? '',
    fields: { order: fields.map((field) => field.id), items: Object.fromEntries(fields.map((field) => [field.id, field])) },
    ...(sets(own.unique).length > 0 ? { unique: sets(own.unique) } : {}),
    ...(sets(own.indexes).length > 0 ? { indexes: sets(own.indexes) } : {}),
    ...(own.shared === true ? { shared: true } : {}),
  }
}

function formOf(entity: EntityDocument, { elements, order }: Fields): FormDocument {
  return {
    id: entity.id,
    label: entity.label,
    entity: entity.id,
    elements: { order, items: Object.fromEntries(elements.map((element) => [element.id, element])) },
  }
}
