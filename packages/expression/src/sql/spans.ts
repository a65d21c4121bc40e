import type { ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import { leastEpoch, mostEpoch } from '../operators/spans.ts'
import type { Typed } from '../typed-expression.ts'
import { dateIn } from '../zone.ts'
import { at, once, quotient, type Translations, valueAt } from './arguments.ts'
import { elapsedMs } from './date.ts'
import { bound, type Fragment, within } from './fragment.ts'
import { orFalse } from './operand.ts'
import type { Translation } from './translation.ts'
import { wall } from './wall-clock.ts'

export const spanSql: Translations = {
  datedif: (to, args) => {
    const unit = at(args, 2)
    return between(wall(to, args[0]), wall(to, args[1]), unit.node === 'literal' ? String(unit.value) : 'day')
  },
  years_between: (to, args) => between(wall(to, args[0]), wall(to, args[1]), 'year'),
  months_between: (to, args) => between(wall(to, args[0]), wall(to, args[1]), 'month'),
  seconds_between: (to, args) => quotient(elapsedMs(to, args), sql`1000::numeric`, 3),
  days: (to, args) => sql`(${wall(to, args[0])}::date - ${wall(to, args[1])}::date)::bigint`,
  age: (to, args) => {
    const { now, zone } = to.scope.given
    const on = args[1] ? wall(to, args[1]) : sql`${bound(dateIn(now, zone), { kind: 'date' })}::timestamp`
    return between(wall(to, args[0]), on, 'year')
  },
  overlaps: (to, args, _, mode) => {
    const [a, b, c, d] = args.map((arg) => wall(to, arg))
    return orFalse(sql`(${a} <= ${d} and ${c} <= ${b})`, mode)
  },
  overlap_days: (to, args) =>
    once(
      [day(to, args[0]), day(to, args[1]), day(to, args[2]), day(to, args[3])],
      ([a, b, c, d]) =>
        sql`case when num_nulls(${a}, ${b}, ${c}, ${d}) = 0 then greatest(least(${b}, ${d}) - greatest(${a}, ${c}) + 1, 0) end::bigint`,
    ),
  earliest: (to, args, typed) => sql`least(${sql.join(extremes(to, args, typed.type, sql`min`))})`,
  latest: (to, args, typed) => sql`greatest(${sql.join(extremes(to, args, typed.type, sql`max`))})`,
  time_of: (to, args) => sql`date_trunc('second', ${wall(to, args[0])})::time`,
  date_in: (to, args) => sql`${within(inZone(to, args), beforeFirst, afterLast)}::date`,
  time_in: (to, args) => sql`date_trunc('second', ${inZone(to, args)})::time`,
  epoch: (to, args) => sql`floor(extract(epoch from ${valueAt(to, args, 0, { kind: 'timestamp' })}))::bigint`,
  from_epoch: (to, args) => {
    const seconds = within(valueAt(to, args, 0, { kind: 'integer' }), sql`${leastEpoch - 1}::bigint`, sql`${mostEpoch + 1}::bigint`)
    return sql`to_timestamp((${seconds})::float8)`
  },
}

const beforeFirst = sql`'0001-12-31 23:59:59.999999 BC'::timestamp`
const afterLast = sql`'10000-01-01 00:00:00'::timestamp`

function inZone(to: Translation, args: Typed[]): Fragment {
  const zone = at(args, 1)
  return sql`(${valueAt(to, args, 0, { kind: 'timestamp' })} at time zone ${zone.node === 'literal' ? String(zone.value) : 'UTC'}::text)`
}

function day(to: Translation, arg: Typed | undefined): Fragment {
  return sql`${wall(to, arg)}::date`
}

function extremes(to: Translation, args: Typed[], type: ValueType | undefined, extreme: Fragment): Fragment[] {
  return args.map((arg) =>
    arg.type?.kind === 'list' ? sql`(select ${extreme}(item) from unnest(${to.value(arg)}) as item)` : to.value(arg, type),
  )
}

/** As `between` of the closures: whole units, and below zero backwards. */
function between(from: Fragment, until: Fragment, unit: string): Fragment {
  return once([from, until], ([a, b]) =>
    once(
      [sql`least(${a}, ${b})`, sql`greatest(${a}, ${b})`, sql`case when ${a} <= ${b} then 1 when ${a} > ${b} then -1 end`],
      ([start, end, sign]) => {
        return sql`(${sign} * ${whole(start, end, unit)})::bigint`
      },
    ),
  )
}

function whole(start: Fragment, end: Fragment, unit: string): Fragment {
  const month = (reading: Fragment) => sql`(extract(year from ${reading}) * 12 + extract(month from ${reading}))`
  const into = (reading: Fragment) => sql`(${reading} - date_trunc('month', ${reading}))`
  const months = sql`(${month(end)} - ${month(start)} - case when ${into(end)} < ${into(start)} then 1 else 0 end)`
  const seconds = sql`extract(epoch from ${end} - ${start})`
  switch (unit) {
    case 'year':
    case 'Y':
      return sql`floor(${months} / 12)`
    case 'quarter':
      return sql`floor(${months} / 3)`
    case 'month':
    case 'M':
      return months
    case 'YM':
      return sql`mod(${months}, 12)`
    case 'week':
      return sql`floor(${seconds} / 604800)`
    default:
      return sql`floor(${seconds} / 86400)`
  }
}
