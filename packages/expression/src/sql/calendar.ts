import { invariant } from '@tangram/data-model'
import { sql } from 'kysely'
import type { Period } from '../operator.ts'
import { datePattern, mostClock, mostDays, mostMonths, timePattern, weekdayNames } from '../operators/calendar.ts'
import { mostUnits } from '../operators/date.ts'
import { blanks } from '../operators/text.ts'
import type { Typed } from '../typed-expression.ts'
import { at, once, type Translations, valueAt } from './arguments.ts'
import { dateOf } from './china.ts'
import { dateSql } from './date.ts'
import { bound, type Fragment, within } from './fragment.ts'
import { orFalse } from './operand.ts'
import type { Translation } from './translation.ts'
import { clock, wall, writable, writableWall } from './wall-clock.ts'

export const calendarSql: Translations = {
  make_date: (to, args) => {
    const [year, month, day] = [
      whole(to, args, 0, 1, 9_999),
      whole(to, args, 1, -mostMonths, mostMonths),
      whole(to, args, 2, -mostDays, mostDays),
    ]
    return sql`${writableWall(sql`(make_date(${year}, 1, 1) + make_interval(months => ${month} - 1, days => ${day} - 1))`)}::date`
  },
  make_time: (to, args) => {
    const part = (index: number) => (index < args.length ? whole(to, args, index, -mostClock, mostClock) : sql`0`)
    const seconds = sql`mod(mod(${part(0)}::bigint * 3600 + ${part(1)}::bigint * 60 + ${part(2)}, 86400) + 86400, 86400)`
    return sql`(time '00:00' + make_interval(secs => ${seconds}))`
  },
  date_value: (to, args) =>
    once([parts(to, args, datePattern)], ([part]) =>
      dateOf(sql`(${part})[1] || '-' || lpad((${part})[2], 2, '0') || '-' || lpad((${part})[3], 2, '0')`),
    ),
  time_value: (to, args) =>
    once([parts(to, args, timePattern)], ([part]) =>
      once(
        [sql`lpad((${part})[1], 2, '0') || ':' || (${part})[2] || ':' || coalesce((${part})[3], '00')`],
        ([written]) => sql`case when ${written} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$' then ${written}::time end`,
      ),
    ),
  minute: (to, args) => sql`extract(minute from ${clock(to, args)})::bigint`,
  second: (to, args) => sql`floor(extract(second from ${clock(to, args)}))::bigint`,
  quarter: (to, args) => sql`extract(quarter from ${wall(to, args[0])})::bigint`,
  week: (to, args) => sql`extract(week from ${wall(to, args[0])})::bigint`,
  iso_year: (to, args) => sql`extract(isoyear from ${wall(to, args[0])})::bigint`,
  day_of_year: (to, args) => sql`extract(doy from ${wall(to, args[0])})::bigint`,
  days_in_month: (to, args) => sql`extract(day from ${start('month', wall(to, args[0]))} + interval '1 month - 1 day')::bigint`,
  is_leap_year: (to, args, _, mode) =>
    orFalse(sql`extract(doy from ${start('year', wall(to, args[0]))} + interval '1 year - 1 day') = 366`, mode),
  is_weekend: (to, args, _, mode) => orFalse(sql`extract(isodow from ${wall(to, args[0])}) >= 6`, mode),
  weekday_name: (to, args) =>
    sql`(${bound([...weekdayNames(to.scope.given)], { kind: 'list', of: { kind: 'text' } })})[extract(isodow from ${wall(to, args[0])})::int]`,
  eomonth: (to, args) => {
    const months = whole(to, args, 1, -mostUnits.month, mostUnits.month)
    return sql`${writableWall(sql`(${start('month', wall(to, args[0]))} + make_interval(months => ${months} + 1) - interval '1 day')`)}::date`
  },
  edate: (to, args, typed, mode) => {
    const unit: Typed = { node: 'literal', value: 'month', type: { kind: 'text' }, isCanonical: true }
    const move = dateSql.date_add
    invariant(move, 'dates can be moved')
    return move(to, [at(args, 0), at(args, 1), unit], typed, mode)
  },
  start_of: (to, args) => {
    const begin = start(periodOf(args), wall(to, args[0]))
    return isDate(args)
      ? sql`${writableWall(begin)}::date`
      : writable(sql`(${writableWall(begin)} at time zone ${to.scope.given.zone}::text)`)
  },
  end_of: (to, args) => {
    const period = periodOf(args)
    const next = sql`(${start(period, wall(to, args[0]))} + ${lengths[period]})`
    return isDate(args)
      ? sql`${writableWall(sql`(${next} - interval '1 day')`)}::date`
      : writable(sql`((${next} at time zone ${to.scope.given.zone}::text) - interval '1 millisecond')`)
  },
  is_this: (to, args, _, mode) => {
    const { now, zone } = to.scope.given
    const period = periodOf(args)
    return orFalse(
      sql`${start(period, wall(to, args[0]))} = ${start(period, sql`(${bound(now, { kind: 'timestamp' })} at time zone ${zone}::text)`)}`,
      mode,
    )
  },
  instant_of_day: (to, args) => {
    const zone = args[2]?.node === 'literal' ? String(args[2].value) : to.scope.given.zone
    return writable(
      sql`((${valueAt(to, args, 0, { kind: 'date' })} + ${valueAt(to, args, 1, { kind: 'time' })}) at time zone ${zone}::text)`,
    )
  },
}

const lengths = {
  day: sql`interval '1 day'`,
  week: sql`interval '7 days'`,
  month: sql`interval '1 month'`,
  quarter: sql`interval '3 months'`,
  year: sql`interval '1 year'`,
} satisfies { [Each in Period]: Fragment }

function start(period: Period, reading: Fragment): Fragment {
  return sql`date_trunc(${sql.lit(period)}, ${reading})`
}

function periodOf(args: Typed[]): Period {
  const unit = at(args, 1)
  invariant(unit.node === 'literal', 'a period that is written out')
  return unit.value as Period
}

function isDate(args: Typed[]): boolean {
  return at(args, 0).type?.kind === 'date'
}

/** A whole number as PostgreSQL's functions of dates take it; null outside. */
function whole(to: Translation, args: Typed[], index: number, least: number, most: number): Fragment {
  return sql`(${within(valueAt(to, args, index, { kind: 'integer' }), sql`${least - 1}::bigint`, sql`${most + 1}::bigint`)})::int`
}

/** The parts of a text that has a form. */
function parts(to: Translation, args: Typed[], pattern: string): Fragment {
  return sql`regexp_match(btrim(${valueAt(to, args, 0, { kind: 'text' })}, ${blanks}::text), ${pattern}::text)`
}
