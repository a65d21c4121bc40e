import { boolean, date, decimal, integer, type JsonValue, time, timestamp } from '@tangram/data-model'
import type { Given } from '../logic.ts'
import { isZone, optional, param } from '../operator.ts'
import { dateIn, isDateText, isInstantText, type WallClock, wallClockIn, wallOf } from '../zone.ts'
import { dateText, dayMs, startOf } from './calendar.ts'
import { elapsed, instantText } from './date.ts'
import { operatorsOf } from './define.ts'

const define = operatorsOf('date')
const from = param('moment', 'from', '开始')
const to = param('moment', 'to', '结束')
const instant = param('timestamp', 'time', '时间')
const moments = param('moments', 'date or time', '日期或时间')

/** The seconds of the years 1 to 9999. */
export const leastEpoch = -62_135_596_800
export const mostEpoch = 253_402_300_799

/** What lies between two dates, which of several is first, and the same instant in other zones. */
export const spanOperators = [
  define(
    'datedif',
    ['DATEDIF', '日期差'],
    ['Whole years, quarters, months, weeks or days from the first to the second', '从前者到后者的整年、整季度、整月、整周或整天数'],
    [from, to, param('elapsed', 'unit', '单位')],
    integer(),
    ([a, b, unit], given) => (typeof unit === 'string' ? between(a, b, given, (start, end) => whole(start, end, unit)) : null),
  ),
  define(
    'years_between',
    ['YEARS_BETWEEN', '相差年数'],
    ['Whole years from the first to the second', '从前者到后者的整年数'],
    [from, to],
    integer(),
    ([a, b], given) => between(a, b, given, (start, end) => whole(start, end, 'year')),
  ),
  define(
    'months_between',
    ['MONTHS_BETWEEN', '相差月数'],
    ['Whole months from the first to the second', '从前者到后者的整月数'],
    [from, to],
    integer(),
    ([a, b], given) => between(a, b, given, (start, end) => whole(start, end, 'month')),
  ),
  define(
    'seconds_between',
    ['SECONDS_BETWEEN', '相差秒数'],
    ['Seconds from the first to the second, to 3 digits', '从前者到后者的秒数，保留 3 位小数'],
    [param('timestamp', 'from', '开始'), param('timestamp', 'to', '结束')],
    decimal(20, 3),
    ([a, b]) => elapsed(a, b, 1000, 3),
  ),
  define(
    'days',
    ['DAYS', '天数'],
    ['Calendar days to the first from the second', '从后者到前者的日历天数'],
    [to, from],
    integer(),
    ([b, a], given) => {
      const [start, end] = [wallOf(a, given.zone), wallOf(b, given.zone)]
      return start === undefined || end === undefined ? null : dayOf(end) - dayOf(start)
    },
  ),
  define(
    'age',
    ['AGE', '年龄', '周岁'],
    ['Whole years since a date of birth, today or on another day', '到今天（或指定日期）的周岁'],
    [param('moment', 'born', '出生日期'), optional('moment', 'on', '截至')],
    integer(),
    ([born, on], given) =>
      between(born, on === undefined ? dateIn(given.now, given.zone) : on, given, (start, end) => whole(start, end, 'year')),
    { reads: ['$today'] },
  ),
  define(
    'overlaps',
    ['OVERLAPS', '时间段重叠'],
    ['Two spans, each from a beginning to an end, have a day or an instant in common', '两个时间段（各有开始与结束）有重叠'],
    [from, to, from, to],
    boolean,
    (values, given) => {
      const [a, b, c, d] = values.map((value) => wallOf(value, given.zone))
      return a !== undefined && b !== undefined && c !== undefined && d !== undefined && a <= d && c <= b
    },
  ),
  define(
    'overlap_days',
    ['OVERLAP_DAYS', '重叠天数'],
    ['How many days two spans have in common, ends included', '两个时间段重叠的天数，含首尾'],
    [from, to, from, to],
    integer(),
    (values, given) => {
      const [a, b, c, d] = values.map((value) => wallOf(value, given.zone))
      if (a === undefined || b === undefined || c === undefined || d === undefined) return null
      return Math.max(Math.min(dayOf(b), dayOf(d)) - Math.max(dayOf(a), dayOf(c)) + 1, 0)
    },
  ),
  define(
    'earliest',
    ['EARLIEST', '最早'],
    ['The first of dates, or of times, and of lists of them', '最早的日期或时间，也可以是列表'],
    [moments],
    'alike',
    (values) => extreme(values, (a, b) => a < b),
    { rest: moments },
  ),
  define(
    'latest',
    ['LATEST', '最晚'],
    ['The last of dates, or of times, and of lists of them', '最晚的日期或时间，也可以是列表'],
    [moments],
    'alike',
    (values) => extreme(values, (a, b) => a > b),
    { rest: moments },
  ),
  define('time_of', ['TIME_OF', '时刻'], ['The time of day that clocks show', '某个时间的时刻'], [instant], time, ([value], given) =>
    isInstantText(value) ? timeText(wallClockIn(Date.parse(value), given.zone)) : null,
  ),
  define(
    'date_in',
    ['DATE_IN_ZONE', '时区日期'],
    ['The date that calendars in a zone show', '某个时区的日期'],
    [instant, param('zone', 'zone', '时区')],
    date,
    ([value, zone]) => (isInstantText(value) && isZone(zone) ? dateText(wallClockIn(Date.parse(value), zone)) : null),
  ),
  define(
    'time_in',
    ['TIME_IN_ZONE', '时区时刻'],
    ['The time of day that clocks in a zone show', '某个时区的时刻'],
    [instant, param('zone', 'zone', '时区')],
    time,
    ([value, zone]) => (isInstantText(value) && isZone(zone) ? timeText(wallClockIn(Date.parse(value), zone)) : null),
  ),
  define(
    'epoch',
    ['EPOCH', '时间戳'],
    ['Whole seconds since 1970-01-01 UTC', '自 1970-01-01 UTC 起的整秒数'],
    [instant],
    integer(),
    ([value]) => (isInstantText(value) ? Math.floor(Date.parse(value) / 1000) : null),
  ),
  define(
    'from_epoch',
    ['FROM_EPOCH', '时间戳转时间'],
    ['The instant so many seconds after 1970-01-01 UTC', '自 1970-01-01 UTC 起若干秒的时间'],
    [param('integer', 'seconds', '秒数')],
    timestamp,
    ([seconds]) =>
      typeof seconds === 'number' && seconds >= leastEpoch && seconds <= mostEpoch ? instantText(Math.trunc(seconds) * 1000) : null,
  ),
]

