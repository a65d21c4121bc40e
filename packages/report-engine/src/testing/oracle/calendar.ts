import type { CalendarDate } from '@tangram/data-model'
import { instantOf, wallClockIn } from '@tangram/expression'
import type { DatePart } from '../../document.ts'
import type { PeriodUnit } from '../../periods.ts'

/** How a report counts time. */
export type Reckoning = { zone: string; weekStart: 'mon' | 'sun'; fiscalYearStart: number }

/** Months or days, negative for back. */
export type Span = { months: number; days: number }

const dayMs = 86_400_000
const msOf = (date: CalendarDate) => Date.parse(`${date}T00:00:00Z`)
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** What clocks in the zone show, as `YYYY-MM-DDTHH:mm:ss.SSS`; dates are at midnight. */
export function wallOf(value: string, zone: string): string {
  if (value.length === 10) return `${value}T00:00:00.000`
  return new Date(wallClockIn(Date.parse(value), zone)).toISOString().slice(0, 23)
}

export function periodOf(value: string, unit: PeriodUnit, { zone, weekStart, fiscalYearStart }: Reckoning): CalendarDate {
  const date = wallOf(value, zone).slice(0, 10)
  const weekday = new Date(msOf(date)).getUTCDay()
  const month = Number(date.slice(5, 7))
  const sinceFiscal = (month - fiscalYearStart + 12) % 12
  const first = `${date.slice(0, 7)}-01`
  switch (unit) {
    case 'day':
      return date
    case 'week':
      return dateOf(msOf(date) - dayMs * (weekStart === 'sun' ? weekday : (weekday + 6) % 7))
    case 'month':
      return first
    case 'quarter':
      return moved(first, { months: -((month - 1) % 3), days: 0 })
    case 'year':
      return `${date.slice(0, 4)}-01-01`
    case 'fiscal-quarter':
      return moved(first, { months: -(sinceFiscal % 3), days: 0 })
    case 'fiscal-year':
      return moved(first, { months: -sinceFiscal, days: 0 })
  }
}

export function partOf(value: string, part: DatePart, zone: string): number {
  const wall = wallOf(value, zone)
  const date = wall.slice(0, 10)
  const month = Number(date.slice(5, 7))
  const weekday = ((new Date(msOf(date)).getUTCDay() + 6) % 7) + 1
  switch (part) {
    case 'hour-of-day':
      return Number(wall.slice(11, 13))
    case 'day-of-week':
      return weekday
    case 'day-of-month':
      return Number(date.slice(8, 10))
    case 'week-of-year': {
      // The week of its Thursday.
      const thursday = msOf(date) + (4 - weekday) * dayMs
      return 1 + Math.floor((thursday - Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)) / (7 * dayMs))
    }
    case 'month-of-year':
      return month
    case 'quarter-of-year':
      return Math.ceil(month / 3)
  }
}

/** A date some months and days on; a day the month does not have becomes its last. */
export function moved(date: CalendarDate, { months, days }: Span): CalendarDate {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months
  const [year, month] = [Math.floor(count / 12), count - Math.floor(count / 12) * 12]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return dateOf(Date.UTC(year, month, Math.min(Number(date.slice(8, 10)), last)) + days * dayMs)
}

/** An instant some months and days on by the clocks of a zone. */
export function movedInstant(instant: string, span: Span, zone: string): string {
  const wall = wallOf(instant, zone)
  return new Date(instantOf(Date.parse(`${moved(wall.slice(0, 10), span)}${wall.slice(10)}Z`), zone)).toISOString()
}

export function spanOf(count: number, unit: PeriodUnit): Span {
  const months = { day: 0, week: 0, month: 1, quarter: 3, year: 12, 'fiscal-quarter': 3, 'fiscal-year': 12 }[unit]
  return { months: count * months, days: unit === 'day' ? count : unit === 'week' ? 7 * count : 0 }
}

export const isPeriod = (by: string | undefined): by is PeriodUnit =>
  by !== undefined && ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'].includes(by)

/** Reads `12 months`, `-1 year`. */
export function readSpan(text: string): { count: number; unit: PeriodUnit } {
  const match = /^(-?\d+) (day|week|month|quarter|year|fiscal-quarter|fiscal-year)s?$/.exec(text)
  if (!match) throw new Error(`${text} is no span`)
  return { count: Number(match[1]), unit: match[2] as PeriodUnit }
}
