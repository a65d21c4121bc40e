import type { Readable } from 'node:stream'
import { type Principal, rightsOn } from '@tangram/access'
import {
  type Attribute,
  type DataRecord,
  type Entity,
  type FieldDocument,
  type Id,
  itemOf,
  type JsonObject,
  type JsonValue,
  type Locale,
  labelIn,
  type RecordQuery,
  type RecordValues,
  textIn,
  withDefaults,
} from '@tangram/data-model'
import { type FieldType, fieldTypeOf } from '@tangram/form-engine'
import type { RecordsBehind } from '@tangram/storage'
import { type Cell, writeCsv, writeXlsxSheets } from '@tangram/workbook'
import { csvFile } from './csv-file.ts'
import { fail } from './errors.ts'
import type { Services } from './services.ts'

/**
 * The matching records as a table with headings in the reader's language, written while it is read. An Excel file has a sheet for the rows
 * of each sub-form, which name their record; in the table itself stands how many there are. A csv file has the rows as text.
 *
 * @param from.reader where the records come from; absent: all that meet the query
 */
export async function exportRecords(
  services: Pick<Services, 'storage' | 'now' | 'platform'>,
  principal: Principal,
  from: { app: Id; entity: Id; reader?: RecordsToWrite },
  query: RecordQuery,
  format: 'csv' | 'xlsx',
  locale: Locale,
  signal?: AbortSignal,
): Promise<{ name: string; type: string; content: Readable }> {
  const { document, resolved } = await services.storage.apps.get(principal, from.app)
  const entity = resolved.entity(from.entity)
  if (!entity) throw fail('server.not-found')
  const { hidden, masked } = rightsOn(document.access, principal, entity)
  const fields = itemOf(document.entities, from.entity)?.fields
  const columnOf = (attribute: Attribute, field: FieldDocument | undefined): Column => {
    const type = fieldTypeOf(services.platform.fields, attribute.fieldType)
    const columns = (attribute.rows?.order ?? []).flatMap((id) => {
      const column = attribute.rows?.attributes[id]
      return column ? [columnOf(column, itemOf(field?.fields, id))] : []
    })
    return { attribute, type, config: withDefaults(type?.config ?? {}, field?.config), columns }
  }
  const columns = (query.select ?? entity.order).flatMap((id) => {
    const attribute = entity.attributes[id]
    return !attribute || hidden.has(id) ? [] : [columnOf(attribute, itemOf(fields, id))]
  })
  const all = services.storage.records(principal)
  const reader: RecordsToWrite = from.reader ?? {
    records: (select) => all.export(from.app, from.entity, { ...query, select: [...select] }),
    csv: (select, more) => all.csv(from.app, from.entity, { ...query, select: [...select] }, more),
  }
  const name = `${fileWord(entity, locale)}-${services.now().slice(0, 10)}.${format}`
  if (format === 'csv') {
    // What has one value in each cell is written by PostgreSQL, many times as fast.
    const select = columns.map(({ attribute }) => attribute.id)
    const more = { locale, joined: Object.fromEntries(columns.flatMap(joinedIn)), ...(signal ? { signal } : {}) }
    const lines = await reader.csv(select, more)
    if (lines) return { name, type: csvType, content: await csvFile(columns.map(headingIn(locale)), lines) }
  }
  const read = (select: readonly Id[]) => reader.records(select)[Symbol.asyncIterator]()
  const records = read(columns.map(({ attribute }) => attribute.id))
  // The first record is awaited here, so that a refusal is an answer and not a broken download.
  const first = await records.next()
  async function* table(): AsyncGenerator<Cell[]> {
    yield columns.map(headingIn(locale))
    for (let next = first; !next.done; next = await records.next()) {
      const record = next.value
      yield columns.map((column) => {
        const rows = record.values[column.attribute.id]
        if (column.attribute.rows === undefined) return valueCell(record.values, column, record, locale)
        return format === 'csv' ? rowsText(rows, column, record, locale) : Array.isArray(rows) ? rows.length : 0
      })
    }
  }
  if (format === 'csv') return { name, type: csvType, content: writeCsv(table()) }

  const key = keyOf(entity, new Set([...hidden, ...masked.keys()]))
  const keyColumn = key && columnOf(key, itemOf(fields, key.id))
  async function* rowsOf(subform: Column): AsyncGenerator<Cell[]> {
    yield [...(keyColumn ? [keyColumn] : []), ...subform.columns].map(headingIn(locale))
    const each = read([...(key ? [key.id] : []), subform.attribute.id])
    for (let next = await each.next(); !next.done; next = await each.next()) {
      const record = next.value
      const named = keyColumn ? [valueCell(record.values, keyColumn, record, locale)] : []
      for (const row of asRows(record.values[subform.attribute.id])) {
        yield [...named, ...subform.columns.map((column) => valueCell(row, column, record, locale))]
      }
    }
  }
  const sheets = columns
    .filter(({ attribute }) => attribute.rows)
    .map((subform) => ({ name: headingIn(locale)(subform), rows: rowsOf(subform) }))
  const content = writeXlsxSheets([{ name: textIn(entity.label, locale, entity.id), rows: table() }, ...sheets])
  return { name, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content }
}

