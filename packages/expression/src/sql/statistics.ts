import { sql } from 'kysely'
import { anyDecimal } from '../common-type.ts'
import { quotientScale } from '../operators/number.ts'
import type { Typed } from '../typed-expression.ts'
import { at, once, quotient, type Translations, valueAt } from './arguments.ts'
import { type Fragment, sqlType } from './fragment.ts'
import { bounded } from './more-number.ts'
import type { Translation } from './translation.ts'

export const statisticsSql: Translations = {
  average: (to, args) => over(to, args, quotient(sql`sum(item)`, sql`count(item)::numeric`, quotientScale)),
  median: (to, args) =>
    sql`(select (s.a[(s.n + 1) / 2] + s.a[s.n / 2 + 1]) * 0.5 from (select ${sorted(sql`asc`)} as a, count(item)::int as n from unnest(${numbersIn(to, args)}) as item) as s)`,
  product: (to, args) =>
    once([sql`array_remove(${numbersIn(to, args)}, null)`], ([all]) => {
      const steps = sql`with recursive step(i, product) as (select 1, (${all})[1] union all select i + 1, product * (${all})[i + 1] from step where i < cardinality(${all}))`
      return bounded(sql`(${steps} select product from step order by i desc limit 1)`)
    }),
  sum_squares: (to, args) => over(to, args, sql`coalesce(sum(item * item), 0)`),
  variance: (to, args) =>
    over(
      to,
      args,
      quotient(
        sql`(sum(item * item) * count(item) - sum(item) * sum(item))`,
        sql`(count(item)::numeric * count(item)::numeric)`,
        quotientScale,
      ),
    ),
  sum_product: (to, args) => {
    const [a, b] = [amounts(to, at(args, 0)), amounts(to, at(args, 1))]
    return sql`coalesce((select sum(a * b) from unnest(${a}, ${b}) as t(a, b)), 0)`
  },
  large: (to, args, typed) => nth(to, args, typed, sql`desc`),
  small: (to, args, typed) => nth(to, args, typed, sql`asc`),
  rank: (to, args) =>
    once([valueAt(to, args, 0, anyDecimal), amounts(to, at(args, 1))], ([x, all]) => {
      const greater = sql`(select count(*) from unnest(${all}) as item where item > ${x})`
      return sql`case when ${x} is not null then 1 + ${greater} end`
    }),
}

/** A list of numbers; no list is an empty one. */
function amounts(to: Translation, arg: Typed): Fragment {
  return sql`coalesce(${to.value(arg, arg.type ?? { kind: 'list', of: anyDecimal })}::numeric[], '{}')`
}

/** Numbers and lists of numbers as one list. */
function numbersIn(to: Translation, args: Typed[]): Fragment {
  const parts = args.map((arg) => (arg.type?.kind === 'list' ? amounts(to, arg) : sql`array[${to.value(arg, anyDecimal)}]::numeric[]`))
  return sql`(${sql.join(parts, sql` || `)})`
}

/** An aggregate over `item`. */
function over(to: Translation, args: Typed[], aggregate: Fragment): Fragment {
  return sql`(select ${aggregate} from unnest(${numbersIn(to, args)}) as item)`
}

function sorted(direction: Fragment): Fragment {
  return sql`array_agg(item order by item ${direction}) filter (where item is not null)`
}

function nth(to: Translation, args: Typed[], typed: Typed, direction: Fragment): Fragment {
  return once([amounts(to, at(args, 0)), valueAt(to, args, 1, { kind: 'integer' })], ([all, place]) => {
    const items = sql`(select ${sorted(direction)} from unnest(${all}) as item)`
    return sql`(${items})[least(greatest(${place}, 0), 1000000000)::int]::${sqlType(typed.type)}`
  })
}
