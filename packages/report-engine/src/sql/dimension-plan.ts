import type { Attribute, ValueType } from '@tangram/data-model'
import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Dimension, ReportDocument } from '../document.ts'
import type { FilterContext } from '../filter-logic.ts'
import { dimensionsOf } from '../report-parts.ts'
import type { ReadColumn } from './report-source.ts'

/** One dimension on its way through the steps of the query. */
export type DimensionPlan = {
  dimension: Dimension
  type: ValueType
  attribute: Pick<Attribute, 'label' | 'options'> | undefined
  /** The value of a record, or the first date of its period. */
  value: RawBuilder<unknown>
  /** Column of the value, and the column that is true for the group of the others. */
  name: string
  rest: string
}

export function planDimensions(report: ReportDocument, column: ReadColumn, context: FilterContext): DimensionPlan[] {
  return dimensionsOf(report).map((dimension, i) => {
    const { expression, type, attribute } = column(dimension.field)
    return { dimension, type, attribute, value: bucketOf(expression, type, dimension, context), name: `d${i}`, rest: `o${i}` }
  })
}

/** `date_trunc` groups several times faster than `to_char` or `extract`. */
function bucketOf(
  expression: Expression<unknown>,
  type: ValueType,
  { by }: Dimension,
  { given, weekStart }: FilterContext,
): RawBuilder<unknown> {
  if (!by) return sql`${expression}`
  const local = type.kind === 'timestamp' ? sql`(${expression} at time zone ${given.zone})` : sql`(${expression})::timestamp`
  if (by === 'day') return sql`${local}::date`
  if (by === 'week' && weekStart === 'sun') return sql`(date_trunc('week', ${local} + interval '1 day') - interval '1 day')::date`
  return sql`date_trunc(${sql.lit(by)}, ${local})::date`
}