/** Records with the selected columns alone: one after the other, or as the lines of a csv file where those can be written at once. */
type RecordsToWrite = Pick<RecordsBehind, 'records' | 'csv'>

const csvType = 'text/csv; charset=utf-8'

type Column = { attribute: Attribute; type: FieldType | undefined; config: JsonObject; columns: Column[] }

/** Columns of several values that PostgreSQL can write as `cellOf` does. */
function joinedIn({ attribute, type }: Column): [Id, 'files' | 'choices'][] {
  if (type?.holds === 'files') return [[attribute.id, 'files']]
  return attribute.valueType.kind === 'list' && attribute.options && !type?.format ? [[attribute.id, 'choices']] : []
}

/** What tells records apart for people: a number or another unique field, else the title. */
function keyOf(entity: Entity, hidden: ReadonlySet<Id>): Attribute | undefined {
  const visible = entity.order.flatMap((id) => (hidden.has(id) || !entity.attributes[id] ? [] : [entity.attributes[id]]))
  return visible.find(({ unique }) => unique) ?? visible.find(({ id }) => id === entity.title)
}

const headingIn =
  (locale: Locale) =>
  ({ attribute: { id, label } }: Column): string =>
    textIn(label, locale, id)

const asRows = (value: JsonValue | undefined): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : [])

/** `Pump, 2; Valve, 1` */
function rowsText(value: JsonValue | undefined, { columns }: Column, record: DataRecord, locale: Locale): string {
  const [between, after] = locale === 'zh-CN' ? ['，', '；'] : [', ', '; ']
  const texts = asRows(value).map((row) =>
    columns
      .map((column) => String(valueCell(row, column, record, locale) ?? ''))
      .filter((text) => text !== '')
      .join(between),
  )
  return texts.join(after)
}

function valueCell(values: RecordValues, { attribute, type, config }: Column, record: DataRecord, locale: Locale): Cell {
  const value = values[attribute.id] ?? null
  if (value === null || typeof value !== 'object') return cellOf(value, attribute, record, locale)
  // Days are written as an import reads them; what else is made of parts, as its type writes it.
  if (attribute.valueType.kind === 'range') return rangeText(value as JsonObject)
  return type?.format && !type.holds ? type.format(value, config, locale) : cellOf(value, attribute, record, locale)
}

const rangeText = ({ start, end }: JsonObject): string => `${start ?? ''} ~ ${end ?? ''}`

/** Labels instead of ids; lists joined; files by name. */
function cellOf(value: JsonValue, attribute: Attribute, record: DataRecord, locale: Locale): Cell {
  if (Array.isArray(value)) {
    const texts = value.map((one) => String(cellOf(one, attribute, record, locale) ?? ''))
    return texts.join(locale === 'zh-CN' ? '、' : ', ')
  }
  if (value !== null && typeof value === 'object') return typeof value.name === 'string' ? value.name : JSON.stringify(value)
  if (typeof value !== 'string') return value
  const option = attribute.options?.find(({ id }) => id === value)
  return option ? textIn(option.label, locale, value) : (labelIn(record.labels, attribute.valueType, value) ?? value)
}

const fileWord = (entity: Entity, locale: Locale): string => textIn(entity.label, locale, entity.id).replace(/[^\p{L}\p{N}]+/gu, '-')
