import type { CalendarDate, Instant } from '@tangram/data-model'
import { utc, wallClockIn } from '@tangram/expression'

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal-quarter' | 'fiscal-year'
export type WeekStart = 'mon' | 'sun'

const dayMs = 86_400_000

export const isUnit = (unit: unknown): unit is PeriodUnit => ['day', 'week', 'month', 'quarter', 'year'].some((one) => one === unit)

/** The first instant of a calendar date in a zone; where midnight is skipped by daylight saving, the moment of the change. */
export function startOfDate(date: CalendarDate, zone: string): Instant {
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

/** The first date of the period a date lies in. */
export function startOfPeriod(date: CalendarDate, unit: PeriodUnit, weekStart: WeekStart = 'mon'): CalendarDate {
  const [year, month] = parts(date)
  switch (unit) {
    case 'day':
      return date
    case 'week': {
      const weekday = new Date(utcOf(date)).getUTCDay()
      return addDays(date, -(weekStart === 'mon' ? (weekday + 6) % 7 : weekday))
    }
    case 'month':
      return dateOf(year, month, 1)
    case 'quarter':
      return dateOf(year, month - (month % 3), 1)
    case 'year':
      return dateOf(year, 0, 1)
  }
}

/** The first date of the period `count` periods later (earlier when negative); `start` is the first date of a period. */
export function addPeriods(start: CalendarDate, unit: PeriodUnit, count: number): CalendarDate {
  const [year, month, day] = parts(start)
  switch (unit) {
    case 'day':
      return addDays(start, count)
    case 'week':
      return addDays(start, 7 * count)
    case 'month':
      return dateOf(year, month + count, day)
    case 'quarter':
      return dateOf(year, month + 3 * count, day)
    case 'year':
      return dateOf(year + count, month, day)
  }
}

/** Reads `12 months`, `1 week`; undefined when it is no span. */
export function spanOf(text: string): { count: number; unit: PeriodUnit } | undefined {
  const match = /^([1-9]\d{0,3}) (day|week|month|quarter|year)s?$/.exec(text)
  return match ? { count: Number(match[1]), unit: match[2] as PeriodUnit } : undefined
}

const offsetAt = (ms: number, zone: string) => wallClockIn(ms, zone) - ms
const dateAt = (ms: number, zone: string) => new Date(wallClockIn(ms, zone)).toISOString().slice(0, 10)
const utcOf = (date: CalendarDate) => Date.parse(`${date}T00:00:00.000Z`)
const addDays = (date: CalendarDate, days: number) => new Date(utcOf(date) + days * dayMs).toISOString().slice(0, 10)
const dateOf = (year: number, month: number, day: number) => new Date(utc(year, month, day)).toISOString().slice(0, 10)

function parts(date: CalendarDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))]
}
