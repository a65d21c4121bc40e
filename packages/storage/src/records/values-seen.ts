import type { Principal } from '@tangram/access'
import { type DataRecord, type Entity, type Id, type JsonValue, recordAttributes, type ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, runForCells } from '../compiled-query.ts'
import { type Context, givenFor } from '../context.ts'
import { isRecord, keyArgs } from '../linked/key-parts.ts'
import { namesOf } from '../names-of.ts'
import { columnAsJson } from './codec.ts'
import { sourceOf } from './source.ts'

/** The value of a name of the record; null where there is none or where it is not seen. */
export type ValueAt = (path: readonly string[]) => JsonValue

export type ValuesSeen = {
  valueAt: ValueAt
  /** Whether the asker may learn what this name holds. */
  isTold(path: readonly string[]): boolean
  /** Ids among the values, with what they refer to. */
  references: Reference[]
}

type Reference = string | { id: string; type: ValueType & { kind: 'reference' } }

/** What these names hold in one record, as far as whoever asks sees it; without a record only which names they know. */
export async function valuesSeen(
  context: Context,
  { app, asker, entity, record }: { app: LoadedApp; asker: Principal; entity: Entity; record: DataRecord | undefined },
  paths: readonly string[][],
): Promise<ValuesSeen> {
  const question = { app, principal: asker, given: givenFor(context, asker, app), entity: entity.id }
  const source = sourceOf(question)
  const isInRecord = ([first = '']: readonly string[]) =>
    !record || (Object.hasOwn(record.values, first) && !record.hidden?.includes(first)) || Object.hasOwn(recordAttributes, first)
  const known = paths.flatMap((path) => {
    const found = isInRecord(path) ? source.attribute('s', path) : undefined
    return found ? [{ path, ...found }] : []
  })
  const told = new Set(known.map(({ path }) => path.join('.')))
  const isTold = (path: readonly string[]) => path[0]?.startsWith('$') === true || told.has(path.join('.'))
  const readable = known.filter(({ type }) => type.kind !== 'rows')
  if (!record || readable.length === 0) return { valueAt: () => null, isTold, references: [] }
  const cells = readable.map(({ expression, type }) => sql`to_jsonb(${columnAsJson(type, expression)})`)
  const statement = sql`select ${sql.join(cells)} from ${source.query} as s where ${isRecord(entity)}`
  const [row = []] = await runForCells(context.db.pool, compileQuery(context.db, statement), keyArgs(entity, record.id))
  const values = new Map(readable.map(({ path }, at) => [path.join('.'), row[at] ?? null]))
  const references = readable.flatMap(({ path, type }) => {
    const value = values.get(path.join('.'))
    if (type.kind !== 'reference') return []
    return (Array.isArray(value) ? value : [value]).flatMap((id): Reference[] => (typeof id === 'string' ? [{ id, type }] : []))
  })
  return { valueAt: (path) => values.get(path.join('.')) ?? null, isTold, references }
}

/** Names by id: of people and teams, and of records as far as the asker sees their titles. */
export async function readNames(
  context: Context,
  app: LoadedApp,
  asker: Principal,
  references: readonly Reference[],
): Promise<{ [id: string]: string }> {
  const names: { [id: string]: string } = {}
  const isSystem = ({ type }: { type: ValueType & { kind: 'reference' } }) => app.resolved.entity(type.to)?.system === true
  const organisation = references.flatMap((each) => (typeof each === 'string' ? [each] : isSystem(each) ? [each.id] : []))
  await context.labels.collect(organisation, names)
  const others = references.flatMap((each) => (typeof each === 'string' || isSystem(each) ? [] : [each]))
  for (const group of Map.groupBy(others, ({ type }) => type.to as Id).values()) {
    const type = group[0]?.type
    const found = type && namesOf({ app, principal: asker, given: givenFor(context, asker, app), entity: type.to }, type)
    if (!found) continue
    const statement = sql`select n.label_key::text, n.label_text from ${found} as n where n.label_key::text = any(${group.map(({ id }) => id)}::text[])`
    for (const [id, name] of await runForCells(context.db.pool, compileQuery(context.db, statement))) {
      if (typeof id === 'string' && typeof name === 'string') names[id] = name
    }
  }
  return names
}
