import type { Attribute, Entity, Id } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { Slot } from '../compiled-query.ts'
import { carriedOver } from './carried-over.ts'
import type { ChangeKind } from './changes.ts'
import { columnAsJson, sqlTypeOf } from './codec.ts'
import { attributeOf, columnOf, recordColumns, tableOf } from './entity-columns.ts'
import { openCells } from './open-cells.ts'
import { projectionOf } from './projection.ts'
import { jsonObject, type RowsFrom, rowsOfRecord, storedRowsAsJson } from './rows-from.ts'
import { hasColumn, storedAttributes, subformsOf } from './rows-table.ts'
import { givenRows, type RowsGiven, rowsAfter, rowsBefore } from './rows-writing.ts'
import {
  concealedFields,
  conditionSql,
  readableSql,
  recordCells,
  type Source,
  type SourceQuestion,
  versionCell,
  visibleColumns,
} from './source.ts'

/** Places of the arguments that every write has; values follow from `valuesFrom` on. */
export const slots = { id: 0, now: 1, actor: 2, cause: 3, change: 4, version: 5, principal: 6, key: 7, asked: 8, known: 9 } as const
export const valuesFrom = 10

const slot = (index: number, type: RawBuilder<unknown>) => sql`${new Slot(index)}::${type}`
const uuid = sql.raw('uuid')
const text = sql.raw('text')
const instant = sql.raw('timestamptz')
const id = slot(slots.id, uuid)
const now = slot(slots.now, instant)
const actor = slot(slots.actor, uuid)
const cause = slot(slots.cause, text)

/**
 * Creates one record: the version check, the row, its change and its follow-up job in one statement, so in one round trip and one
 * transaction. Rows of sub-forms go with it. No row comes back when the values do not satisfy the create condition, or when the
 * idempotency key was used before.
 *
 * @param typed what was given by whoever writes, not by a default or a formula
 */
export function insertStatement(
  question: SourceQuestion,
  source: Source,
  isIdempotent: boolean,
  typed: readonly Id[],
): RawBuilder<unknown> {
  const { app, given } = question
  const { entity, rights } = source
  const table = tableOf(app, entity)
  const attributes = storedAttributes(entity)
  const rows: RowsGiven = new Map(
    subformsOf(entity).map((subform, i) => [subform.id, { subform, rows: slot(valuesFrom + attributes.length + i, text) }]),
  )
  const cells = new Map(attributes.map((each, i) => [each.id, slot(valuesFrom + i, sqlTypeOf(each.valueType))]))
  for (const [each, cell] of carriedOver(app, entity, (id) => cells.get(id))) cells.set(each, cell)
  const names = [...recordColumns.map((each) => sql.id(each)), ...attributes.map((each) => sql.id(columnOf(app, entity, each.id)))]
  const values = [
    sql`${id} as id`,
    sql`1 as version`,
    sql`${now} as created_at`,
    sql`${actor} as created_by`,
    sql`${now} as updated_at`,
    sql`${actor} as updated_by`,
    ...attributes.map((each) => sql`${cells.get(each.id)} as ${sql.id(columnOf(app, entity, each.id))}`),
  ]
  const first = sql`key_taken as (
    insert into tangram.idempotency (principal, key, app, entity, record, created_at, asked)
    select ${slot(slots.principal, text)}, ${slot(slots.key, text)}, ${app.id}::text, ${entity.id}::text, id, ${now}, ${slot(slots.asked, text)} from allowed on conflict do nothing returning record
  ),`
  return sql`with ${guard(app.id, app.version)},
  ${rowsBefore(app, entity, rows)}
  fresh as (select ${sql.join(values)} from guard),
  allowed as (select t.* from fresh as t where ${conditionSql(app, entity, 't', rights.create, given, { rows: givenRows(rows, id) })}${openCells(question, entity, typed, [rights.writableWhereOnCreate], { rows: givenRows(rows, id) })}),
  ${isIdempotent ? first : sql``}
  written as (
    insert into ${table} (${sql.join(names)})
    select ${sql.join(names)} from allowed${isIdempotent ? sql` where id in (select record from key_taken)` : sql``}
    returning *
  ),
  ${rowsAfter(app, entity, rows, true)}
  ${changeAndJob(question, entity, 'create', sql`null::jsonb`, jsonOf(question, entity, 'written', rows))}
  ${answer(question, source, rows)}`
}

