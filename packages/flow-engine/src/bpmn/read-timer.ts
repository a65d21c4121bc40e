import type { JsonObject } from '@tangram/data-model'
import { parseDuration } from '../duration.ts'
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
  const logic = kind !== 'timeCycle' && /^([$#]\{|=)/.test(text) ? reading.logic(event, text) : undefined
  if (logic === undefined) {
    reading.say('bpmn.timer.unknown', event, { text })
    return undefined
  }
  return kind === 'timeDate' ? { waits: 'at', at: logic } : { waits: 'after', after: logic }
}

/** Whole hours of a duration, at least one; undefined when it is none. */
export function hoursOf(text: string): number | undefined {
  const found = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text)
  if (!found || text === 'P' || text.endsWith('T')) return undefined
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0))
  return Math.max(1, Math.ceil((weeks ?? 0) * 168 + (days ?? 0) * 24 + (hours ?? 0) + (minutes ?? 0) / 60 + (seconds ?? 0) / 3600))
}
