import { dateIn } from '@tangram/expression'
import { type RawBuilder, sql } from 'kysely'
import type { Dimension, ReportDocument } from '../document.ts'
import { type DateRange, periodRange } from '../filter-logic.ts'
import { addPeriods, dateParts, intervalOf, isDatePart, isUnit, type PeriodUnit, startOfPeriod } from '../periods.ts'
import { aggregateOf } from '../report-parts.ts'
import type { Reading } from './condition.ts'
import type { DimensionPlan } from './dimension-plan.ts'
import type { FigureMeasure, Step } from './figures.ts'

/**
 * Adds a group for every period, part or bin without records, for each combination of the other dimensions; totals stay as they are. Periods
 * are those of the report's own range filter on the field, up to now; else, as bins, those between the first and the last one found.
 * Counts and sums get the fill value; an average of nothing stays empty.
 */
export function fillSteps(
  from: string,
  dimensions: readonly DimensionPlan[],
  measures: readonly FigureMeasure[],
  reading: Reading,
): Step[] {
  const steps: Step[] = []
  let before = from
  for (const filled of dimensions) {
    const { by, bins, fill } = filled.dimension
    if (fill === undefined || !(by || bins)) continue
    steps.push([`filled_${filled.name}`, filledBy(before, filled, dimensions, measures, reading)])
    before = `filled_${filled.name}`
  }
  return steps
}

function filledBy(
  from: string,
  filled: DimensionPlan,
  dimensions: readonly DimensionPlan[],
  measures: readonly FigureMeasure[],
  reading: Reading,
): RawBuilder<unknown> {
  const others = dimensions.filter((d) => d !== filled)
  const otherNames = others.flatMap((d) => [d.name, d.rest])
  const across = others.length
    ? sql` cross join (select distinct ${sql.join(otherNames.map((name) => sql.ref(name)))} from ${sql.ref(from)} where level = 0) as beside`
    : sql``
  const same = [
    sql`${sql.ref(`there.${filled.name}`)} = series.start`,
    ...otherNames.map((name) => sql`${sql.ref(`there.${name}`)} is not distinct from ${sql.ref(`beside.${name}`)}`),
  ]
  const columns = [
    ...dimensions.flatMap((d) =>
      d === filled ? [sql`series.start`, sql`false`] : [sql.ref(`beside.${d.name}`), sql.ref(`beside.${d.rest}`)],
    ),
    ...measures.filter(({ isCalculation }) => !isCalculation).map((measure) => fillOf(measure, filled.dimension)),
  ]
  const missing = sql`not exists (select from ${sql.ref(from)} as there where level = 0 and ${sql.join(same, sql` and `)})`
  return sql`select * from ${sql.ref(from)} union all select 0, ${sql.join(columns)} from (${seriesOf(from, filled, reading)}) as series${across} where ${missing}`
}

function seriesOf(from: string, filled: DimensionPlan, reading: Reading): RawBuilder<unknown> {
  const { by, bins } = filled.dimension
  const edge = (end: 'min' | 'max') => sql`(select ${sql.raw(end)}(${sql.ref(filled.name)}) from ${sql.ref(from)} where level = 0)`
  if (isDatePart(by)) return sql`select generate_series(${sql.lit(dateParts[by].from)}, ${sql.lit(dateParts[by].to)}) as start`
  if (bins) return sql`select generate_series(${edge('min')}::numeric, ${edge('max')}::numeric, ${sql.lit(bins.width)}) as start`
  const unit = by as PeriodUnit
  const range = rangeOf(reading, filled.dimension)
  const bound = (end: 'min' | 'max', date: string | undefined) => (date === undefined ? edge(end) : sql`${date}::date`)
  const [first, last] = [bound('min', range?.from), bound('max', range?.to)]
  return sql`select generate_series(${first}::timestamp, ${last}::timestamp, ${sql.lit(intervalOf({ count: 1, unit }))}::interval)::date as start`
}

function fillOf({ measure }: FigureMeasure, { fill }: Dimension): RawBuilder<unknown> {
  const aggregate = aggregateOf(measure)
  const isAmount = aggregate && ('count' in aggregate || 'sum' in aggregate || 'distinct' in aggregate)
  return isAmount && fill !== null ? sql`${String(fill)}::numeric` : sql`null`
}

/** First and last period that the report's filters on the field leave, the future excluded; undefined without such a filter. */
function rangeOf({ report, time, given }: Reading, dimension: Dimension): DateRange | undefined {
  const { by } = dimension
  const ranges = rangesOf(report, dimension).map((filter) => periodRange(filter.in, { ...time, given }))
  if (ranges.length === 0 || !isUnit(by)) return undefined
  const today = dateIn(given.now, given.zone)
  const from = ranges
    .map((range) => range.from)
    .sort()
    .at(-1) as string
  const last = [today, ...ranges.map((range) => addPeriods(range.to, 'day', -1))].sort()[0] as string
  const start = (date: string) => startOfPeriod(date, by, time.weekStart, time.fiscalYearStart)
  return { from: start(from), to: start(last) }
}

function rangesOf(report: ReportDocument, { field }: Dimension) {
  return (report.where ?? []).flatMap((filter) => ('in' in filter && filter.field === field ? [filter] : []))
}
