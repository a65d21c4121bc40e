import { columnTypeOf, type JsonValue, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'

/** A JSON value as node-postgres wants it for a column of this type. */
export function encodeValue(type: ValueType, value: JsonValue | undefined): unknown {
  if (value === null || value === undefined) return null
  return type.kind === 'json' || type.kind === 'range' ? JSON.stringify(value) : value
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
    default:
      return sql`${column}`
  }
}
