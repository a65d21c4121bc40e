import type { Readable } from 'node:stream'
import { type Principal, rightsOn } from '@tangram/access'
import {
  type Attribute,
  type DataRecord,
  type Entity,
  type Id,
  itemOf,
  type JsonObject,
  type JsonValue,
  type Locale,
  type RecordQuery,
  textIn,
  withDefaults,
} from '@tangram/data-model'
import { type FieldType, fieldTypeOf } from '@tangram/form-engine'
import { type Cell, writeCsv, writeXlsx } from '@tangram/workbook'
import { fail } from './errors.ts'
import type { Services } from './services.ts'

/** The matching records as a table with headings in the reader's language, written while it is read. */
export async function exportRecords(
  services: Pick<Services, 'storage' | 'now' | 'platform'>,
  principal: Principal,
  from: { app: Id; entity: Id },
  query: RecordQuery,
  format: 'csv' | 'xlsx',
  locale: Locale,
): Promise<{ name: string; type: string; content: Readable }> {
  const { document, resolved } = await services.storage.apps.get(principal, from.app)
  const entity = resolved.entity(from.entity)
  if (!entity) throw fail('server.not-found')
  const { hidden } = rightsOn(document.access, principal, entity)
  const attributes = (query.select ?? entity.order).flatMap((id) => {
    const attribute = entity.attributes[id]
    if (!attribute || hidden.has(id)) return []
    const type = fieldTypeOf(services.platform.fields, attribute.fieldType)
    const field = itemOf(itemOf(document.entities, from.entity)?.fields, id)
    return [{ attribute, type, config: withDefaults(type?.config ?? {}, field?.config) }]
  })
  const records = services.storage.records(principal).export(from.app, from.entity, query)[Symbol.asyncIterator]()
  // The first record is awaited here, so that a refusal is an answer and not a broken download.
  const first = await records.next()
  async function* rows(): AsyncGenerator<Cell[]> {
    yield attributes.map(({ attribute: { id, label } }) => textIn(label, locale, id))
    for (let next = first; !next.done; next = await records.next()) yield rowOf(next.value, attributes, locale)
  }
  const name = `${fileWord(entity, locale)}-${services.now().slice(0, 10)}.${format}`
  return format === 'csv'
    ? { name, type: 'text/csv; charset=utf-8', content: writeCsv(rows()) }
    : { name, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content: writeXlsx(rows()) }
}

type Column = { attribute: Attribute; type: FieldType | undefined; config: JsonObject }

function rowOf(record: DataRecord, columns: readonly Column[], locale: Locale): Cell[] {
  return columns.map(({ attribute, type, config }) => {
    const value = record.values[attribute.id] ?? null
    if (value === null || typeof value !== 'object') return cellOf(value, attribute, record, locale)
    // Days are written as an import reads them; what else is made of parts, as its type writes it.
    if (attribute.valueType.kind === 'range') return rangeText(value as JsonObject)
    return type?.format && !type.holds ? type.format(value, config, locale) : cellOf(value, attribute, record, locale)
  })
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
  return option ? textIn(option.label, locale, value) : (record.labels?.[value] ?? value)
}

const fileWord = (entity: Entity, locale: Locale): string => textIn(entity.label, locale, entity.id).replace(/[^\p{L}\p{N}]+/gu, '-')
