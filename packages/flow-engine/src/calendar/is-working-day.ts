import type { CalendarDate } from '@tangram/data-model'
import { compileCalendar } from './compile-calendar.ts'
import type { CalendarDocument } from './document.ts'

/** Whether a calendar has any hours on a date. */
export const isWorkingDay = (calendar: CalendarDocument, date: CalendarDate): boolean =>
  compileCalendar(calendar)(Date.parse(date) / 86_400_000).length > 0
