import { type Attribute, date, decimal, integer, invariant, type ValueType } from '@tangram/data-model'
import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Dimension, ReportDocument } from '../document.ts'
import { isDatePart, isUnit } from '../periods.ts'
import { dimensionsOf } from '../report-parts.ts'
import { sorted } from './aggregates.ts'
import { type Reading, readablePath } from './condition.ts'
import { localTime } from './local-time.ts'
import { type Hop, isPrefix, type Path } from './path.ts'
import { periodStart } from './period-start.ts'
import type { Rows } from './rows.ts'

/** One dimension on its way through the steps of the query. */
export type DimensionPlan = {
  id: string
  dimension: Dimension
  /** Of the field. */
  field: ValueType
  /** Of the column: a period is a date, a part of a date a number. */
  type: ValueType
  attribute: Pick<Attribute, 'label' | 'options'> | undefined
  path: Path
  /** Column of the value, and the column that is true for the group of the others. */
  name: string
  rest: string
  /** What the groups are sorted by. */
  place: RawBuilder<unknown>
}

/** @throws report.field.unreadable 403 */
export function planDimensions(report: ReportDocument, base: Rows): DimensionPlan[] {
  return dimensionsOf(report).map((dimension, i) => {
    const path = readablePath(base, dimension.field, report)
    const { attribute } = path.end(base.alias)
    const type = isUnit(dimension.by)
      ? date
      : isDatePart(dimension.by)
        ? integer()
        : dimension.bins
          ? binType(path.type, dimension.bins)
          : path.type
    const name = `d${i}`
    const place = placeOf(sql.ref(name), dimension, type, attribute)
    return { id: dimension.as, dimension, field: path.type, type, attribute, path, name, rest: `o${i}`, place }
  })
}

/** The rows that all dimensions together lie in. */
export function reachOf(dimensions: readonly DimensionPlan[]): Hop[] {
  const reaches = dimensions.map(({ path }) => path.hops.slice(0, path.depth)).sort((a, b) => b.length - a.length)
  const [reach = []] = reaches
  invariant(
    reaches.every((one) => isPrefix(one, reach)),
    'the dimensions of a report lie along one way through its rows',
  )
  return reach
}

/** The group a row belongs to. `date_trunc` groups several times faster than `to_char` or `extract`. */
export function bucketOf({ dimension, field, path }: DimensionPlan, alias: string, { given, time }: Reading): RawBuilder<unknown> {
  const { expression } = path.end(alias)
  const { by, bins } = dimension
  if (bins) return binOf(expression, bins)
  if (!by) return sql`${expression}`
  const local = field.kind === 'timestamp' ? localTime(expression, given) : sql`(${expression})::timestamp`
  if (isUnit(by)) {
    if (by === 'day' && field.kind === 'date') return sql`${expression}`
    return periodStart(local, by, { weekStart: time.weekStart, fiscalYearStart: time.fiscalYearStart ?? 1 })
  }
  return sql`date_part(${sql.lit(parts[by])}, ${local})::integer`
}

const parts = {
  'hour-of-day': 'hour',
  'day-of-week': 'isodow',
  'day-of-month': 'day',
  'week-of-year': 'week',
  'month-of-year': 'month',
  'quarter-of-year': 'quarter',
} as const

/** A whole number where the numbers and the ranges are. */
function binType(type: ValueType, { width, from = 0 }: NonNullable<Dimension['bins']>): ValueType {
  return type.kind === 'integer' && !(Number.isInteger(width) && Number.isInteger(from)) ? decimal(38, 10) : type
}

/** By the remainder, which is exact where a quotient would be rounded. */
function binOf(expression: Expression<unknown>, { width, from = 0 }: NonNullable<Dimension['bins']>): RawBuilder<unknown> {
  const [w, f] = [sql.lit(width), sql.lit(from)]
  return sql`(${expression}) - (((${expression}) - ${f}) % ${w} + ${w}) % ${w}`
}

function placeOf(
  name: RawBuilder<unknown>,
  { by, bins }: Dimension,
  type: ValueType,
  attribute: DimensionPlan['attribute'],
): RawBuilder<unknown> {
  const options = by || bins ? undefined : attribute?.options
  if (options?.length) return sql`array_position(${sql.val(options.map((one) => one.id))}::text[], ${name})`
  return sorted(name, type)
}
