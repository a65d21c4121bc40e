import type { JsonValue } from '@tangram/data-model'

export type DurationParts = { days: number; hours: number; minutes: number }

const pattern = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/

/** Days, hours and minutes of an ISO 8601 duration; undefined for a formula or a duration that needs more than these. */
export function durationParts(value: JsonValue | undefined): DurationParts | undefined {
  if (value === undefined || value === null || value === '') return { days: 0, hours: 0, minutes: 0 }
  const found = typeof value === 'string' ? pattern.exec(value) : null
  if (!found) return undefined
  const [weeks = 0, days = 0, hours = 0, minutes = 0] = found.slice(1).map((part) => Number(part ?? 0))
  return { days: weeks * 7 + days, hours, minutes }
}

/** `P1DT2H30M`; undefined for no time at all. */
export function durationText({ days, hours, minutes }: DurationParts): string | undefined {
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}`
  const text = `${days > 0 ? `${days}D` : ''}${time ? `T${time}` : ''}`
  return text ? `P${text}` : undefined
}
