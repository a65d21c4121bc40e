import type { Id, JsonValue } from '@tangram/data-model'
import type { DatePart, Dimension, Measure, ReportDocument, ReportFilter } from './document.ts'
import { pathOf } from './filter-logic.ts'
import { stageField, whereOfCohort, withOwnFilters } from './own-fields.ts'
import { addPeriods, type dateParts, isDatePart, isUnit, type PeriodUnit } from './periods.ts'
import { aggregateOf, calculationOf, dimensionsOf, operandsOf, partsOf, pathsOf } from './report-parts.ts'
import { followed, type ReportScope } from './report-scope.ts'
import { type Cell, isOthers } from './result.ts'
import { timeFieldOf } from './time-of-report.ts'

/** Where a reader went down: the cell they clicked, what they broke it down by, and for a date or a time by which part of the calendar. */
export type DrillStep = { cell: Cell; by: string; period?: PeriodUnit | DatePart }

/** What a mark leads to: the groups it is made of, or its records. */
export type Drilled = { kind: 'groups'; by: string } | { kind: 'records' }

/**
 * What the report's author says comes next after a click on a mark: the first field of the path that the reader has not been to, then the
 * records. Any other field will do as well: `breakDown` takes it.
 *
 *     drill(report) // { kind: 'groups', by: 'customer.city' }
 *     breakDown(report, { cell: { region: 'north' }, by: 'customer.city' }, scope) // the report of the north by city
 */
export function drill(report: ReportDocument): Drilled {
  const seen = new Set(dimensionsOf(report).map(({ field }) => field))
  const path = report.drill?.path ?? []
  const by = path.slice(1 + Math.max(-1, ...path.map((field, i) => (seen.has(field) ? i : -1)))).find((field) => !seen.has(field))
  return by === undefined ? { kind: 'records' } : { kind: 'groups', by }
}

/**
 * The filters that hold for the records counted in one cell of a report, whatever else the report asks. Dimensions that the cell does not
 * name are not narrowed.
 */
export function cellFilters(report: Pick<ReportDocument, 'rows' | 'cols' | 'funnel'>, cell: Cell, scope: ReportScope): ReportFilter[] {
  const named = dimensionsOf(report).filter(({ as }) => Object.hasOwn(cell, as))
  const [stages, fields] = [named.filter(({ field }) => field === stageField), named.filter(({ field }) => field !== stageField)]
  return [...stages.flatMap(({ as }) => stageFilters(report, cell[as] ?? null)), ...ofRecord(fields, cell, scope)]
}

/** A record in a stage meets all that was asked up to there. */
function stageFilters({ funnel }: Pick<ReportDocument, 'funnel'>, stage: JsonValue): ReportFilter[] {
  const stages = funnel?.stages ?? []
  return stages.slice(0, 1 + stages.findIndex(({ id }) => id === stage)).flatMap(({ where }) => where)
}

/** The same measures of one cell, by another field; measures that make no sense without the dimensions that go are left out. */
export function breakDown(report: ReportDocument, { cell, by, period }: DrillStep, scope: ReportScope): ReportDocument {
  const narrowed = dimensionsOf(report).filter(({ as }) => Object.hasOwn(cell, as))
  const where = [...(withOwnFilters(report).where ?? []), ...cellFilters(report, cell, scope)]
  const measures = Object.fromEntries(
    Object.entries(report.measures).map(([id, measure]) => [id, narrowedMeasure(measure, narrowed, cell, scope)]),
  )
  const { sort: _sort, having: _having, totals: _totals, cols: _cols, cohort, ...rest } = report
  const part = freeName(report)
  const next: ReportDocument = {
    ...rest,
    // Whoever came first stays the first of their cohort among fewer records.
    ...(cohort ? { cohort: { ...cohort, where: whereOfCohort(withOwnFilters(report)) } } : {}),
    rows: [{ field: by, as: part, ...(period ? { by: period } : {}) }],
    where,
    measures,
    chart: { type: 'auto' },
  }
  const said = Object.fromEntries(Object.entries(measures).filter(([id]) => isStillSaid(id, next)))
  const measureOrder = report.measureOrder.filter((id) => Object.hasOwn(said, id))
  const [first] = measureOrder
  const order = period ? { by: part } : first === undefined ? undefined : { by: first, dir: 'desc' as const }
  return { ...next, measures: said, measureOrder, ...(order ? { sort: [order] } : {}) }
}

