import { boolean, date, integer, type JsonValue, text, time, timestamp } from '@tangram/data-model'
import type { Given } from '../logic.ts'
import { type Evaluate, isZone, optional, type Period, param, periods } from '../operator.ts'
import { instantOf, isDateText, isTimeText, isWritable, plusMonths, utc, type WallClock, wallClockIn, wallDate, wallOf } from '../zone.ts'
import { instantText, mostUnits, moved } from './date.ts'
import { operatorsOf } from './define.ts'
import { blanks } from './text.ts'

const define = operatorsOf('date')
const moment = param('moment', 'date or time', '日期或时间')
const months = param('integer', 'months', '月数')
const period = param('period', 'unit', '单位')
const clock = param('clock', 'time', '时间')

export const dayMs = 86_400_000

/** How far beyond its usual range a month or a day of DATE may be, and an hour, a minute or a second of TIME. */
export const mostMonths = 1_200
export const mostDays = 100_000
export const mostClock = 1_000_000

/** `2026-11-22`, `2026/11/2` or `2026年11月2日`; `8:05` or `08:05:30`. */
export const datePattern = '^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$'
export const timePattern = '^([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?$'

/** Dates and times from their parts, their parts, and where weeks, months and years begin and end. */
export const calendarOperators = [
  define(
    'make_date',
    ['DATE', '构造日期', '生成日期'],
    ['The date of a year, a month and a day; month 13 is January of the next year', '由年、月、日得到日期；13 月即次年 1 月'],
    [param('integer', 'year', '年'), param('integer', 'month', '月'), param('integer', 'day', '日')],
    date,
    ([y, m, d]) => {
      if (!isWithin(y, 1, 9_999) || !isWithin(m, -mostMonths, mostMonths) || !isWithin(d, -mostDays, mostDays)) return null
      return dateText(utc(y, m - 1, 1) + (d - 1) * dayMs)
    },
  ),
  define(
    'make_time',
    ['TIME', '构造时间'],
    ['The time of day of an hour, a minute and a second; 25 o’clock is 1 o’clock', '由时、分、秒得到时刻；25 时即 1 时'],
    [param('integer', 'hour', '时'), param('integer', 'minute', '分'), optional('integer', 'second', '秒')],
    time,
    ([h, m, s = 0]) => {
      if (!isWithin(h, -mostClock, mostClock) || !isWithin(m, -mostClock, mostClock) || !isWithin(s, -mostClock, mostClock)) return null
      const seconds = h * 3600 + m * 60 + s
      return new Date((((seconds % 86_400) + 86_400) % 86_400) * 1000).toISOString().slice(11, 19)
    },
  ),
  define(
    'date_value',
    ['DATEVALUE', '文本转日期'],
    ['The date a text writes: 2026-11-22, 2026/11/2, 2026年11月2日', '文本所写的日期：2026-11-22、2026/11/2、2026年11月2日'],
    [param('text', 'text', '文本')],
    date,
    matched(datePattern, ([, y = '', m = '', d = '']) => {
      const written = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
      return isDateText(written) ? written : null
    }),
  ),
  define(
    'time_value',
    ['TIMEVALUE', '文本转时刻'],
    ['The time of day a text writes: 8:05, 08:05:30', '文本所写的时刻：8:05、08:05:30'],
    [param('text', 'text', '文本')],
    time,
    matched(timePattern, ([, h = '', m = '', s = '00']) => {
      const written = `${h.padStart(2, '0')}:${m}:${s}`
      return isTimeText(written) ? written : null
    }),
  ),
  define(
    'minute',
    ['MINUTE', '分钟'],
    ['The minute, 0 to 59', '分钟，0 到 59'],
    [clock],
    integer(),
    onClock((wall) => new Date(wall).getUTCMinutes()),
  ),
  define(
    'second',
    ['SECOND', '秒'],
    ['The second, 0 to 59', '秒，0 到 59'],
    [clock],
    integer(),
    onClock((wall) => new Date(wall).getUTCSeconds()),
  ),
  define(
    'quarter',
    ['QUARTER', '季度'],
    ['The quarter of the year, 1 to 4', '季度，1 到 4'],
    [moment],
    integer(),
    onWall((wall) => Math.floor(new Date(wall).getUTCMonth() / 3) + 1),
  ),
  define(
    'week',
    ['WEEKNUM', 'ISOWEEKNUM', '周数', '第几周'],
    ['The week of the year as ISO 8601 counts, 1 to 53', '一年中的第几周（ISO 8601），1 到 53'],
    [moment],
    integer(),
    onWall((wall) => Math.floor((thursday(wall) - utc(isoYear(wall), 0, 1)) / dayMs / 7) + 1),
  ),
  define(
    'iso_year',
    ['ISOYEAR', '周所在年'],
    ['The year to which the ISO week belongs', 'ISO 周所属的年份'],
    [moment],
    integer(),
    onWall(isoYear),
  ),
  define(
    'day_of_year',
    ['DAY_OF_YEAR', '年内第几天'],
    ['The day of the year, 1 to 366', '一年中的第几天，1 到 366'],
    [moment],
    integer(),
    onWall((wall) => Math.floor((wall - startOf(wall, 'year')) / dayMs) + 1),
  ),
  define(
    'days_in_month',
    ['DAYS_IN_MONTH', '当月天数'],
    ['How many days the month has', '当月的天数'],
    [moment],
    integer(),
    onWall((wall) => Math.round((startOf(wall, 'month', 1) - startOf(wall, 'month')) / dayMs)),
  ),
  define('is_leap_year', ['IS_LEAP_YEAR', '是闰年'], ['The year has a 29 February', '是闰年'], [moment], boolean, ([value], given) => {
    const wall = wallOf(value, given.zone)
    return wall !== undefined && startOf(wall, 'year', 1) - startOf(wall, 'year') === 366 * dayMs
  }),
  define(
    'is_weekend',
    ['ISWEEKEND', '是周末'],
    ['The day is a Saturday or a Sunday', '是星期六或星期日'],
    [moment],
    boolean,
    ([value], given) => {
      const wall = wallOf(value, given.zone)
      return wall !== undefined && new Date(wall).getUTCDay() % 6 === 0
    },
  ),
  define(
    'weekday_name',
    ['WEEKDAY_NAME', '星期名称'],
    ['The name of the day of the week in the reader’s language', '星期几的名称，按读者的语言'],
    [moment],
    text(),
    ([value], given) => {
      const wall = wallOf(value, given.zone)
      return wall === undefined ? null : (weekdayNames(given)[(new Date(wall).getUTCDay() + 6) % 7] ?? null)
    },
    { reads: ['$user.id'] },
  ),
  define(
    'eomonth',
    ['EOMONTH', '月末'],
    ['The last day of the month so many months on', '若干个月之后那个月的最后一天'],
    [moment, months],
    date,
    ([value, count], given) => {
      const wall = wallOf(value, given.zone)
      if (wall === undefined || !isWithin(count, -mostUnits.month, mostUnits.month)) return null
      return dateText(startOf(wall, 'month', count + 1) - dayMs)
    },
  ),
  define(
    'edate',
    ['EDATE', '月份偏移'],
    ['The same day so many months on', '若干个月之后的同一天'],
    [moment, months],
    'first',
    ([value, count], given) => (typeof count === 'number' ? moved(value, Math.trunc(count), 'month', given) : null),
  ),
  define(
    'start_of',
    ['START_OF', '期初'],
    ['The first day, or the first instant, of the day, week, month, quarter or year', '所在日、周、月、季度或年的第一天（或起始时刻）'],
    [moment, period],
    'first',
    ([value, unit], given) => {
      const wall = wallOf(value, given.zone)
      if (wall === undefined || !isPeriod(unit)) return null
      const start = startOf(wall, unit)
      if (isDateText(value)) return dateText(start)
      return isWritable(start) ? instantText(instantOf(start, given.zone)) : null
    },
  ),
  define(
    'end_of',
    ['END_OF', '期末'],
    ['The last day, or the last instant, of the day, week, month, quarter or year', '所在日、周、月、季度或年的最后一天（或最后时刻）'],
    [moment, period],
    'first',
    ([value, unit], given) => {
      const wall = wallOf(value, given.zone)
      if (wall === undefined || !isPeriod(unit)) return null
      const next = startOf(wall, unit, 1)
      return isDateText(value) ? dateText(next - dayMs) : instantText(instantOf(next, given.zone) - 1)
    },
  ),
  define(
    'is_this',
    ['IS_THIS', '属于本期'],
    ['The date is within the current day, week, month, quarter or year', '日期在今天、本周、本月、本季度或今年之内'],
    [moment, period],
    boolean,
    ([value, unit], given) => {
      const wall = wallOf(value, given.zone)
      return wall !== undefined && isPeriod(unit) && startOf(wall, unit) === startOf(wallClockIn(Date.parse(given.now), given.zone), unit)
    },
    { reads: ['$now'] },
  ),
  define(
    'instant_of_day',
    ['DATETIME', '日期时间'],
    ['The instant of a date and a time of day', '由日期和时刻得到日期时间'],
    [param('date', 'date', '日期'), param('time', 'time', '时刻'), optional('zone', 'zone', '时区')],
    timestamp,
    ([day, at, zone], given) =>
      isDateText(day) && isTimeText(at) && (zone === undefined || isZone(zone))
        ? instantText(instantOf(Date.parse(`${day}T${at}.000Z`), zone ?? given.zone))
        : null,
  ),
]

