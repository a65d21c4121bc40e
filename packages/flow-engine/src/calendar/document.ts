import type { CalendarDate, Id, LocalizedText } from '@tangram/data-model'

/** When work is done: opening hours of the week, days off, and days that are worked all the same. */
export type CalendarDocument = {
  id: Id
  label: LocalizedText
  /** IANA zone of the hours. */
  zone: string
  /** A day that is not named is closed. */
  week: { [day in Weekday]?: OpenHours[] }
  holidays: Holiday[]
  /** They win over holidays and over the week: 调休. */
  workdays: Workday[]
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** Wall-clock times `09:00` to `18:00`; `24:00` is the end of the day. */
export type OpenHours = { from: string; to: string }

/** One day, or all from the first to the last. */
export type Holiday = { from: CalendarDate; to?: CalendarDate; label?: LocalizedText }

export type Workday = { date: CalendarDate; hours: OpenHours[]; label?: LocalizedText }

export const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
