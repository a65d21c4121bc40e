import type { Principal } from '@tangram/access'
import { type Attribute, type DataRecord, type Entity, type Id, isEncrypted, type JsonValue, type ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, type Executor, runForCells, runQuery } from '../compiled-query.ts'
import { type Context, givenFor } from '../context.ts'
import { sqlTypeOf } from '../records/codec.ts'
import { attributeOf, columnOf, tableOf } from '../records/entity-columns.ts'
import { projectionOf } from '../records/projection.ts'
import { type Source, type SourceQuestion, sourceOf } from '../records/source.ts'
import type { IncomingRow } from './imports.ts'

/** Records whose key is among these values, by the text of the key. Two records with one key: neither is told apart, the later one is. */
export async function recordsByKey(
  context: Context,
  question: SourceQuestion,
  source: Source,
  key: Id,
  values: readonly JsonValue[],
  executor: Executor,
): Promise<Map<string, DataRecord>> {
  const type = attributeOf(source.entity, key)?.valueType
  if (!type || values.length === 0) return new Map()
  const projection = projectionOf(question, source, 's')
  const wanted = values.filter((value) => value !== null).map(String)
  const statement = sql`select ${projection.columns} from ${source.query} as s where s.${sql.id(key)} = any(${wanted}::${sqlTypeOf(type)}[])`
  const rows = await runForCells(executor, compileQuery(context.db, statement))
  const records = await projection.decodeAll({ labels: { known: () => undefined, collect: async () => {}, close: () => {} } }, rows)
  return new Map(records.map((record) => [keyText(record.values[key]), record]))
}

/** A value as it is compared: numbers without trailing zeros. */
export function keyText(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string' && /^-?\d+\.\d+$/.test(value)) return value.replace(/\.?0+$/, '')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Values of unique fields that some record holds already, visible or not, with the record that holds them. */
export async function takenValues(
  context: Context,
  app: LoadedApp,
  source: Source,
  field: Id,
  values: readonly JsonValue[],
  executor: Executor,
): Promise<Map<string, string>> {
  const type = attributeOf(source.entity, field)?.valueType
  const wanted = values.filter((value) => value !== null && value !== undefined).map(String)
  if (!type || wanted.length === 0) return new Map()
  const column = sql.id(columnOf(app, source.entity, field))
  const statement = sql`select t.id, t.${column}::text as value from ${tableOf(app, source.entity)} as t where t.deleted_at is null and t.${column} = any(${wanted}::${sqlTypeOf(type)}[])`
  const { rows } = await runQuery<{ id: string; value: string }>(executor, compileQuery(context.db, statement))
  return new Map(rows.map(({ id, value }) => [keyText(value), id]))
}

type Place = Pick<IncomingRow['names'][number], 'field' | 'within'>

/** A field, or a column of a sub-form, as one word. */
export const placeOf = ({ field, within }: Place): string => (within === undefined ? field : `${within}.${field}`)

function attributeAt(entity: Entity, { field, within }: Place): Attribute | undefined {
  return within === undefined ? attributeOf(entity, field) : attributeOf(entity, within)?.rows?.attributes[field]
}

/** What a name of a cell came to: the record, or why there is none. */
export type NamedRecord = { id: string } | { problem: 'unknown' | 'ambiguous' }

/**
 * The records that cells name by what people call them: by title first, then by any other field whose values are unique. Read through
 * the principal's own sources: a record they may not see has no name. By `placeOf` the field that names them.
 */
export async function recordsByName(
  context: Context,
  app: LoadedApp,
  principal: Principal,
  source: Source,
  rows: readonly IncomingRow[],
  executor: Executor,
): Promise<Map<string, Map<string, NamedRecord>>> {
  const wanted = new Map<string, { type: ValueType | undefined; names: Set<string> }>()
  for (const { names } of rows) {
    for (const each of names) {
      const asked = wanted.get(placeOf(each)) ?? { type: attributeAt(source.entity, each)?.valueType, names: new Set<string>() }
      wanted.set(placeOf(each), asked)
      for (const name of each.names) asked.names.add(name)
    }
  }
  const found = new Map<string, Map<string, NamedRecord>>()
  for (const [field, { type, names }] of wanted) {
    const target = type?.kind === 'reference' ? app.resolved.entity(type.to) : undefined
    const records = new Map<string, NamedRecord>()
    found.set(field, records)
    if (!target) continue
    const question: SourceQuestion = { app, principal, entity: target.id, given: givenFor(context, principal, app) }
    const targets = sourceOf(question)
    // What is masked names nothing: many records may look the same.
    const named = targets.attributes.filter(({ id, valueType: kept }) => !targets.rights.masked.has(id) && !isEncrypted(kept))
    const title = named.filter(({ id }) => id === target.title)
    const unique = named.filter(({ id, unique: isUnique, valueType }) => id !== target.title && isUnique && valueType.kind === 'text')
    for (const attribute of [...title, ...unique]) {
      const missing = [...names].filter((name) => !records.has(name))
      if (missing.length === 0) break
      const column = sql`s.${sql.id(attribute.id)}::text`
      const statement = sql`select s.id, ${column} as name from ${targets.query} as s where ${column} = any(${missing}::text[])`
      const { rows: hits } = await runQuery<{ id: string; name: string }>(executor, compileQuery(context.db, statement))
      for (const { id, name } of hits) records.set(name, records.has(name) ? { problem: 'ambiguous' } : { id })
    }
    for (const name of names) if (!records.has(name)) records.set(name, { problem: 'unknown' })
  }
  return found
}
