import type { JsonValue, ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { canonical, orZero } from '../number.ts'

export type Fragment = RawBuilder<unknown>

const scalars = {
  text: sql`text`,
  integer: sql`bigint`,
  decimal: sql`numeric`,
  boolean: sql`boolean`,
  date: sql`date`,
  time: sql`time`,
  timestamp: sql`timestamptz`,
  reference: sql`uuid`,
} as const

/** What names rows of linked tables. */
const keys = { text: sql`text`, bpchar: sql`bpchar`, bigint: sql`bigint`, numeric: sql`numeric` } as const

type ScalarKind = keyof typeof scalars

/** The name of the PostgreSQL type expressions compute in; wider than the column's, without length or scale. */
export function sqlType(type: ValueType | undefined): Fragment {
  if (type?.kind === 'list') return sql`${sqlType(type.of)}[]`
  if (type?.kind === 'reference' && type.key) return keys[type.key]
  const kind = type?.kind ?? 'text'
  return Object.hasOwn(scalars, kind) ? scalars[kind as ScalarKind] : sql`jsonb`
}

/** A value as a bind parameter of a known type. */
export function bound(value: JsonValue, type: ValueType | undefined): Fragment {
  return sql`${parameter(value, type)}::${sqlType(type)}`
}

function parameter(value: JsonValue, type: ValueType | undefined): unknown {
  if (value === null) return null
  if (type?.kind === 'list' && Array.isArray(value)) return value.map((item) => parameter(item, type.of))
  return type?.kind === 'decimal' ? canonical(orZero(value)) : value
}

/** A value written as `cat` writes it: the text JSON carries it as. */
export function written(fragment: Fragment, type: ValueType | undefined): Fragment {
  switch (type?.kind) {
    case 'boolean':
      return sql`case ${fragment} when true then 'true' when false then 'false' end`
    case 'decimal':
      return sql`trim_scale(${fragment})::text`
    case 'date':
      return sql`to_char(${fragment}, 'YYYY-MM-DD')`
    case 'time':
      return sql`to_char(${fragment}::interval, 'HH24:MI:SS')`
    case 'timestamp':
      return sql`to_char(${fragment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    case 'list':
      return sql`array_to_string(${fragment}, ',', '')`
    default:
      return sql`${fragment}::text`
  }
}

/** Null unless strictly between the two bounds. Writes the operand once, so that nesting does not multiply it. */
export function within(fragment: Fragment, low: Fragment, high: Fragment): Fragment {
  return sql`nullif(nullif(greatest(least(${fragment}, ${high}), ${low}), ${low}), ${high})`
}
