import { type CalendarDate, itemOf } from '@tangram/data-model'
import { type CalendarDocument, isWorkingDay } from '@tangram/flow-engine'
import type { RegularDelivery } from '@tangram/storage'
import { asSystem } from '../system-principal.ts'
import type { JobServices } from './job-services.ts'
import { nextOccurrence } from './schedule.ts'

const system = asSystem('delivery')

/** When a delivery goes out next; null while it pauses or when it is over. */
export async function nextSending(
  services: Pick<JobServices, 'storage' | 'now'>,
  delivery: Pick<RegularDelivery, 'app' | 'schedule' | 'zone' | 'calendar' | 'isPaused' | 'endedReason'>,
): Promise<string | null> {
  if (delivery.isPaused || delivery.endedReason) return null
  return nextOpenDay(delivery, await calendarOf(services, delivery), services.now())
}

/** The calendar that closes days of a delivery; undefined when it keeps none, or its app has it no more. */
export async function calendarOf(
  { storage }: Pick<JobServices, 'storage'>,
  { app, calendar }: Pick<RegularDelivery, 'app' | 'calendar'>,
): Promise<CalendarDocument | undefined> {
  if (calendar === null) return undefined
  return itemOf((await storage.apps.get(system, app)).document.calendars, calendar)
}

/** The first occurrence after `after` on a day that the calendar has open; null when there is none in a thousand. */
export function nextOpenDay(
  { schedule, zone }: Pick<RegularDelivery, 'schedule' | 'zone'>,
  calendar: CalendarDocument | undefined,
  after: string,
): string | null {
  let at: string | null = after
  for (let tried = 0; tried < 1000; tried++) {
    at = nextOccurrence(schedule, zone, at)
    if (at === null || isOpen(calendar, zone, at)) return at
  }
  return null
}

/** Whether the calendar has the day open that the clocks of a zone show at an instant. */
export const isOpen = (calendar: CalendarDocument | undefined, zone: string, at: string): boolean =>
  calendar === undefined ||
  isWorkingDay(calendar, new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.parse(at)) as CalendarDate)
