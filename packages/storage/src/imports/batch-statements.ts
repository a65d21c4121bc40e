import type { Id, JsonObject } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { sqlTypeOf } from '../records/codec.ts'
import { attributeOf, columnOf, recordColumns, tableOf } from '../records/entity-columns.ts'
import { openCells } from '../records/open-cells.ts'
import { hasColumn, storedAttributes } from '../records/rows-table.ts'
import { givenRows, type RowsGiven, rowsAfter, rowsBefore } from '../records/rows-writing.ts'
import { conditionSql, readableSql, type Source, type SourceQuestion, versionCell } from '../records/source.ts'
import { guard, jsonOf } from '../records/write-statements.ts'

export type BatchWrite = {
  question: SourceQuestion
  source: Source
  rows: readonly JsonObject[]
  /** Sub-forms to write, with the rows of all these records: each names its `record`. */
  subforms: ReadonlyMap<Id, readonly JsonObject[]>
  now: string
  actor: string | null
  cause: string
  follow: boolean
  /** Fields given by whoever imports that are theirs to write in some records only. */
  ruled: readonly Id[]
}

/** In a row that changes a record: the fields that other rows of the statement change and this one leaves as they are. */
export const keeps = 'keeps$'

/** In such a row: whether the change may move the date of the record (`concealedFields`). */
export const tells = 'tells$'

/** Many new records in one statement: what `insertStatement` does for one. Rows that the create condition does not allow stay away. */
export function insertManyStatement(write: BatchWrite): RawBuilder<unknown> {
  const { question, source, rows, now, actor } = write
  const { app, given } = question
  const { entity, rights } = source
  const attributes = storedAttributes(entity)
  const names = [...recordColumns.map((each) => sql.id(each)), ...attributes.map((each) => sql.id(columnOf(app, entity, each.id)))]
  const shape = [sql`id uuid`, ...attributes.map((each) => sql`${sql.id(each.id)} ${sqlTypeOf(each.valueType)}`)]
  const values = [
    sql`r.id as id`,
    sql`1 as version`,
    sql`${now}::timestamptz as created_at`,
    sql`${actor}::uuid as created_by`,
    sql`${now}::timestamptz as updated_at`,
    sql`${actor}::uuid as updated_by`,
    ...attributes.map((each) => sql`r.${sql.id(each.id)} as ${sql.id(columnOf(app, entity, each.id))}`),
  ]
  const toCome = rowsGiven(write)
  return sql`with ${guard(app.id, app.version)},
  ${rowsBefore(app, entity, toCome)}
  fresh as (select ${sql.join(values)} from guard, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${sql.join(shape)})),
  allowed as (select t.* from fresh as t where ${conditionSql(app, entity, 't', rights.create, given, { rows: givenRows(toCome, sql`t.id`) })}${openCells(question, entity, write.ruled, [rights.writableWhereOnCreate], { rows: givenRows(toCome, sql`t.id`) })}),
  written as (insert into ${tableOf(app, entity)} (${sql.join(names)}) select ${sql.join(names)} from allowed returning *),
  ${rowsAfter(app, entity, toCome, true)}
  ${changesOf(write, 'create', sql`null::jsonb`, jsonOf(question, entity, 'written', toCome))}
  select id from written`
}

/** Many changed records in one statement: what `updateStatement` does for one. Rows that are gone, newer or not theirs to change stay away. */
export function updateManyStatement(write: BatchWrite & { changed: readonly Id[] }): RawBuilder<unknown> {
  const { question, source, rows, now, actor, changed } = write
  const { app, given } = question
  const { entity, rights } = source
  const attributes = changed.flatMap((id) => attributeOf(entity, id) ?? []).filter(hasColumn)
  const toCome = rowsGiven(write)
  const shape = [
    sql`id uuid`,
    sql`version bigint`,
    sql`${sql.id(tells)} boolean`,
    sql`${sql.id(keeps)} text[]`,
    ...attributes.map((each) => sql`${sql.id(`v$${each.id}`)} ${sqlTypeOf(each.valueType)}`),
  ]
  const cells = Object.fromEntries(
    attributes.map((each) => {
      const now = sql`t.${sql.id(columnOf(app, entity, each.id))}`
      const isKept = rows.some((row) => (row[keeps] as Id[]).includes(each.id))
      const cell = sql`r.${sql.id(`v$${each.id}`)}`
      return [each.id, isKept ? sql`case when ${each.id}::text = any(r.${sql.id(keeps)}) then ${now} else ${cell} end` : cell]
    }),
  )
  const sets = [
    ...attributes.map((each) => sql`${sql.id(columnOf(app, entity, each.id))} = ${cells[each.id]}`),
    sql`version = t.version + 1`,
    sql`updated_at = case when r.${sql.id(tells)} then ${now}::timestamptz else t.updated_at end`,
    sql`updated_by = case when r.${sql.id(tells)} then ${actor}::uuid else t.updated_by end`,
  ]
  const conditions = sql`${readableSql(question, entity, rights)} and ${conditionSql(app, entity, 't', rights.update, given)} and ${conditionSql(app, entity, 't', rights.update, given, { cells, rows: givenRows(toCome, sql`t.id`) })}${openCells(question, entity, write.ruled, [rights.shownWhere, rights.writableWhere])}${openCells(question, entity, write.ruled, [rights.writableWhere], { cells, rows: givenRows(toCome, sql`t.id`) })}`
  return sql`with ${guard(app.id, app.version)},
  ${rowsBefore(app, entity, toCome)}
  written as (
    update ${tableOf(app, entity)} as t set ${sql.join(sets)} from guard, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${sql.join(shape)})
    where t.id = r.id and ${versionCell(question, source, 't')} = r.version and t.deleted_at is null
      and not exists (select from tangram.archived_record as z where z.record = t.id) and ${conditions}
    returning with (old as o, new as n) n.id, n.version, ${jsonOf(question, entity, 'o')} as "before$", ${jsonOf(question, entity, 'n', toCome)} as "after$"
  ),
  ${rowsAfter(app, entity, toCome, false)}
  ${changesOf(write, 'update', sql`written."before$"`, sql`written."after$"`)}
  select id from written`
}

/** A change for every row, and the job that follows it when flows and rules are to take notice. */
function changesOf(
  write: BatchWrite,
  kind: 'create' | 'update',
  before: RawBuilder<unknown>,
  after: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { question, source, now, actor, cause, follow } = write
  const { app } = question
  return sql`logged as (
    insert into tangram.change (id, at, app, entity, record, kind, version, actor, cause, app_version, before, after)
    select uuidv7(), ${now}::timestamptz, ${app.id}::text, ${source.entity.id}::text, written.id, ${kind}::text, written.version, ${actor}::uuid, ${cause}::text, ${app.version}::integer, ${before}, ${after} from written
    returning id
  )${
    follow
      ? sql`,
  queued as (
    insert into tangram.job (kind, payload, due_at, cause)
    select 'change.follow', jsonb_build_object('change', logged.id), ${now}::timestamptz, ${cause}::text from logged
  )`
      : sql``
  }`
}

function rowsGiven({ source, subforms }: BatchWrite): RowsGiven {
  return new Map(
    [...subforms].flatMap(([id, rows]) => {
      const subform = attributeOf(source.entity, id)
      return subform ? [[id, { subform, rows: sql`${JSON.stringify(rows)}`, ofMany: true }] as const] : []
    }),
  )
}