/**
 * Changes one record in one statement. No row comes back when it is gone, not visible, at another version, or when the update
 * condition does not hold for it before and after.
 *
 * @param typed what was given by whoever writes by their own right, not by a formula or by that of a task
 */
export function updateStatement(
  question: SourceQuestion,
  source: Source,
  changed: readonly Id[],
  right: 'update' | 'none',
  typed: readonly Id[],
): RawBuilder<unknown> {
  const { app, given } = question
  const { entity, rights } = source
  const cells: { [attribute: Id]: RawBuilder<unknown> } = {}
  const sets: RawBuilder<unknown>[] = []
  const rows = new Map<Id, { subform: Attribute; rows: RawBuilder<unknown> }>()
  for (const [i, attribute] of changed.entries()) {
    const known = attributeOf(entity, attribute)
    if (known?.rows) rows.set(attribute, { subform: known, rows: slot(valuesFrom + i, text) })
    if (!known || !hasColumn(known)) continue
    const cell = slot(valuesFrom + i, sqlTypeOf(known.valueType))
    cells[attribute] = cell
    sets.push(sql`${sql.id(columnOf(app, entity, attribute))} = ${cell}`)
  }
  for (const [attribute, cell] of carriedOver(app, entity, (id) => (Object.hasOwn(cells, id) ? cells[id] : undefined))) {
    cells[attribute] = cell
    sets.push(sql`${sql.id(columnOf(app, entity, attribute))} = ${cell}`)
  }
  const conditions =
    right === 'none'
      ? sql``
      : sql` and ${readableSql(question, entity, rights)} and ${conditionSql(app, entity, 't', rights.update, given)} and ${conditionSql(app, entity, 't', rights.update, given, { cells, rows: givenRows(rows, id) })}${openCells(question, entity, typed, [rights.shownWhere, rights.writableWhere])}${openCells(question, entity, typed, [rights.writableWhere], { cells, rows: givenRows(rows, id) })}`
  const concealed = concealedFields(app, entity)
  // Of a change that is hidden from some, the date tells nobody.
  const stamps = changed.every((each) => concealed.has(each)) ? [] : stamped
  return changeStatement(question, source, 'update', [...sets, ...stamps], sql`t.deleted_at is null${conditions}`, rows)
}

/** Moves a record to the recycle bin or back. */
export function presenceStatement(question: SourceQuestion, source: Source, kind: 'remove' | 'restore'): RawBuilder<unknown> {
  const { app, given } = question
  const { entity, rights } = source
  const removes = kind === 'remove'
  const sets = removes ? [sql`deleted_at = ${now}`, sql`deleted_by = ${actor}`] : [sql`deleted_at = null`, sql`deleted_by = null`]
  const presence = removes ? sql`t.deleted_at is null` : sql`t.deleted_at is not null`
  const conditions = sql`${presence} and ${readableSql(question, entity, rights)} and ${conditionSql(app, entity, 't', rights.delete, given)}`
  return changeStatement(question, source, kind, [...sets, ...stamped], conditions)
}

const stamped = [sql`updated_at = ${now}`, sql`updated_by = ${actor}`]

