import {
  type EntityDocument,
  type FieldDocument,
  type Id,
  isId,
  type JsonObject,
  type LinkedTable,
  type LocalizedText,
  reservedFieldIds,
} from '@tangram/data-model'
import type { SkippedColumn, SourceColumn, SourceTable } from './source-table.ts'
import { sourceKind } from './source-type.ts'

type Linked = {
  /** Tables of the app that are linked already: foreign keys that lead there become linked records. */
  known: readonly EntityDocument[]
  /** Ids of all tables of the app, so that the new one gets its own. */
  taken: ReadonlySet<Id>
  /** The organisation's zone: what times without one are taken for. */
  zone: string
}

/** A table of the database as an author would link it: every column that a field can show, names from comments. */
export function linkedEntity(source: SourceTable, { known, taken, zone }: Linked): { entity: EntityDocument; skipped: SkippedColumn[] } {
  const id = freeId(source.table, 'table', taken)
  const linked: LinkedTable = {
    schema: source.schema,
    table: source.table,
    key: source.key,
    types: Object.fromEntries(source.columns.map(({ column, type }) => [column, type])),
    zone,
  }
  // Rows may refer to others of their own table.
  const tables = [...known, { id, linked }]
  const fields: FieldDocument[] = []
  const skipped: SkippedColumn[] = []
  const ids = new Set<Id>(reservedFieldIds)
  for (const column of source.columns) {
    const shown = fieldTypeOf(column, tables)
    if (!shown) {
      skipped.push({ column: column.column, type: column.type, reason: unknownType })
      continue
    }
    const field = freeId(column.column, 'field', ids)
    ids.add(field)
    fields.push({ id: field, type: shown.type, label: labelOf(column.comment, column.column), config: shown.config, column: column.column })
  }
  const entity: EntityDocument = {
    id,
    label: labelOf(source.comment, source.table),
    title: titleAmong(fields, source)?.id ?? '',
    fields: { order: fields.map(({ id }) => id), items: Object.fromEntries(fields.map((field) => [field.id, field])) },
    linked,
  }
  return { entity, skipped }
}

const unknownType: LocalizedText = {
  en: 'No kind of field shows values of this type. A view can turn it into text.',
  'zh-CN': '没有字段类型可以显示此类值；可以用视图将其转换为文本。',
}

/** The kind of field that shows a column; undefined when there is none. */
export function fieldTypeOf(
  { type, options, references }: Pick<SourceColumn, 'type' | 'options' | 'references'>,
  known: readonly Pick<EntityDocument, 'id' | 'linked'>[],
): { type: string; config: JsonObject } | undefined {
  const target = references && known.find(({ linked }) => linked && leadsTo(references, linked))
  if (target) return { type: 'relation', config: { entity: target.id, many: false } }
  if (options?.every((value) => value.length <= longestOption))
    return { type: 'select', config: { options: options.map((value) => ({ id: value, label: { en: value, 'zh-CN': value } })) } }
  switch (sourceKind(type, options !== null)) {
    case 'text':
    case 'char':
    case 'uuid':
      return { type: 'text', config: {} }
    case 'integer':
      return { type: 'integer', config: {} }
    case 'numeric':
    case 'float':
      return { type: 'number', config: { decimals: decimalsOf(type) } }
    case 'boolean':
      return { type: 'switch', config: {} }
    case 'date':
      return { type: 'date', config: {} }
    case 'time':
      return { type: 'time', config: {} }
    case 'local':
    case 'instant':
      return { type: 'datetime', config: {} }
    case 'texts':
      return { type: 'tags', config: {} }
    case 'json':
    case 'other':
      return undefined
  }
}

const longestOption = 40

function leadsTo({ schema, table, column }: NonNullable<SourceColumn['references']>, linked: LinkedTable): boolean {
  return linked.schema === schema && linked.table === table && linked.key.length === 1 && linked.key[0] === column
}

/** As many as the column has; a number of any scale is shown with up to six. */
function decimalsOf(type: string): number {
  const scale = /\(\d+,(-?\d+)\)/.exec(type)?.[1]
  return scale === undefined ? 6 : Math.min(Math.max(Number(scale), 0), 10)
}

/** A name if there is one, else the first text that is never empty and no key, else one of the key, else any, else the first field. */
function titleAmong(fields: readonly FieldDocument[], { key, columns }: SourceTable): FieldDocument | undefined {
  const filled = new Set(columns.flatMap(({ column, nullable }) => (nullable ? [] : [column])))
  const texts = fields.filter(({ type }) => type === 'text')
  const named = texts.find(({ column }) => /(^|_)(name|title|label)$|名称?$|标题$/i.test(column ?? ''))
  const told = texts.filter(({ column = '' }) => filled.has(column))
  return named ?? told.find(({ column = '' }) => !key.includes(column)) ?? told[0] ?? texts[0] ?? fields[0]
}

/** The comment as the database has it; without one the name in words: `order_date` becomes “Order date”. */
function labelOf(comment: string | null, name: string): LocalizedText {
  const written = comment
    ?.trim()
    .split(/[\r\n]/)[0]
    ?.slice(0, 100)
  const words = name.replace(/[_\s]+/g, ' ').trim() || name
  const label = written || words.charAt(0).toUpperCase() + words.slice(1)
  return { en: label, 'zh-CN': label }
}

/** An id from a name of the database: `Order No.` becomes `order_no`; one without Latin letters is numbered. */
function freeId(name: string, otherwise: Id, taken: ReadonlySet<Id>): Id {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 34)
    .replace(/_+$/, '')
  const base = isId(slug) ? slug : otherwise
  if (!taken.has(base) && isId(slug)) return base
  for (let n = isId(slug) ? 2 : 1; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`
}
