import { type CalendarDate, type Instant, invariant, type JsonValue, type ValueType } from '@tangram/data-model'
import { dateIn, type Given, instantOf, type Logic, wallClockIn } from '@tangram/expression'
import type { ReportDocument, ReportFilter } from './document.ts'
import { addPeriods, type PeriodUnit, type Span, spanOf, startOfDate, startOfPeriod, type WeekStart } from './periods.ts'

/** What a filter needs to know beside itself: types of paths, the clock, the zone, where a week and a fiscal year start. */
export type FilterContext = {
  typeOf(path: readonly string[]): ValueType | undefined
  given: Given
  weekStart: WeekStart
  fiscalYearStart?: number | undefined
  /** Filters of this field are about a time that lies so far back; a comparison with what was asks them. */
  earlier?: { field: string; by: Span } | undefined
}

/** Whether a path that begins at a row of many means the row itself. */
export const isRowItself = ([step, ...more]: readonly string[]): boolean => step === '' && more.length === 0

export const pathOf = (field: string): string[] => field.split('.')
export const weekStartOf = (report: Pick<ReportDocument, 'weekStart'>): WeekStart => report.weekStart ?? 'mon'

/**
 * A filter as JSON Logic, with `now`, `today` and spans resolved to half-open ranges of instants or dates. The query of a report and
 * that of the rows behind one of its marks both use it, so that they agree.
 */
export function filterLogic(filter: ReportFilter, context: FilterContext): Logic {
  if ('logic' in filter) return filter.logic
  if ('any' in filter) return anyOf(filter.any.map((one) => filterLogic(one, context)))
  invariant('field' in filter, 'rows beside the record are asked in the database')
  const value = { var: filter.field }
  const type = context.typeOf(pathOf(filter.field))
  const by = context.earlier?.field === filter.field ? context.earlier.by : undefined
  const of = (operand: JsonValue) => movedPoints(pointsOf(operand, type, context), type, by, context.given.zone)
  if ('empty' in filter) return { [filter.empty ? '==' : '!=']: [value, null] }
  const is = (operand: JsonValue) => isLogic(value, of(operand), type)
  const compare = (op: string, operand: JsonValue) => present(value, compared(value, op, operand, type))
  if ('is' in filter) return is(filter.is)
  if ('not' in filter) return { '!': [is(filter.not)] }
  if ('oneOf' in filter) return anyOf(filter.oneOf.map(is))
  if ('before' in filter) return compare('<', of(filter.before).from)
  if ('gte' in filter) return compare('>=', of(filter.gte).from)
  if ('after' in filter) {
    const { from, to } = of(filter.after)
    return to === undefined ? compare('>', from) : compare('>=', to)
  }
  if ('lte' in filter) {
    const { from, to } = of(filter.lte)
    return to === undefined ? compare('<=', from) : compare('<', to)
  }
  const { from, to } = rangeOf(filter, type, context)
  return present(value, { '>=': [value, from] }, { '<': [value, to] })
}

/** The dates that a filter of a span leaves, or the instants where the field is one; `to` excluded. */
export function rangeOf(
  filter: Extract<ReportFilter, { in: unknown }>,
  type: ValueType | undefined,
  context: Omit<FilterContext, 'typeOf'>,
): DateRange | { from: Instant; to: Instant } {
  const by = context.earlier?.field === filter.field ? context.earlier.by : undefined
  const { from, to } = movedRange(periodRange(filter.in, context), by)
  const at = (date: CalendarDate) => (type?.kind === 'timestamp' ? startOfDate(date, context.given.zone) : date)
  return { from: at(from), to: at(to) }
}

function anyOf(logics: readonly Logic[]): Logic {
  return logics.length === 0 ? false : logics.length === 1 ? (logics[0] as Logic) : { or: [...logics] }
}

export type DateRange = { from: CalendarDate; to: CalendarDate }

/**
 * The dates a span covers, `to` excluded. `last: '30 days'` is today and the 29 days before, `complete` leaves the running period out.
 */
export function periodRange(span: Extract<ReportFilter, { in: unknown }>['in'], context: Omit<FilterContext, 'typeOf'>): DateRange {
  const today = dateIn(context.given.now, context.given.zone)
  const startOf = (unit: PeriodUnit) => startOfPeriod(today, unit, context.weekStart, context.fiscalYearStart)
  if ('this' in span) return { from: startOf(span.this), to: addPeriods(startOf(span.this), span.this, 1) }
  const { count, unit } = spanOf(span.last) ?? { count: 1, unit: 'day' as const }
  const to = span.complete ? startOf(unit) : addPeriods(startOf(unit), unit, 1)
  return { from: addPeriods(to, unit, -count), to }
}

/** Empty values satisfy no comparison; JSON Logic alone would read them as 0. */
const present = (value: Logic, ...conditions: Logic[]): Logic => ({ and: [{ '!=': [value, null] }, ...conditions] })

/** An operand as a point, or as a day `[from, to)` where a date meets an instant. */
type Points = { from: JsonValue; to?: Instant }

function pointsOf(operand: JsonValue, type: ValueType | undefined, { given }: FilterContext): Points {
  if (type?.kind === 'date') return { from: operand === 'now' || operand === 'today' ? dateIn(given.now, given.zone) : operand }
  if (type?.kind !== 'timestamp' || typeof operand !== 'string') return { from: operand }
  if (operand === 'now') return { from: given.now }
  const date = operand === 'today' ? dateIn(given.now, given.zone) : operand
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return { from: operand }
  return { from: startOfDate(date, given.zone), to: startOfDate(addPeriods(date, 'day', 1), given.zone) }
}

/** A range that lies so far back. */
function movedRange(range: DateRange, by: Span | undefined): DateRange {
  return by ? { from: addPeriods(range.from, by.unit, -by.count), to: addPeriods(range.to, by.unit, -by.count) } : range
}

function movedPoints({ from, to }: Points, type: ValueType | undefined, by: Span | undefined, zone: string): Points {
  if (!by || typeof from !== 'string') return to === undefined ? { from } : { from, to }
  const back = (at: string) => (type?.kind === 'timestamp' ? movedInstant(at, by, zone) : addPeriods(at, by.unit, -by.count))
  return to === undefined ? { from: back(from) } : { from: back(from), to: back(to) }
}

/** The same time of day on the clocks of the zone, so far back. */
function movedInstant(at: Instant, by: Span, zone: string): Instant {
  const wall = new Date(wallClockIn(Date.parse(at), zone)).toISOString()
  const date = addPeriods(wall.slice(0, 10), by.unit, -by.count)
  return new Date(instantOf(Date.parse(date + wall.slice(10)), zone)).toISOString()
}

function isLogic(value: Logic, { from, to }: Points, type: ValueType | undefined): Logic {
  return to === undefined ? compared(value, '==', from, type) : present(value, { '>=': [value, from] }, { '<': [value, to] })
}

/** One comparison; decimals are compared exactly. */
function compared(value: Logic, op: string, operand: JsonValue, type: ValueType | undefined): Logic {
  if (type?.kind !== 'decimal' || operand === null) return { [op]: [value, operand] }
  return { [`dec${op}`]: [value, { dec: [operand] }] }
}
