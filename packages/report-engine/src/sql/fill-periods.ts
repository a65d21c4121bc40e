import { dateIn } from '@tangram/expression'
import { type RawBuilder, sql } from 'kysely'
import type { Dimension, Measure, ReportDocument } from '../document.ts'
import { type DateRange, type FilterContext, periodRange } from '../filter-logic.ts'
import { addPeriods, type PeriodUnit, startOfPeriod } from '../periods.ts'
import type { DimensionPlan } from './dimension-plan.ts'
import type { MeasurePlan } from './measure-plan.ts'

/**
 * Adds a row for every period without records, for each combination of the other dimensions. The periods are those of the report's own
 * range filter on the field, up to now; else those between the first and the last one found.
 * Counts and sums get the fill value; an average of nothing stays empty.
 */
export function fillPeriods(
  from: string,
  filled: DimensionPlan,
  dimensions: readonly DimensionPlan[],
  measures: readonly MeasurePlan[],
  report: ReportDocument,
  context: FilterContext,
): RawBuilder<unknown> {
  const unit = filled.dimension.by as PeriodUnit
  const range = rangeOf(report, filled.dimension, context)
  const bound = (end: 'min' | 'max', date: string | undefined) =>
    date === undefined ? sql`(select ${sql.raw(end)}(${sql.ref(filled.name)}) from ${sql.ref(from)})::timestamp` : sql`${date}::timestamp`
  const step = unit === 'quarter' ? '3 months' : `1 ${unit}`
  const periods = sql`generate_series(${bound('min', range?.from)}, ${bound('max', range?.to)}, ${sql.lit(step)}::interval) as period(start)`
  const others = dimensions.filter((d) => d !== filled)
  const otherNames = others.flatMap((d) => [d.name, d.rest])
  const across = others.length
    ? sql` cross join (select distinct ${sql.join(otherNames.map((name) => sql.ref(name)))} from ${sql.ref(from)}) as beside`
    : sql``
  const same = [
    sql`${sql.ref(`there.${filled.name}`)} = period.start::date`,
    ...otherNames.map((name) => sql`${sql.ref(`there.${name}`)} is not distinct from ${sql.ref(`beside.${name}`)}`),
  ]
  const columns = [
    ...dimensions.flatMap((d) =>
      d === filled ? [sql`period.start::date`, sql`false`] : [sql.ref(`beside.${d.name}`), sql.ref(`beside.${d.rest}`)],
    ),
    ...measures.map(({ measure }) => fillOf(measure, filled.dimension)),
  ]
  const missing = sql`not exists (select from ${sql.ref(from)} as there where ${sql.join(same, sql` and `)})`
  return sql`select * from ${sql.ref(from)} union all select ${sql.join(columns)} from ${periods}${across} where ${missing}`
}

function fillOf(measure: Measure, { fill }: Dimension): RawBuilder<unknown> {
  return ('count' in measure || 'sum' in measure) && fill !== null ? sql`${String(fill)}::numeric` : sql`null`
}

/** First and last period that the report's filters on the field leave, the future excluded; undefined without such a filter. */
function rangeOf(report: ReportDocument, dimension: Dimension, context: FilterContext): DateRange | undefined {
  const unit = dimension.by as PeriodUnit
  const ranges = (report.where ?? []).flatMap((filter) =>
    'in' in filter && filter.field === dimension.field ? [periodRange(filter.in, context)] : [],
  )
  if (ranges.length === 0) return undefined
  const today = dateIn(context.given.now, context.given.zone)
  const from = ranges
    .map((range) => range.from)
    .sort()
    .at(-1) as string
  const last = [today, ...ranges.map((range) => addPeriods(range.to, 'day', -1))].sort()[0] as string
  return { from: startOfPeriod(from, unit, context.weekStart), to: startOfPeriod(last, unit, context.weekStart) }
}
