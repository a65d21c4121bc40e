import type { Attribute, Entity, JsonObject, JsonValue } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { uuidv7 } from '../uuid.ts'
import { columnAsJson, encodeValue, sqlTypeOf } from './codec.ts'
import { columnOf, tableOf } from './entity-columns.ts'
import { rowsEntity, storedAttributes } from './rows-table.ts'
import { fieldError, invalid } from './write-error.ts'

type App = Pick<LoadedApp, 'id' | 'columns' | 'linkedSchemas'>

/** Where the rows of one record are read: their table, or what is about to be written. Called `r`, with the physical columns. */
export type RowsFrom = { from: RawBuilder<unknown>; where: RawBuilder<unknown> }

export function rowsOfRecord(app: App, entity: Entity, subform: Attribute, record: RawBuilder<unknown>): RowsFrom {
  return { from: sql`${tableOf(app, rowsEntity(entity, subform))} as r`, where: sql`r.record = ${record}` }
}

/** PostgreSQL takes 100 arguments in one call. */
const pairsPerObject = 40

/** An object of JSON with any number of properties. */
export function jsonObject(pairs: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  const objects: RawBuilder<unknown>[] = []
  for (let i = 0; i < pairs.length; i += pairsPerObject)
    objects.push(sql`jsonb_build_object(${sql.join(pairs.slice(i, i + pairsPerObject))})`)
  return objects.length === 0 ? sql`'{}'::jsonb` : sql`(${sql.join(objects, sql` || `)})`
}

/**
 * The rows as records carry them: `[{ id, ...columns }]` in their order, `[]` when there are none.
 *
 * @param cellOf the value of a column in the row `r`
 */
export function rowsAsJson(
  columns: readonly Attribute[],
  { from, where }: RowsFrom,
  cellOf: (column: Attribute) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const pairs = columns.map((column) => sql`${sql.lit(column.id)}, ${columnAsJson(column.valueType, cellOf(column))}`)
  const row = jsonObject([sql`'id', r.id`, ...pairs])
  return sql`coalesce((select jsonb_agg(${row} order by r.position) from ${from} where ${where}), '[]'::jsonb)`
}

/** The rows with the columns that are stored, whoever asks. */
export function storedRowsAsJson(app: App, entity: Entity, subform: Attribute, from: RowsFrom): RawBuilder<unknown> {
  const rows = rowsEntity(entity, subform)
  return rowsAsJson(storedAttributes(rows), from, (column) => sql`r.${sql.id(columnOf(app, rows, column.id))}`)
}

/** The rows of a submitted value as the statement reads them: with ids and places, cells by physical column. */
export function encodeRows(app: App, entity: Entity, subform: Attribute, value: JsonValue | undefined): string {
  return JSON.stringify(encodedRows(app, entity, subform, value))
}

/**
 * The same, before they become one parameter.
 *
 * @throws storage.record.invalid 422 when a row is there twice
 */
export function encodedRows(app: App, entity: Entity, subform: Attribute, value: JsonValue | undefined): { [name: string]: unknown }[] {
  const rows = rowsEntity(entity, subform)
  const columns = storedAttributes(rows).map((column) => ({ ...column, name: columnOf(app, rows, column.id) }))
  const seen = new Set<JsonValue>()
  return (Array.isArray(value) ? value : []).map((row, position) => {
    const cells = row as JsonObject
    const id = typeof cells.id === 'string' ? cells.id.toLowerCase() : undefined
    if (id !== undefined && seen.has(id)) throw invalid([fieldError(entity, subform.id, 'storage.value.foreign-row')])
    if (id !== undefined) seen.add(id)
    const out: { [name: string]: unknown } = { id: id ?? uuidv7(), position }
    for (const { id: column, name, valueType } of columns) out[name] = cellFor(valueType, cells[column])
    return out
  })
}

/** JSON stays JSON inside of the one that carries the rows; everything else as for a column. */
function cellFor(type: Attribute['valueType'], value: JsonValue | undefined): unknown {
  return type.kind === 'json' || type.kind === 'list' ? (value ?? null) : encodeValue(type, value)
}

/** The columns of a record set of encoded rows. */
export function rowsShape(app: App, entity: Entity, subform: Attribute): RawBuilder<unknown> {
  const rows = rowsEntity(entity, subform)
  const columns = storedAttributes(rows).map(({ id, valueType }) => sql`${sql.id(columnOf(app, rows, id))} ${sqlTypeOf(valueType)}`)
  return sql.join([sql`id uuid`, sql`position integer`, ...columns])
}