/** Backwards it is as much, below zero. */
function between(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  given: Given,
  count: (start: WallClock, end: WallClock) => number,
): number | null {
  const [start, end] = [wallOf(a, given.zone), wallOf(b, given.zone)]
  if (start === undefined || end === undefined) return null
  return start <= end ? count(start, end) : 0 - count(end, start)
}

function whole(start: WallClock, end: WallClock, unit: string): number {
  const months = monthOf(end) - monthOf(start) - (end - startOf(end, 'month') < start - startOf(start, 'month') ? 1 : 0)
  switch (unit) {
    case 'year':
    case 'Y':
      return Math.floor(months / 12)
    case 'quarter':
      return Math.floor(months / 3)
    case 'month':
    case 'M':
      return months
    case 'YM':
      return months % 12
    case 'week':
      return Math.floor((end - start) / dayMs / 7)
    default:
      return Math.floor((end - start) / dayMs)
  }
}

function monthOf(wall: WallClock): number {
  const at = new Date(wall)
  return at.getUTCFullYear() * 12 + at.getUTCMonth()
}

function dayOf(wall: WallClock): number {
  return Math.floor(wall / dayMs)
}

function extreme(values: readonly JsonValue[], isBetter: (a: string, b: string) => boolean): string | null {
  let best: string | null = null
  for (const value of values.flat()) {
    if ((isDateText(value) || isInstantText(value)) && (best === null || isBetter(value, best))) best = value
  }
  return best
}

function timeText(wall: WallClock): string {
  return new Date(wall).toISOString().slice(-13, -5)
}
