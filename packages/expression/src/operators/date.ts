import { date, decimal, type Instant, integer, type JsonValue, timestamp } from '@tangram/data-model'
import type { Given } from '../logic.ts'
import { canonical, divided, orZero } from '../number.ts'
import { type DateUnit, dateUnits, type OperatorDefinition, param } from '../operator.ts'
import { instantOf, isDateText, isInstantText, isTimeText, isWritable, plusMonths, type WallClock, wallClockIn, wallDate } from '../zone.ts'

const moment = param('moment', 'date or time', '日期或时间')
const from = param('timestamp', 'from', '开始')
const to = param('timestamp', 'to', '结束')

/** Some four thousand years in each unit. Moves beyond give nothing: PostgreSQL's calendar ends in 4713 BC. */
export const mostUnits: { readonly [Unit in DateUnit]: number } = {
  minute: 2_000_000_000,
  hour: 33_000_000,
  day: 1_400_000,
  week: 200_000,
  month: 48_000,
  year: 4_000,
}

/** Calendar parts are those of the zone the expression is given. */
export const dateOperators: readonly OperatorDefinition[] = [
  part('year', ['YEAR', '年份'], { en: 'The year', 'zh-CN': '年' }, (wall) => new Date(wall).getUTCFullYear()),
  part('month', ['MONTH', '月份'], { en: 'The month, 1 to 12', 'zh-CN': '月，1 到 12' }, (wall) => new Date(wall).getUTCMonth() + 1),
  part('day', ['DAY', '日'], { en: 'The day of the month', 'zh-CN': '日，几号' }, (wall) => new Date(wall).getUTCDate()),
  part(
    'weekday',
    ['WEEKDAY', '星期几'],
    { en: 'The day of the week, Monday 1 to Sunday 7', 'zh-CN': '星期几，周一为 1，周日为 7' },
    (wall) => new Date(wall).getUTCDay() || 7,
  ),
  {
    op: 'hour',
    names: ['HOUR', '小时'],
    group: 'date',
    label: { en: 'The hour of the day, 0 to 23', 'zh-CN': '小时，0 到 23' },
    params: [param('clock', 'time', '时间')],
    result: integer(),
    evaluate: ([value], given) =>
      isTimeText(value)
        ? Number(value.slice(0, 2))
        : isInstantText(value)
          ? new Date(wallClockIn(Date.parse(value), given.zone)).getUTCHours()
          : null,
  },
  {
    op: 'date',
    names: ['DATE_OF', '日期'],
    group: 'date',
    label: { en: 'The calendar date of a time', 'zh-CN': '某个时间所在的日期' },
    params: [moment],
    result: date,
    evaluate: ([value], given) => mapWall(value, given, wallDate),
  },
  {
    op: 'datetime',
    names: ['START_OF_DAY', '当天零点'],
    group: 'date',
    label: { en: 'The time at which a date begins', 'zh-CN': '某个日期开始的时间' },
    params: [param('date', 'date', '日期')],
    result: timestamp,
    evaluate: ([value], given) => (isDateText(value) ? instantText(instantOf(Date.parse(value), given.zone)) : null),
  },
  {
    op: 'date_add',
    names: ['DATE_ADD', '日期加'],
    group: 'date',
    label: { en: 'Moved by so many minutes, hours, days, weeks, months or years', 'zh-CN': '加上若干分钟、小时、天、周、月或年' },
    params: [moment, param('integer', 'how many', '数量'), param('unit', 'unit', '单位')],
    result: 'first',
    evaluate: ([value, amount, unit], given) =>
      typeof amount === 'number' && dateUnits.includes(unit as DateUnit) ? moved(value, Math.trunc(amount), unit as DateUnit, given) : null,
  },
  {
    op: 'days_between',
    names: ['DAYS_BETWEEN', '相差天数'],
    group: 'date',
    label: { en: 'Calendar days from the first to the second', 'zh-CN': '从前者到后者的日历天数' },
    params: [param('moment', 'from', '开始'), param('moment', 'to', '结束')],
    result: integer(),
    evaluate: ([a, b], given) => {
      const [start, end] = [mapWall(a, given, wallDate), mapWall(b, given, wallDate)]
      return start === null || end === null ? null : Math.round((Date.parse(String(end)) - Date.parse(String(start))) / 86_400_000)
    },
  },
  {
    op: 'hours_between',
    names: ['HOURS_BETWEEN', '相差小时'],
    group: 'date',
    label: { en: 'Hours from the first to the second, to 4 digits', 'zh-CN': '从前者到后者的小时数，保留 4 位小数' },
    params: [from, to],
    result: decimal(20, 4),
    evaluate: ([a, b]) => elapsed(a, b, 3_600_000, 4),
  },
  {
    op: 'minutes_between',
    names: ['MINUTES_BETWEEN', '相差分钟'],
    group: 'date',
    label: { en: 'Minutes from the first to the second, to 2 digits', 'zh-CN': '从前者到后者的分钟数，保留 2 位小数' },
    params: [from, to],
    result: decimal(20, 2),
    evaluate: ([a, b]) => elapsed(a, b, 60_000, 2),
  },
]

function part(
  op: string,
  names: OperatorDefinition['names'],
  label: OperatorDefinition['label'],
  read: (wall: WallClock) => number,
): OperatorDefinition {
  return { op, names, group: 'date', label, params: [moment], result: integer(), evaluate: ([value], given) => mapWall(value, given, read) }
}

/** Reads the wall clock of a date (midnight) or of an instant in the zone. */
function mapWall(value: JsonValue | undefined, given: Given, read: (wall: WallClock) => JsonValue): JsonValue {
  if (isDateText(value)) return read(Date.parse(value))
  return isInstantText(value) ? read(wallClockIn(Date.parse(value), given.zone)) : null
}

export function moved(value: JsonValue | undefined, amount: number, unit: DateUnit, given: Given): JsonValue {
  if (Math.abs(amount) > mostUnits[unit]) return null
  if (isDateText(value)) {
    const wall = shifted(Date.parse(value), amount, unit)
    return unit === 'hour' || unit === 'minute' || !isWritable(wall) ? null : wallDate(wall)
  }
  if (!isInstantText(value)) return null
  const utc = Date.parse(value)
  // Hours and minutes pass alike everywhere; days and longer follow the calendar of the zone.
  if (unit === 'hour' || unit === 'minute') return instantText(utc + amount * (unit === 'hour' ? 3_600_000 : 60_000))
  const wall = shifted(wallClockIn(utc, given.zone), amount, unit)
  return isWritable(wall) ? instantText(instantOf(wall, given.zone)) : null
}

function shifted(wall: WallClock, amount: number, unit: DateUnit): WallClock {
  switch (unit) {
    case 'month':
      return plusMonths(wall, amount)
    case 'year':
      return plusMonths(wall, amount * 12)
    default:
      return wall + amount * (unit === 'week' ? 7 : 1) * 86_400_000
  }
}

export function instantText(utcMs: number): Instant | null {
  return isWritable(utcMs) ? new Date(utcMs).toISOString() : null
}

export function elapsed(a: JsonValue | undefined, b: JsonValue | undefined, unitMs: number, scale: number): string | null {
  if (!isInstantText(a) || !isInstantText(b)) return null
  const quotient = divided(orZero(Date.parse(b) - Date.parse(a)), orZero(unitMs), scale)
  return quotient === undefined ? null : canonical(quotient)
}
