import { type Instant, isJsonObject, type JsonValue } from '@tangram/data-model'
import { instantOf, isDateText, type Logic } from '@tangram/expression'
import { parseDuration } from './duration.ts'
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

/**
 * The instant a timer is due.
 *
 * @throws flow.timer.unreadable when an expression gives no date or duration
 */
export function dueAt(context: NodeContext<TimerConfig>, from: Instant = context.now): Instant {
  const { waits, after, at } = context.config
  return waits === 'at' ? instantAt(context, at ?? null) : instantAfter(context, after ?? null, from)
}

function instantAt(context: NodeContext<TimerConfig>, at: Logic): Instant {
  const isField = typeof at === 'string' && !isDateText(at) && Number.isNaN(Date.parse(at))
  const value = isField ? context.evaluate({ var: at }) : context.evaluate(at)
  if (typeof value !== 'string') throw unreadable(context, value)
  if (isDateText(value)) return new Date(instantOf(Date.parse(value), context.zone)).toISOString()
  const ms = Date.parse(value)
  if (Number.isNaN(ms)) throw unreadable(context, value)
  return new Date(ms).toISOString()
}

/** Days are those of the calendar on the wall; hours and minutes count while the process's working calendar is open. */
function instantAfter(context: NodeContext<TimerConfig>, after: Logic, from: Instant): Instant {
  const value = context.evaluate(after)
  const minutes = typeof value === 'number' ? { years: 0, months: 0, days: 0, ms: value * 60_000 } : undefined
  const duration = minutes ?? (typeof value === 'string' ? parseDuration(value) : undefined)
  if (!duration) throw unreadable(context, value)
  const date = new Date(from)
  if (duration.years > 0) date.setUTCFullYear(date.getUTCFullYear() + duration.years)
  if (duration.months > 0) date.setUTCMonth(date.getUTCMonth() + duration.months)
  return context.later(new Date(date.getTime() + duration.days * 86_400_000).toISOString(), duration.ms)
}

const unreadable = (context: NodeContext<TimerConfig>, value: JsonValue) =>
  fail('flow.timer.unreadable', { node: context.label, value: isJsonObject(value) ? JSON.stringify(value) : String(value) })
