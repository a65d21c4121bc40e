import { columnTypeOf, isEncrypted, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { boundOf, columnAsJson, isNativeRange } from '../records/codec.ts'

/** What a column is called in the catalogue of columns: its PostgreSQL type, and for a reference what it points to. */
export function columnKind(type: ValueType): string {
  if (isEncrypted(type)) return 'text encrypted'
  return type.kind === 'reference' ? `${columnTypeOf(type)} ${type.to}` : columnTypeOf(type)
}

/**
 * The value of a column as another type; null where it cannot be.
 *
 * @param target the table a new reference points to: only records that exist can be named
 */
export function converted(
  from: ValueType,
  to: ValueType,
  column: RawBuilder<unknown>,
  zone: string,
  target?: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (from.kind === 'timestamp' && to.kind === 'date') return sql`(${column} at time zone ${zone}::text)::date`
  if (from.kind === 'date' && to.kind === 'timestamp') return sql`(${column}::timestamp at time zone ${zone}::text)`
  if (from.kind === 'range' || to.kind === 'range') return convertedRange(from, to, column, zone)
  if (to.kind === 'json') return sql`to_jsonb(${column})`
  if (to.kind === 'list' || (to.kind === 'reference' && to.many)) {
    const item: ValueType = to.kind === 'list' ? to.of : { ...to, many: false }
    if (from.kind === 'list' || (from.kind === 'reference' && from.many)) return guarded(sql`${column}::text`, columnTypeOf(to))
    const one = converted(from, item, column, zone, target)
    return sql`(case when ${one} is not null then array[${one}] end)`
  }
  // The same table may have another kind of key now; ids of one are none of another.
  const isSame = from.kind === 'reference' && to.kind === 'reference' && from.to === to.to && from.key !== to.key
  if (from.kind === 'reference' && to.kind === 'reference' && !isSame) return sql`null::${sql.raw(columnTypeOf(to))}`
  const text = textOf(from, column)
  if (to.kind === 'text') return text
  if (to.kind === 'reference') {
    const type = columnTypeOf(to)
    return target ? sql`(select r.id from ${target} as r where r.id = ${guarded(text, type)})` : sql`null::${sql.raw(type)}`
  }
  return guarded(text, columnTypeOf(to))
}

/** A moment becomes the range that it alone is; of a range, a single moment keeps the start, text and JSON both ends. */
function convertedRange(from: ValueType, to: ValueType, column: RawBuilder<unknown>, zone: string): RawBuilder<unknown> {
  const typeName = sql.raw(columnTypeOf(to))
  if (from.kind !== 'range') {
    if (to.kind !== 'range' || !isNativeRange(to)) return sql`null::${typeName}`
    const one = converted(from, to.of, column, zone)
    return sql`(case when ${one} is not null then ${typeName}(${one}, ${one}, '[]') end)`
  }
  const [start, end] = [boundOf(from, column, 'start'), boundOf(from, column, 'end')]
  if (to.kind === 'json') return columnAsJson(from, column)
  if (to.kind === 'text')
    return sql`(case when ${column} is not null then concat(${textOf(from.of, start)}, ' – ', ${textOf(from.of, end)}) end)`
  if (to.kind !== 'range') return converted(from.of, to, start, zone)
  if (!isNativeRange(to)) return sql`null::${typeName}`
  const [first, last] = [converted(from.of, to.of, start, zone), converted(from.of, to.of, end, zone)]
  return sql`(case when ${column} is not null then ${typeName}(${first}, ${last}, '[]') end)`
}

/** Cast where PostgreSQL would accept the text; words such as "today" or "infinity" are not values. */
function guarded(text: RawBuilder<unknown>, typeName: string): RawBuilder<unknown> {
  const type = sql.raw(typeName)
  return sql`(case when ${text} ~ '^[-+.{0-9a-fA-F]|^(true|false|t|f|yes|no)$' and ${text} !~* '(infinity|nan|epoch)' and pg_input_is_valid(${text}, ${typeName}::text) then (${text})::${type} end)`
}

function textOf(from: ValueType, column: RawBuilder<unknown>): RawBuilder<unknown> {
  if (from.kind === 'json') return sql`(case when jsonb_typeof(${column}) in ('string', 'number', 'boolean') then ${column} #>> '{}' end)`
  if (from.kind === 'list' || (from.kind === 'reference' && from.many))
    return sql`(case when cardinality(${column}) = 1 then ${column}[1]::text end)`
  return sql`${columnAsJson(from, column)}::text`
}
