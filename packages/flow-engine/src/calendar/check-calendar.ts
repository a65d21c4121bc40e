import { type CalendarDate, type Diagnostic, diagnose, pointer } from '@tangram/data-model'
import { isDateText } from '@tangram/expression'
import { minutesOf } from './compile-calendar.ts'
import { type CalendarDocument, type Holiday, type OpenHours, type Workday, weekdays } from './document.ts'
import { calendarMessages } from './messages.ts'

const longestHolidayDays = 366
const zones: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])

/** Everything an author should mend. */
export function checkCalendar(calendar: CalendarDocument): Diagnostic[] {
  const isClosed = weekdays.every((day) => (calendar.week[day] ?? []).length === 0)
  return [
    ...(zones.has(calendar.zone) ? [] : [diagnose(calendarMessages, 'calendar.zone.unknown', '/zone', { zone: calendar.zone })]),
    ...(isClosed ? [diagnose(calendarMessages, 'calendar.week.closed', '/week')] : []),
    ...weekdays.flatMap((day) => checkHours(calendar.week[day] ?? [], pointer('week', day))),
    ...calendar.holidays.flatMap((holiday, index) => checkHoliday(holiday, pointer('holidays', index))),
    ...calendar.workdays.flatMap((workday, index) => checkWorkday(workday, index, calendar.workdays)),
  ]
}

function checkHours(hours: readonly OpenHours[], path: string): Diagnostic[] {
  return hours.flatMap(({ from, to }, index) => {
    const [opens, closes] = [minutesOf(from), minutesOf(to)]
    if (opens === undefined || closes === undefined || opens >= closes)
      return [diagnose(calendarMessages, 'calendar.hours.wrong', path + pointer(index), { from, to })]
    const overlaps = hours.some((other, i) => i < index && (minutesOf(other.from) ?? 0) < closes && opens < (minutesOf(other.to) ?? 0))
    return overlaps ? [diagnose(calendarMessages, 'calendar.hours.overlap', path + pointer(index), { from }, 'warning')] : []
  })
}

function checkHoliday({ from, to }: Holiday, path: string): Diagnostic[] {
  const wrong = [...checkDate(from, `${path}/from`), ...(to === undefined ? [] : checkDate(to, `${path}/to`))]
  if (wrong.length > 0 || to === undefined) return wrong
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  return days < 0 || days >= longestHolidayDays ? [diagnose(calendarMessages, 'calendar.holiday.backwards', `${path}/to`)] : []
}

function checkWorkday({ date, hours }: Workday, index: number, all: readonly Workday[]): Diagnostic[] {
  const path = pointer('workdays', index)
  const isRepeated = all.findIndex((other) => other.date === date) < index
  return [
    ...checkDate(date, `${path}/date`),
    ...(isRepeated ? [diagnose(calendarMessages, 'calendar.workday.twice', `${path}/date`, { date })] : []),
    ...checkHours(hours, `${path}/hours`),
  ]
}

const checkDate = (date: CalendarDate, path: string): Diagnostic[] =>
  isDateText(date) ? [] : [diagnose(calendarMessages, 'calendar.date.wrong', path, { date })]
