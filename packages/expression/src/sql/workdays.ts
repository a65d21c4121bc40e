import { sql } from 'kysely'
import { mostWorkdays } from '../operators/workdays.ts'
import type { Typed } from '../typed-expression.ts'
import { once, type Translations, valueAt } from './arguments.ts'
import { type Fragment, within } from './fragment.ts'
import type { Translation } from './translation.ts'
import { wall, writableWall } from './wall-clock.ts'

export const workdaySql: Translations = {
  is_workday: (to, args) =>
    once([day(to, args, 0), dates(to, args, 1), dates(to, args, 2)], ([d, off, on]) => sql`coalesce(${isWorked(d, off, on)}, false)`),
  networkdays: (to, args) =>
    once([day(to, args, 0), day(to, args, 1), dates(to, args, 2), dates(to, args, 3)], ([a, b, off, on]) => {
      const isInside = sql`d between least(${a}, ${b}) and greatest(${a}, ${b})`
      const lost = sql`(select count(distinct d) from unnest(${off}) as d where ${isInside} and not ${isWeekend(sql`d`)} and not d = any(${on}))`
      const won = sql`(select count(distinct d) from unnest(${on}) as d where ${isInside} and ${isWeekend(sql`d`)})`
      const count = sql`(${weekdaysBefore(sql`greatest(${a}, ${b}) + 1`)} - ${weekdaysBefore(sql`least(${a}, ${b})`)} - ${lost} + ${won})`
      return sql`case when ${a} <= ${b} then ${count} when ${a} > ${b} then - ${count} end::bigint`
    }),
  workday: (to, args) => {
    const days = within(valueAt(to, args, 1, { kind: 'integer' }), sql`${-mostWorkdays - 1}::bigint`, sql`${mostWorkdays + 1}::bigint`)
    return once([day(to, args, 0), sql`(${days})::int`, dates(to, args, 2), dates(to, args, 3)], ([from, count, off, on]) => {
      // Among twice as many days, and two for each holiday, are always enough days of work.
      const far = sql`(abs(${count}) + cardinality(${off})) * 2 + 10`
      const found = sql`(select ${from} + sign(${count})::int * i from generate_series(1, ${far}) as i where ${isWorked(sql`(${from} + sign(${count})::int * i)`, off, on)} order by i offset greatest(abs(${count}) - 1, 0) limit 1)`
      return sql`${writableWall(sql`(case when ${count} = 0 then ${from} else ${found} end)::timestamp`)}::date`
    })
  },
}

function day(to: Translation, args: Typed[], index: number): Fragment {
  return sql`${wall(to, args[index])}::date`
}

/** The days of a list that may be left out, without its gaps. */
function dates(to: Translation, args: Typed[], index: number): Fragment {
  return sql`array_remove(coalesce(${valueAt(to, args, index, { kind: 'list', of: { kind: 'date' } })}, '{}'), null)`
}

function isWeekend(day: Fragment): Fragment {
  return sql`(extract(isodow from ${day}) >= 6)`
}

function isWorked(day: Fragment, off: Fragment, on: Fragment): Fragment {
  return sql`(${day} = any(${on}) or (not ${isWeekend(day)} and not ${day} = any(${off})))`
}

/** Mondays to Fridays before a day, from the first Monday of the calendar on. */
function weekdaysBefore(day: Fragment): Fragment {
  const days = sql`((${day}) - date '0001-01-01' + 7)`
  return sql`(${days} / 7 * 5 + least(mod(${days}, 7), 5))`
}
