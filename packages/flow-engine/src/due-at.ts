import { type Instant, isJsonObject, type JsonValue } from '@tangram/data-model'
import { instantOf, isDateText, type Logic, plusMonths, wallClockIn } from '@tangram/expression'
import { type Duration, parseDuration } from './duration.ts'
import { fail } from './errors.ts'
import type { NodeContext } from './node-type.ts'

/** When a timer is due: `after` a duration, `at` a date, or again and again. */
export type TimerConfig = {
  waits: 'after' | 'at' | 'every'
  /** `P1DT2H`, or an expression that gives such a text or a number of minutes. */
  after?: Logic
  /** A field that holds a date, a date, or an expression. */
  at?: Logic
  /** How often at most; absent: as long as it can. */
  times?: number
}

/** Dates have four digits for the year, here as in the database. */
const lastMs = Date.parse('9999-12-30T00:00:00.000Z')

/**
 * The instant a timer is due.
 *
 * @throws flow.timer.unreadable when an expression gives no date or duration, or one that leads out of all calendars
 */
export function dueAt(context: NodeContext<TimerConfig>): Instant {
  const { waits, after, at } = context.config
  return waits === 'at' ? instantAt(context, at ?? null) : instantAfter(context, after ?? null)
}

function instantAt(context: NodeContext<TimerConfig>, at: Logic): Instant {
  const isField = typeof at === 'string' && !isDateText(at) && Number.isNaN(Date.parse(at))
  const value = isField ? context.evaluate({ var: at }) : context.evaluate(at)
  if (typeof value !== 'string') throw unreadable(context, value)
  if (isDateText(value)) return new Date(instantOf(Date.parse(value), context.zone)).toISOString()
  const ms = Date.parse(value)
  if (!(Math.abs(ms) < lastMs)) throw unreadable(context, value)
  return new Date(ms).toISOString()
}

/** Days and months are those of the clock on the wall; hours and minutes count while the process's working calendar is open. */
function instantAfter(context: NodeContext<TimerConfig>, after: Logic): Instant {
  const value = context.evaluate(after)
  const minutes = typeof value === 'number' ? { years: 0, months: 0, days: 0, ms: value * 60_000 } : undefined
  const duration = minutes ?? (typeof value === 'string' ? parseDuration(value) : undefined)
  if (!duration || !(endsAbout(context.now, duration) < lastMs)) throw unreadable(context, value)
  return context.later(datesLater(context, duration), duration.ms)
}

/** Not before it ends, and a few days later at most. */
function endsAbout(now: Instant, { years, months, days, ms }: Duration): number {
  return Date.parse(now) + (years * 366 + months * 31 + days) * 86_400_000 + ms
}

function datesLater({ now, zone }: Pick<NodeContext<TimerConfig>, 'now' | 'zone'>, { years, months, days }: Duration): Instant {
  if (years + months + days === 0) return now
  const wall = plusMonths(wallClockIn(Date.parse(now), zone), years * 12 + months) + days * 86_400_000
  return new Date(instantOf(wall, zone)).toISOString()
}

const unreadable = (context: NodeContext<TimerConfig>, value: JsonValue) =>
  fail('flow.timer.unreadable', { node: context.label, value: isJsonObject(value) ? JSON.stringify(value) : String(value) })
