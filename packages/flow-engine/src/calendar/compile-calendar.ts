import type { CalendarDate } from '@tangram/data-model'
import { type CalendarDocument, type OpenHours, weekdays } from './document.ts'

/** Opening and closing in milliseconds from midnight. */
export type Span = readonly [opens: number, closes: number]

const dayMs = 86_400_000
const known = new WeakMap<CalendarDocument, (day: number) => readonly Span[]>()

/** The opening hours of a date, told as days since 1970-01-01. */
export function compileCalendar(calendar: CalendarDocument): (day: number) => readonly Span[] {
  const found = known.get(calendar)
  if (found) return found
  const week = weekdays.map((day) => spansOf(calendar.week[day] ?? []))
  const special = new Map<number, readonly Span[]>()
  for (const { from, to } of calendar.holidays) {
    for (let day = dayOf(from); day <= dayOf(to ?? from); day++) special.set(day, [])
  }
  for (const { date, hours } of calendar.workdays) special.set(dayOf(date), spansOf(hours))
  // 1970-01-01 was a Thursday.
  const hoursOn = (day: number) => special.get(day) ?? week[(((day + 3) % 7) + 7) % 7] ?? []
  known.set(calendar, hoursOn)
  return hoursOn
}

/** Minutes from midnight of `09:30`; undefined when it is no time of a day. */
export function minutesOf(time: string): number | undefined {
  const [, hours = '', minutes = ''] = /^(\d{2}):(\d{2})$/.exec(time) ?? []
  const total = Number(hours) * 60 + Number(minutes)
  return hours === '' || Number(minutes) > 59 || total > 24 * 60 ? undefined : total
}

/** Hours in order, those that overlap joined: nothing counts twice. */
function spansOf(hours: readonly OpenHours[]): readonly Span[] {
  const sorted = hours
    .map(({ from, to }): [number, number] => [(minutesOf(from) ?? 0) * 60_000, (minutesOf(to) ?? 0) * 60_000])
    .filter(([opens, closes]) => opens < closes)
    .sort(([a], [b]) => a - b)
  const joined: [number, number][] = []
  for (const [opens, closes] of sorted) {
    const last = joined.at(-1)
    if (last && opens <= last[1]) last[1] = Math.max(last[1], closes)
    else joined.push([opens, closes])
  }
  return joined
}

const dayOf = (date: CalendarDate): number => Date.parse(date) / dayMs
