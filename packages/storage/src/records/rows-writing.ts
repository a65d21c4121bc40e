import type { Attribute, Entity, Id } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { carriedOver } from './carried-over.ts'
import { columnOf, tableOf } from './entity-columns.ts'
import { type RowsFrom, rowsShape } from './rows-from.ts'
import { rowsEntity, storedAttributes } from './rows-table.ts'

/**
 * Sub-forms that a statement writes, each with the parameter that carries its rows (`encodeRows`). `ofMany`: they belong to several
 * records, each row says to which (`record`).
 */
export type RowsGiven = ReadonlyMap<Id, { subform: Attribute; rows: RawBuilder<unknown>; ofMany?: boolean }>

/** Where the rows are that the statement writes; tables show them only afterwards. */
export function givenRows(given: RowsGiven, record: RawBuilder<unknown>): ReadonlyMap<Id, RowsFrom> {
  return new Map(
    [...given].map(([id, { ofMany }]) => [
      id,
      { from: sql`${sql.id(nameOf('given', id))} as r`, where: ofMany ? sql`r.record = ${record}` : sql`true` },
    ]),
  )
}

/** Reads the parameters, typed: what is stored and what the change tells are the same after rounding. To stand before the write. */
export function rowsBefore(app: LoadedApp, entity: Entity, given: RowsGiven): RawBuilder<unknown> {
  const parts = [...given.values()].map(
    ({ subform, rows, ofMany }) =>
      sql`${sql.id(nameOf('given', subform.id))} as materialized (
    select ${givenCells(app, rowsEntity(entity, subform))} from jsonb_to_recordset(${rows}::jsonb) as r(${ofMany ? sql`record uuid, ` : sql``}${rowsShape(app, entity, subform)})
  ),`,
  )
  return sql.join(parts, sql``)
}

/** The cells as given; a form of an earlier version says what columns of another type hold now. */
function givenCells(app: LoadedApp, rows: Entity): RawBuilder<unknown> {
  const cellOf = (id: Id) => sql`r.${sql.id(columnOf(app, rows, id))}`
  const carried = [...carriedOver(app, rows, cellOf)]
  if (carried.length === 0) return sql`*`
  const own = storedAttributes(rows).filter(({ id }) => !carried.some(([each]) => each === id))
  return sql.join([
    sql`r.id`,
    sql`r.position`,
    ...own.map(({ id }) => cellOf(id)),
    ...carried.map(([id, cell]) => sql`${cell} as ${sql.id(columnOf(app, rows, id))}`),
  ])
}

/**
 * Brings the tables of the rows to what is given, after `written` named the record: rows that are not given go, those that differ are
 * changed, new ones come. A row of another record is never taken: its id is refused by the primary key.
 *
 * PostgreSQL expects few rows of a parameter and would compare each with each: what is written here leaves it hashes and the primary key.
 */
export function rowsAfter(app: LoadedApp, entity: Entity, given: RowsGiven, isNew: boolean): RawBuilder<unknown> {
  const parts = [...given.values()].map(({ subform, ofMany }) => {
    const rows = rowsEntity(entity, subform)
    const table = tableOf(app, rows)
    const from = sql.id(nameOf('given', subform.id))
    const columns = ['position', ...storedAttributes(rows).map(({ id }) => columnOf(app, rows, id))].map((name) => sql.id(name))
    const cells = (alias: string) => sql.join(columns.map((column) => sql`${sql.id(alias)}.${column}`))
    // Which row it is: within several records also whose.
    const key = (alias: string) => (ofMany ? sql`${sql.id(alias)}.id, ${sql.id(alias)}.record` : sql`${sql.id(alias)}.id`)
    const ofIt = ofMany ? sql`g.record = w.id` : sql`true`
    const put = sql`${sql.id(nameOf('put', subform.id))} as (
    insert into ${table} (id, record, ${sql.join(columns)}) select g.id, w.id, ${cells('g')} from ${from} as g, written as w where ${ofIt}${isNew ? sql`` : sql` and (${key('g')}) not in (select ${key('c')} from ${table} as c, written where c.record = written.id)`}
  ),`
    if (isNew) return put
    return sql`${sql.id(nameOf('gone', subform.id))} as (
    delete from ${table} as c using written as w where c.record = w.id and (${key('c')}) not in (select ${key('g')} from ${from} as g)
  ),
  ${sql.id(nameOf('kept', subform.id))} as (
    update ${table} as c set ${sql.join(columns.map((column) => sql`${column} = g.${column}`))} from ${from} as g, written as w
    where c.id = g.id and c.record is not distinct from w.id and ${ofIt} and (${cells('c')}) is distinct from (${cells('g')})
  ),
  ${put}`
  })
  return sql.join(
    parts,
    sql`
  `,
  )
}

/** The sign cannot be part of an id. */
const nameOf = (what: 'given' | 'put' | 'gone' | 'kept', subform: Id): string => `${what}$${subform}`
