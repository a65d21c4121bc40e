import type { Instant } from '@tangram/data-model'
import { compileCalendar } from './compile-calendar.ts'
import type { CalendarDocument } from './document.ts'
import { fail } from './errors.ts'
import { offsetsFrom } from './zone-offsets.ts'

const dayMs = 86_400_000
/** Where the search for working time ends. */
const horizonMs = 30 * 366 * dayMs

/**
 * The first instant by which so much working time has passed: 1 h from Friday 17:30 with hours to 18:00 is Monday 09:30. Time counts
 * while the clocks of the calendar's zone show opening hours: an hour skipped in spring is not worked, one repeated in autumn is
 * worked twice.
 *
 * @param ms none and less: the instant itself
 * @throws AppError flow.calendar.closed when the calendar has not that much in the next thirty years
 */
export function addWorkingTime(calendar: CalendarDocument, instant: Instant, ms: number): Instant {
  if (ms <= 0) return instant
  const from = Date.parse(instant)
  let left = ms
  for (const [start, end] of openSpans(calendar, from, from + horizonMs)) {
    if (end - start >= left) return new Date(start + left).toISOString()
    left -= end - start
  }
  throw fail('flow.calendar.closed', { calendar: calendar.label })
}

/** Milliseconds worked from `a` to `b`; 0 when `b` is not later. */
export function workingTimeBetween(calendar: CalendarDocument, a: Instant, b: Instant): number {
  let total = 0
  for (const [start, end] of openSpans(calendar, Date.parse(a), Date.parse(b))) total += end - start
  return total
}

/** Stretches of working time as UTC milliseconds, in order, none overlapping. */
function* openSpans(calendar: CalendarDocument, from: number, to: number): Generator<[start: number, end: number]> {
  const hoursOn = compileCalendar(calendar)
  for (const { start, end, offset } of offsetsFrom(calendar.zone, from, to)) {
    // While the offset stays the same, the wall clock is the UTC clock moved by it.
    const last = Math.floor((end - 1 + offset) / dayMs)
    for (let day = Math.floor((start + offset) / dayMs); day <= last; day++) {
      for (const [opens, closes] of hoursOn(day)) {
        const first = Math.max(day * dayMs + opens - offset, start)
        const until = Math.min(day * dayMs + closes - offset, end)
        if (first < until) yield [first, until]
      }
    }
  }
}
