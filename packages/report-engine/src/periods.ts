import type { CalendarDate, Instant } from '@tangram/data-model'
import { utc, wallClockIn } from '@tangram/expression'

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal-quarter' | 'fiscal-year'
export type WeekStart = 'mon' | 'sun'

const dayMs = 86_400_000

export const periodUnits = [
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'fiscal-quarter',
  'fiscal-year',
] as const satisfies readonly PeriodUnit[]
export const isUnit = (unit: unknown): unit is PeriodUnit => periodUnits.some((one) => one === unit)

/** How many months a unit has; undefined for days and weeks. */
export const monthsOf: { readonly [unit in PeriodUnit]?: number } = {
  month: 1,
  quarter: 3,
  year: 12,
  'fiscal-quarter': 3,
  'fiscal-year': 12,
}

/** The first instant of a calendar date in a zone; where midnight is skipped by daylight saving, the moment of the change. */
export function startOfDate(date: CalendarDate, zone: string): Instant {
  const key = `${date} ${zone}`
  const known = starts.get(key)
  if (known !== undefined) return known
  const start = foundStart(date, zone)
  // A report asks for few dates, again and again; looking one up takes longer than the rest of its plan.
  if (starts.size >= mostStarts) starts.clear()
  starts.set(key, start)
  return start
}

const mostStarts = 2000
const starts = new Map<string, Instant>()

function foundStart(date: CalendarDate, zone: string): Instant {
  const target = utcOf(date)
  let low = target - 2 * dayMs
  let high = target + 2 * dayMs
  const guess = target - offsetAt(target - offsetAt(target, zone), zone)
  if (dateAt(guess, zone) >= date && dateAt(guess - 1, zone) < date) return new Date(guess).toISOString()
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (dateAt(middle, zone) >= date) high = middle
    else low = middle
  }
  return new Date(high).toISOString()
}

/**
 * The first date of the period a date lies in.
 *
 * @param fiscalYearStart first month of the fiscal year, 1 to 12
 */
export function startOfPeriod(date: CalendarDate, unit: PeriodUnit, weekStart: WeekStart = 'mon', fiscalYearStart = 1): CalendarDate {
  if (unit === 'day') return date
  if (unit === 'week') {
    const weekday = new Date(utcOf(date)).getUTCDay()
    return addDays(date, -(weekStart === 'mon' ? (weekday + 6) % 7 : weekday))
  }
  const [year, month] = parts(date)
  const first = unit === 'fiscal-quarter' || unit === 'fiscal-year' ? fiscalYearStart - 1 : 0
  // Months since the period began; the fiscal year may have begun in the calendar year before.
  const into = (month - first + 12) % (monthsOf[unit] as number)
  return dateOf(year, month - into, 1)
}

/**
 * The first date of the period `count` periods later (earlier when negative); `start` is the first date of a period. Of another date: the
 * same day of the month, or its last one.
 */
export function addPeriods(start: CalendarDate, unit: PeriodUnit, count: number): CalendarDate {
  if (unit === 'day' || unit === 'week') return addDays(start, (unit === 'week' ? 7 : 1) * count)
  const [year, month, day] = parts(start)
  const to = month + (monthsOf[unit] as number) * count
  const last = parts(dateOf(year, to + 1, 0))[2]
  return dateOf(year, to, Math.min(day, last))
}

export type Span = { count: number; unit: PeriodUnit }

/** A span as PostgreSQL writes intervals: a fiscal quarter is as long as any other. */
export function intervalOf({ count, unit }: Span): string {
  return unit === 'day' || unit === 'week' ? `${count} ${unit}s` : `${count * (monthsOf[unit] as number)} months`
}

/** Reads `12 months`, `1 week`; undefined when it is no span. */
export function spanOf(text: string): Span | undefined {
  const match = /^([1-9]\d{0,3}) (day|week|month|quarter|year|fiscal-quarter|fiscal-year)s?$/.exec(text)
  return match ? { count: Number(match[1]), unit: match[2] as PeriodUnit } : undefined
}

/** Reads how far a comparison goes back, `-1 year`, `-3 months`, as a span; undefined when it is none. */
export function offsetOf(text: string): Span | undefined {
  return text.startsWith('-') ? spanOf(text.slice(1)) : undefined
}

/** What recurs, with the numbers it is named by: weekdays from Monday, ISO weeks. */
export const dateParts = {
  'hour-of-day': { from: 0, to: 23 },
  'day-of-week': { from: 1, to: 7 },
  'day-of-month': { from: 1, to: 31 },
  'week-of-year': { from: 1, to: 53 },
  'month-of-year': { from: 1, to: 12 },
  'quarter-of-year': { from: 1, to: 4 },
} as const

export const isDatePart = (by: unknown): by is keyof typeof dateParts => typeof by === 'string' && Object.hasOwn(dateParts, by)

const offsetAt = (ms: number, zone: string) => wallClockIn(ms, zone) - ms
const dateAt = (ms: number, zone: string) => new Date(wallClockIn(ms, zone)).toISOString().slice(0, 10)
const utcOf = (date: CalendarDate) => Date.parse(`${date}T00:00:00.000Z`)
const addDays = (date: CalendarDate, days: number) => new Date(utcOf(date) + days * dayMs).toISOString().slice(0, 10)
const dateOf = (year: number, month: number, day: number) => new Date(utc(year, month, day)).toISOString().slice(0, 10)

function parts(date: CalendarDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))]
}
