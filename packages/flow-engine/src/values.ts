import { type Id, type Instant, pointer } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { CalendarDocument } from './calendar/document.ts'
import { addWorkingTime } from './calendar/working-time.ts'

/** Fields and the expressions that give their values. */
export type Values = { [field: Id]: Logic }

/** The expressions of a `values` setting, with where they stand. */
export function logicsOfValues(values: Values | undefined, path: string): { logic: Logic; path: string }[] {
  return Object.entries(values ?? {}).map(([field, logic]) => ({ logic, path: path + pointer(field) }))
}

/** The instant this many hours later; with a calendar, hours of work. */
export function hoursAfter(instant: Instant, hours: number, calendar?: CalendarDocument): Instant {
  if (calendar) return addWorkingTime(calendar, instant, hours * 3_600_000)
  return new Date(Date.parse(instant) + hours * 3_600_000).toISOString()
}
