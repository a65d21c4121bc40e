import type { JsonValue } from '@tangram/data-model'
import { dateIn } from '@tangram/expression'
import { type RawBuilder, sql } from 'kysely'
import type { Dimension, ReportDocument } from '../document.ts'
import { type DateRange, periodRange } from '../filter-logic.ts'
import { cohortOffset, cohortStart, fillOf } from '../own-fields.ts'
import { addPeriods, dateParts, intervalOf, isDatePart, isUnit, type PeriodUnit, startOfPeriod } from '../periods.ts'
import { aggregateOf } from '../report-parts.ts'
import type { Reading } from './condition.ts'
import type { DimensionPlan } from './dimension-plan.ts'
import type { FigureMeasure, Step } from './figures.ts'

/**
 * Adds a group for every period, part, bin, choice or stage without records, for each combination of the other dimensions; totals stay as they
 * are. Periods are those of the report's own range filter on the field, up to now; else, as bins, those between the first and the last one
 * found; of a cohort those it has lived to see.
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
    const fill = fillOf(filled.dimension)
    const series = fill === undefined ? undefined : seriesOf(before, filled, reading)
    if (fill === undefined || !series) continue
    steps.push([`filled_${filled.name}`, filledBy(before, { filled, fill, series }, dimensions, measures, reading)])
    before = `filled_${filled.name}`
  }
  return steps
}

function filledBy(
  from: string,
  { filled, fill, series }: { filled: DimensionPlan; fill: JsonValue; series: RawBuilder<unknown> },
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
    ...measures.filter(({ isCalculation }) => !isCalculation).map((measure) => fillingOf(measure, fill)),
  ]
  const missing = sql`not exists (select from ${sql.ref(from)} as there where level = 0 and ${sql.join(same, sql` and `)})`
  return sql`select * from ${sql.ref(from)} union all select 0, ${sql.join(columns)} from (${series}) as series${across} where ${sql.join([missing, ...livedToSee(filled, dimensions, reading)], sql` and `)}`
}

/** Undefined for a dimension that does not say what could be there. */
function seriesOf(from: string, filled: DimensionPlan, reading: Reading): RawBuilder<unknown> | undefined {
  const { field, by, bins } = filled.dimension
  const edge = (end: 'min' | 'max') => sql`(select ${sql.raw(end)}(${sql.ref(filled.name)}) from ${sql.ref(from)} where level = 0)`
  if (isDatePart(by)) return sql`select generate_series(${sql.lit(dateParts[by].from)}, ${sql.lit(dateParts[by].to)}) as start`
  if (bins) return sql`select generate_series(${edge('min')}::numeric, ${edge('max')}::numeric, ${sql.lit(bins.width)}) as start`
  if (field === cohortOffset) return sql`select generate_series(0, ${sql.lit((reading.report.cohort?.periods ?? 1) - 1)}) as start`
  const options = filled.attribute?.options
  if (!by) return options && sql`select unnest(array[${sql.join(options.map(({ id }) => sql.val(id)))}]::text[]) as start`
  const unit: PeriodUnit = by
  const range = rangeOf(reading, filled.dimension)
  const bound = (end: 'min' | 'max', date: string | undefined) => (date === undefined ? edge(end) : sql`${date}::date`)
  const [first, last] = [bound('min', range?.from), bound('max', range?.to)]
  return sql`select generate_series(${first}::timestamp, ${last}::timestamp, ${sql.lit(intervalOf({ count: 1, unit }))}::interval)::date as start`
}

/** What is yet to come is missing, not nothing. */
function livedToSee(filled: DimensionPlan, dimensions: readonly DimensionPlan[], { report, given }: Reading): RawBuilder<unknown>[] {
  const start = dimensions.find(({ dimension }) => dimension.field === cohortStart && isUnit(dimension.by))
  if (filled.dimension.field !== cohortOffset || !start || !report.cohort) return []
  const period = sql`${sql.lit(intervalOf({ count: 1, unit: report.cohort.by }))}::interval`
  return [sql`${sql.ref(`beside.${start.name}`)} + series.start * ${period} <= ${dateIn(given.now, given.zone)}::date`]
}

function fillingOf({ measure }: FigureMeasure, fill: JsonValue): RawBuilder<unknown> {
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