/** Where the period begins that the wall clock is in, or one so many periods later. */
export function startOf(wall: WallClock, period: Period, later = 0): WallClock {
  const day = Math.floor(wall / dayMs) * dayMs
  const at = new Date(day)
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()]
  switch (period) {
    case 'day':
      return day + later * dayMs
    case 'week':
      return day - ((at.getUTCDay() + 6) % 7) * dayMs + later * 7 * dayMs
    case 'month':
      return plusMonths(utc(year, month, 1), later)
    case 'quarter':
      return plusMonths(utc(year, month - (month % 3), 1), later * 3)
    case 'year':
      return utc(year + later, 0, 1)
  }
}

export function dateText(wall: WallClock): string | null {
  return isWritable(wall) ? wallDate(wall) : null
}

export function weekdayNames(given: Given): readonly string[] {
  return given.locale === 'en'
    ? ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
    : ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日']
}

export function isWithin(value: JsonValue | undefined, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most
}

function isPeriod(value: JsonValue | undefined): value is Period {
  return periods.some((period) => period === value)
}

function onWall(read: (wall: WallClock) => number): Evaluate {
  return ([value], given) => {
    const wall = wallOf(value, given.zone)
    return wall === undefined ? null : read(wall)
  }
}

function onClock(read: (wall: WallClock) => number): Evaluate {
  return ([value], given) => {
    if (isTimeText(value)) return read(Date.parse(`1970-01-01T${value}.000Z`))
    const wall = isDateText(value) ? undefined : wallOf(value, given.zone)
    return wall === undefined ? null : read(wall)
  }
}

/** The Thursday of the week says to which year the week belongs. */
function thursday(wall: WallClock): WallClock {
  return startOf(wall, 'week') + 3 * dayMs
}

function isoYear(wall: WallClock): number {
  return new Date(thursday(wall)).getUTCFullYear()
}

function matched(pattern: string, read: (parts: readonly string[]) => string | null): Evaluate {
  const form = new RegExp(pattern)
  return ([value]) => {
    const parts = typeof value === 'string' ? form.exec(value.replace(blankEnds, '')) : null
    return parts && read(parts)
  }
}

const blankEnds = new RegExp(`^[${blanks}]+|[${blanks}]+$`, 'g')