function changeStatement(
  question: SourceQuestion,
  source: Source,
  kind: ChangeKind,
  sets: RawBuilder<unknown>[],
  conditions: RawBuilder<unknown>,
  rows: RowsGiven = new Map(),
): RawBuilder<unknown> {
  const { app, principal } = question
  const { entity } = source
  // What a process has archived can only be read; the process itself goes on writing what its steps say.
  const open = principal.kind === 'system' ? sql`` : sql` and not exists (select from tangram.archived_record as z where z.record = t.id)`
  const all = [...sets, sql`version = t.version + 1`]
  const bigint = sql.raw('bigint')
  const [expected, known] = [slot(slots.version, bigint), slot(slots.known, bigint)]
  const unchanged = sql`(${expected} is null or ${versionCell(question, source, 't')} = ${expected}) and (${known} is null or t.version = ${known})`
  return sql`with ${guard(app.id, app.version)},
  ${rowsBefore(app, entity, rows)}
  written as (
    update ${tableOf(app, entity)} as t set ${sql.join(all)} from guard
    where t.id = ${id} and ${unchanged} and ${conditions}${open}
    returning with (old as o, new as n) n.*, ${jsonOf(question, entity, 'o')} as "before$", ${jsonOf(question, entity, 'n', rows)} as "after$"
  ),
  ${rowsAfter(app, entity, rows, false)}
  ${changeAndJob(question, entity, kind, sql`written."before$"`, sql`written."after$"`)}
  ${answer(question, source, rows)}`
}

/** Takes the app's shared lock and fails when another version is published by now. */
export function guard(app: Id, version: number): RawBuilder<unknown> {
  return sql`guard as materialized (select tangram.hold_app(${app}::text, ${version}::integer) as held)`
}

function changeAndJob(
  { app }: SourceQuestion,
  entity: Entity,
  kind: ChangeKind,
  before: RawBuilder<unknown>,
  after: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const change = slot(slots.change, uuid)
  return sql`logged as (
    insert into tangram.change (id, at, app, entity, record, kind, version, actor, cause, app_version, before, after)
    select ${change}, ${now}, ${app.id}::text, ${entity.id}::text, written.id, ${kind}::text, written.version, ${actor}, ${cause}, ${app.version}::integer, ${before}, ${after} from written
  ),
  queued as (
    insert into tangram.job (kind, payload, due_at, cause)
    select 'change.follow', jsonb_build_object('change', ${change}), ${now}, ${cause} from written
  )`
}

/** The written record as its writer may see it. */
function answer(question: SourceQuestion, source: Source, given: RowsGiven): RawBuilder<unknown> {
  const rows = givenRows(given, id)
  const projection = projectionOf(question, source, 's', undefined, rows)
  return sql`select ${projection.columns} from ${asWritten(question, source, sql`written`, rows)} as s`
}

/** Rows of the table as whoever wrote them may see them, whether they may read them again or not. */
export function asWritten(
  question: SourceQuestion,
  source: Source,
  table: RawBuilder<unknown>,
  rows?: ReadonlyMap<Id, RowsFrom>,
): RawBuilder<unknown> {
  const columns = [
    ...recordCells(question, source, 'w', rows),
    ...(question.deleted ? [sql`w.deleted_at`] : []),
    ...visibleColumns(question, source, 'w', rows),
  ]
  return sql`(select ${sql.join(columns)} from ${table} as w)`
}

/** The whole record as JSON, by attribute id; rows that are being written as they will be. */
export function jsonOf({ app }: SourceQuestion, entity: Entity, alias: string, given: RowsGiven = new Map()): RawBuilder<unknown> {
  const rows = givenRows(given, sql`${sql.id(alias)}.id`)
  const ofColumns = storedAttributes(entity).map((each) => {
    const column = sql`${sql.id(alias)}.${sql.id(columnOf(app, entity, each.id))}`
    return sql`${sql.lit(each.id)}, ${columnAsJson(each.valueType, column)}`
  })
  const ofRows = subformsOf(entity).map((each) => {
    const from = rows.get(each.id) ?? rowsOfRecord(app, entity, each, sql`${sql.id(alias)}.id`)
    return sql`${sql.lit(each.id)}, ${storedRowsAsJson(app, entity, each, from)}`
  })
  return jsonObject([...ofColumns, ...ofRows])
}
