import { boolean, date, integer, type JsonValue } from '@tangram/data-model'
import { optional, param } from '../operator.ts'
import { utc, wallDate, wallOf } from '../zone.ts'
import { dateText, dayMs } from './calendar.ts'
import { operatorsOf } from './define.ts'
import { asList } from './list.ts'

const define = operatorsOf('date')
const holidays = optional('dates', 'holidays', '节假日')
const extra = optional('dates', 'working weekends', '调休工作日')

/** So many working days on, and no further. */
export const mostWorkdays = 5_000

/** Monday to Friday without holidays, with the weekends on which people work in exchange. A day that is both is worked. */
export const workdayOperators = [
  define(
    'is_workday',
    ['ISWORKDAY', '是工作日'],
    ['The day is one of work', '是工作日（可给出节假日与调休工作日）'],
    [param('moment', 'date', '日期'), holidays, extra],
    boolean,
    ([value, off, on], given) => {
      const wall = wallOf(value, given.zone)
      return wall !== undefined && calendarOf(off, on).isWorked(Math.floor(wall / dayMs) * dayMs)
    },
  ),
  define(
    'networkdays',
    ['NETWORKDAYS', '工作日天数'],
    ['Days of work from the first to the second, both included', '两个日期之间的工作日天数，含首尾'],
    [param('moment', 'from', '开始'), param('moment', 'to', '结束'), holidays, extra],
    integer(),
    ([a, b, off, on], given) => {
      const [from, to] = [wallOf(a, given.zone), wallOf(b, given.zone)]
      if (from === undefined || to === undefined) return null
      const [start, end] = [dayOf(Math.min(from, to)), dayOf(Math.max(from, to))]
      const { off: free, on: worked } = calendarOf(off, on)
      const lost = [...free].filter((day) => isBetween(day, start, end) && !isWeekend(Date.parse(day)) && !worked.has(day)).length
      const won = [...worked].filter((day) => isBetween(day, start, end) && isWeekend(Date.parse(day))).length
      const count = weekdaysBefore(end + 1) - weekdaysBefore(start) - lost + won
      return dayOf(from) <= dayOf(to) ? count : 0 - count
    },
  ),
  define(
    'workday',
    ['WORKDAY', '工作日推算'],
    ['The day so many days of work on, at most 5,000', '若干个工作日之后的日期，最多 5000 个'],
    [param('moment', 'from', '开始'), param('integer', 'days', '天数'), holidays, extra],
    date,
    ([value, count, off, on], given) => {
      const wall = wallOf(value, given.zone)
      if (wall === undefined || typeof count !== 'number' || Math.abs(count) > mostWorkdays) return null
      const calendar = calendarOf(off, on)
      const step = count < 0 ? -dayMs : dayMs
      let day = Math.floor(wall / dayMs) * dayMs
      for (let left = Math.abs(count); left > 0; ) {
        day += step
        if (dateText(day) === null) return null
        if (calendar.isWorked(day)) left--
      }
      return dateText(day)
    },
  ),
]

/** A week before 1 January of the year 1, which was a Monday: in the west the first instants are still days of 1 BC. */
const firstMonday = utc(1, 0, 1) - 7 * dayMs

function calendarOf(holidays: JsonValue | undefined, extra: JsonValue | undefined) {
  const [off, on] = [datesIn(holidays), datesIn(extra)]
  const isWorked = (day: number): boolean => {
    const text = wallDate(day)
    return on.has(text) || (!isWeekend(day) && !off.has(text))
  }
  return { off, on, isWorked }
}

function datesIn(list: JsonValue | undefined): Set<string> {
  return new Set(asList(list).filter((each) => typeof each === 'string'))
}

function isWeekend(day: number): boolean {
  return new Date(day).getUTCDay() % 6 === 0
}

function dayOf(wall: number): number {
  return Math.floor((wall - firstMonday) / dayMs)
}

function isBetween(day: string, start: number, end: number): boolean {
  const at = dayOf(Date.parse(day))
  return start <= at && at <= end
}

/** Mondays to Fridays among so many days from a Monday on. */
function weekdaysBefore(days: number): number {
  return Math.floor(days / 7) * 5 + Math.min(days % 7, 5)
}
