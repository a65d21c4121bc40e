import { columnTypeOf, type JsonValue, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'

/** A JSON value as node-postgres wants it for a column of this type. */
export function encodeValue(type: ValueType, value: JsonValue | undefined): unknown {
  if (value === null || value === undefined) return null
  if (type.kind === 'range') return encodeRange(type, value)
  return type.kind === 'json' || type.kind === 'rows' ? JSON.stringify(value) : value
}

/** `{ start, end }`, both inclusive, as a range; without an end it goes on for ever, without both it is nothing. */
function encodeRange(type: ValueType, value: JsonValue): unknown {
  if (!isNativeRange(type)) return JSON.stringify(value)
  const { start, end } = value as { start?: string | null; end?: string | null }
  return (start ?? null) === null && (end ?? null) === null ? null : `[${start ?? ''},${end ?? ''}]`
}

/** Whether PostgreSQL has a range of this; others are kept as jsonb `{ start, end }`. */
export function isNativeRange(type: ValueType): boolean {
  return type.kind === 'range' && columnTypeOf(type) !== 'jsonb'
}

/** An end of a range, inclusive as people write it: PostgreSQL keeps days up to the one after the last. */
export function boundOf(type: ValueType, column: RawBuilder<unknown>, bound: 'start' | 'end'): RawBuilder<unknown> {
  if (type.kind !== 'range' || !isNativeRange(type))
    return sql`(${column} ->> ${bound}::text)::${sqlTypeOf(type.kind === 'range' ? type.of : type)}`
  if (bound === 'start') return sql`lower(${column})`
  return type.of.kind === 'date' ? sql`(upper(${column}) - 1)` : sql`upper(${column})`
}

/** The PostgreSQL type by name; the words come from a closed set, never from a request. */
export function sqlTypeOf(type: ValueType): RawBuilder<unknown> {
  return sql.raw(columnTypeOf(type))
}

/** A column as the JSON that crosses boundaries: instants as ISO 8601 UTC, decimals as strings. */
export function columnAsJson(type: ValueType, column: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (type.kind) {
    case 'timestamp':
      return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    case 'decimal':
      return sql`${column}::text`
    case 'list':
      return listAsJson(type.of, column)
    case 'range': {
      if (!isNativeRange(type)) return column
      const [start, end] = [boundOf(type, column, 'start'), boundOf(type, column, 'end')]
      const object = sql`jsonb_build_object('start', ${columnAsJson(type.of, start)}, 'end', ${columnAsJson(type.of, end)})`
      return sql`(case when ${column} is not null then ${object} end)`
    }
    default:
      return sql`${column}`
  }
}

/** A list whose items would read differently as JSON of their own. */
function listAsJson(of: ValueType, column: RawBuilder<unknown>): RawBuilder<unknown> {
  if (of.kind === 'decimal') return sql`${column}::text[]`
  if (of.kind !== 'timestamp') return column
  return sql`(case when ${column} is not null then array(select ${columnAsJson(of, sql`each.item`)} from unnest(${column}) with ordinality as each(item, at) order by each.at) end)`
}
