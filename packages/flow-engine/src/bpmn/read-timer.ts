import type { JsonObject } from '@tangram/data-model'
import { parseDuration } from '../duration.ts'
import { isExpression } from './dialect.ts'
import { childOf, type Element, textOf } from './element.ts'
import type { Reading } from './reading.ts'

const isDate = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(text)

/** A timer: a duration (`PT4H`), a cycle (`R3/PT1H`), a date, or an expression that gives one. */
export function readTimer(reading: Reading, event: Element, definition: Element): JsonObject | undefined {
  for (const kind of ['timeDuration', 'timeDate', 'timeCycle'] as const) {
    const text = textOf(childOf(definition, kind), 'body')?.trim()
    if (text !== undefined) return readText(reading, event, kind, text)
  }
  reading.say('bpmn.timer.unknown', event, { text: '' })
  return undefined
}

function readText(reading: Reading, event: Element, kind: 'timeDuration' | 'timeDate' | 'timeCycle', text: string): JsonObject | undefined {
  // FEEL writes literals as texts: = duration("PT5M"), = "PT5M".
  const literal = /^=\s*(?:(?:duration|cycle|date and time)\(\s*)?"([^"]*)"\s*\)?$/.exec(text)?.[1] ?? text
  if (kind === 'timeDuration' && parseDuration(literal)) return { waits: 'after', after: literal }
  if (kind === 'timeDate' && isDate(literal)) return { waits: 'at', at: literal }
  const [, times, after = ''] = (kind === 'timeCycle' && /^R(\d*)\/(P[^/]*)$/.exec(literal)) || []
  if (parseDuration(after)) return { waits: 'every', after, ...(times ? { times: Number(times) } : {}) }
  const logic = kind !== 'timeCycle' && isExpression(text) ? reading.logic(event, text) : undefined
  if (logic === undefined) {
    reading.say('bpmn.timer.unknown', event, { text })
    return undefined
  }
  return kind === 'timeDate' ? { waits: 'at', at: logic } : { waits: 'after', after: logic }
}

/**
 * A start by the clock as the five parts of a schedule: those of cron (six or seven parts, as Quartz and Spring have them, without the
 * seconds and the year), and cycles of whole hours or days (`R/P1D`, `R/PT2H`).
 */
export function readSchedule(reading: Reading, event: Element, definition: Element): string | undefined {
  const text = textOf(childOf(definition, 'timeCycle'), 'body')?.trim() ?? ''
  const literal = /^=\s*(?:cycle\(\s*)?"([^"]*)"\s*\)?$/.exec(text)?.[1] ?? text
  const schedule = scheduleOfCycle(/^R\/(P.*)$/.exec(literal)?.[1] ?? '') ?? scheduleOfCron(literal)
  if (schedule === undefined) reading.say('bpmn.timer.unknown', event, { text: text || '?' })
  return schedule
}

function scheduleOfCycle(cycle: string): string | undefined {
  const duration = parseDuration(cycle)
  if (!duration || duration.years > 0) return undefined
  const { months, days, ms } = duration
  const minutes = ms / 60_000
  if (months === 1 && days === 0 && ms === 0) return '0 0 1 * *'
  if (months > 0) return undefined
  if (ms === 0) return days === 1 ? '0 0 * * *' : days === 7 ? '0 0 * * 1' : undefined
  if (days > 0 || !Number.isInteger(minutes)) return undefined
  if (minutes < 60) return 60 % minutes === 0 ? `*/${minutes} * * * *` : undefined
  return minutes % 60 === 0 && 24 % (minutes / 60) === 0 ? `0 */${minutes / 60} * * *` : undefined
}

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

function scheduleOfCron(text: string): string | undefined {
  const parts = text.split(/\s+/)
  if (parts.length < 5 || parts.length > 7) return undefined
  const five = parts.length === 5 ? parts : parts.slice(1, 6)
  const plain = five.map((part) =>
    weekdays.reduce((whole, day, index) => whole.replaceAll(day, String(index)), part.toUpperCase()).replace('?', '*'),
  )
  return plain.every((part) => /^[\d*,/-]+$/.test(part)) ? plain.join(' ') : undefined
}

/** Whole hours of a duration, at least one; undefined when it is none. */
export function hoursOf(text: string): number | undefined {
  const found = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text)
  if (!found || text === 'P' || text.endsWith('T')) return undefined
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0))
  return Math.max(1, Math.ceil((weeks ?? 0) * 168 + (days ?? 0) * 24 + (hours ?? 0) + (minutes ?? 0) / 60 + (seconds ?? 0) / 3600))
}