/** A name for the dimension that no measure has. */
function freeName({ measures }: ReportDocument): Id {
  let name = 'part'
  while (Object.hasOwn(measures, name)) name += '_'
  return name
}

/** Whether a measure needs none of the dimensions that were there, nor does any it is made of. */
function isStillSaid(id: Id, next: ReportDocument): boolean {
  const measure = next.measures[id]
  const one = measure && calculationOf(measure)
  if (!one) return measure !== undefined
  if ('running' in one || 'moving' in one || 'conversion' in one) return false
  if ('share' in one && one.share !== 'total') return false
  if ('rank' in one && one.within?.length) return false
  if ('compare' in one && timeFieldOf(next) === undefined) return false
  return partsOf(one).every((part) => isStillSaid(part.measure, next))
}

/** Rows that a measure reads are to lie in the cell themselves, not only their record. */
function narrowedMeasure(measure: Measure, dimensions: readonly Dimension[], cell: Cell, scope: ReportScope): Measure {
  const aggregate = aggregateOf(measure)
  if (!aggregate) return measure
  const grains = operandsOf(aggregate)
    .flatMap(pathsOf)
    .map((path) => grainOf(path, scope))
  const longest = grains.reduce<readonly string[]>((one, other) => (other.length > one.length ? other : one), [])
  const within = dimensions.filter(({ field }) => {
    const grain = grainOf(field, scope)
    return grain.length > 0 && grain.every((step, i) => longest[i] === step)
  })
  if (within.length === 0) return measure
  const more = within.flatMap((one) => conditionsOf(one, one.field, cell[one.as] ?? null))
  return { ...measure, where: [...(aggregate.where ?? []), ...more] } as Measure
}

const grainOf = (path: string, scope: ReportScope): readonly string[] => followed(scope, pathOf(path))?.grain ?? []

/** The records in the cell: by their own fields, and by one and the same row where several groups are of rows. */
function ofRecord(dimensions: readonly Dimension[], cell: Cell, scope: ReportScope): ReportFilter[] {
  const placed = dimensions.map((dimension) => ({ dimension, grain: grainOf(dimension.field, scope) }))
  const within = (before: readonly string[]): ReportFilter[] => {
    const own = placed.filter(({ grain }) => grain.length === before.length)
    const conditions = own.flatMap(({ dimension }) => {
      const field = pathOf(dimension.field).slice(before.length)
      return conditionsOf(dimension, field.join('.'), cell[dimension.as] ?? null)
    })
    const deeper = placed.filter(({ grain }) => grain.length > before.length)
    const [next] = deeper.map(({ grain }) => grain).sort((a, b) => a.length - b.length)
    if (!next) return conditions
    const step = next.slice(before.length).join('.')
    const some: ReportFilter = { some: step, where: within(next) }
    // Without any row the record lies in the group of nothing, or in that of the others.
    const isEmptyToo = deeper.every(({ dimension }) => takesNothing(cell[dimension.as] ?? null))
    return [...conditions, isEmptyToo ? { any: [some, { none: step, where: [] }] } : some]
  }
  return within([])
}

const takesNothing = (value: JsonValue): boolean => value === null || (isOthers(value) && !value.others.includes(null))

/** The filters that hold for the values of one group. */
function conditionsOf({ by, bins }: Dimension, field: string, value: JsonValue): ReportFilter[] {
  if (value === null) return [{ field, empty: true }]
  if (isOthers(value)) return value.others.map((key) => (key === null ? { field, empty: false } : { field, not: key }))
  if (bins) return between(field, Number(value), Number((Number(value) + bins.width).toFixed(10)))
  if (isUnit(by)) return between(field, String(value), addPeriods(String(value), by, 1))
  if (isDatePart(by)) return [{ logic: { '==': [{ [operators[by]]: [{ var: field }] }, value] } }]
  return [{ field, is: value }]
}

const between = (field: string, from: JsonValue, to: JsonValue): ReportFilter[] => [
  { field, gte: from },
  { field, before: to },
]

const operators = {
  'hour-of-day': 'hour',
  'day-of-week': 'weekday',
  'day-of-month': 'day',
  'week-of-year': 'week',
  'month-of-year': 'month',
  'quarter-of-year': 'quarter',
} satisfies { [part in keyof typeof dateParts]: string }
