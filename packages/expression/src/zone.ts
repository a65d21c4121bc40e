import type { CalendarDate, Instant } from '@tangram/data-model'

/** A wall clock reading as the UTC milliseconds that would show the same reading. */
export type WallClock = number

const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar date of an instant in a zone. */
export function dateIn(instant: Instant, zone: string): CalendarDate {
  return wallDate(wallClockIn(Date.parse(instant), zone))
}

export function wallClockIn(utcMs: number, zone: string): WallClock {
  if (zone === 'UTC') return utcMs
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  // `11/22/2026, 16:00:00`: taking it apart is several times faster than asking for the parts.
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = format.format(utcMs).split(/\D+/).map(Number)
  const ms = ((utcMs % 1000) + 1000) % 1000
  const wall = utc(year, month - 1, day) + (hour * 3600 + minute * 60 + second) * 1000 + ms
  // The day before the year 1 is one of 1 BC, which is written as year 1 too.
  return wall - utcMs > 30 * dayMs ? wall - 365 * dayMs : wall
}

/**
 * The instant at which clocks in the zone show this reading, as PostgreSQL's `AT TIME ZONE` resolves it: a reading skipped in spring
 * keeps the offset before the change, one repeated in autumn takes the offset after it.
 */
export function instantOf(wall: WallClock, zone: string): number {
  const offsetAt = (utcMs: number) => wallClockIn(utcMs, zone) - utcMs
  const before = wall - offsetAt(wall - dayMs)
  const after = wall - offsetAt(wall + dayMs)
  if (before === after) return before
  return wallClockIn(after, zone) === wall ? after : before
}

/** UTC milliseconds; unlike `Date.UTC` it takes the years 0 to 99 as they are. */
export function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day)
}

export function wallDate(wall: WallClock): CalendarDate {
  return new Date(wall).toISOString().slice(0, 10)
}

/** Adds calendar months; the 31st becomes the last day of a shorter month. */
export function plusMonths(wall: WallClock, months: number): WallClock {
  const from = new Date(wall)
  const year = from.getUTCFullYear()
  const month = from.getUTCMonth() + months
  const last = new Date(utc(year, month + 1, 0)).getUTCDate()
  return utc(year, month, Math.min(from.getUTCDate(), last)) + (((wall % dayMs) + dayMs) % dayMs)
}

/** Whether the reading is within the years 1 to 9999, all that our dates can write. */
export function isWritable(wall: number): boolean {
  return wall >= utc(1, 0, 1) && wall < utc(10_000, 0, 1)
}

const datePattern = /^\d{4}-\d{2}-\d{2}$/
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

export function isDateText(value: unknown): value is CalendarDate {
  return typeof value === 'string' && datePattern.test(value) && exists(`${value}T00:00:00.000Z`)
}

export function isInstantText(value: unknown): value is Instant {
  return typeof value === 'string' && instantPattern.test(value) && exists(value)
}

export function isTimeText(value: unknown): value is string {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(value)
}

/** 30 February parses, but as another day. */
function exists(instant: Instant): boolean {
  const ms = Date.parse(instant)
  return !Number.isNaN(ms) && isWritable(ms) && new Date(ms).toISOString() === instant
}

/** What clocks and calendars in the zone show at a date (midnight) or an instant; undefined for anything else. */
export function wallOf(value: unknown, zone: string): WallClock | undefined {
  if (isDateText(value)) return Date.parse(value)
  return isInstantText(value) ? wallClockIn(Date.parse(value), zone) : undefined
}
