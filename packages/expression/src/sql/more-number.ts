import { sql } from 'kysely'
import { anyDecimal } from '../common-type.ts'
import { factorials, mostPower, powerScale } from '../operators/more-number.ts'
import { quotientScale } from '../operators/number.ts'
import type { Typed } from '../typed-expression.ts'
import { numeric, numerics, once, quotient, safeNumeric, scaleOf, type Translations, valueAt } from './arguments.ts'
import { bound, type Fragment, within } from './fragment.ts'
import { orZeroSql } from './operand.ts'
import type { Translation } from './translation.ts'

export const moreNumberSql: Translations = {
  round_up: (to, args) => {
    const scale = scaleOf(args[1], 0)
    return once([numeric(to, args)], ([x]) => {
      const cut = sql`trunc(${x}, ${scale}::int)`
      return sql`${cut} + case when ${x} = ${cut} then 0 else sign(${x}) * ${ten(-scale)} end`
    })
  },
  trunc: (to, args) => sql`trunc(${numeric(to, args)}, ${scaleOf(args[1], 0)}::int)`,
  round_even: (to, args) => {
    const scale = scaleOf(args[1], 0)
    return once([numeric(to, args)], ([x]) =>
      once([x, sql`round(${x}, ${scale}::int)`], ([value, near]) => {
        const isHalf = sql`abs(${near} - ${value}) = ${ten(-scale - 1)} * 5`
        const isOdd = sql`mod(${near} * ${ten(scale)}, 2) <> 0`
        return sql`${near} - case when ${isHalf} and ${isOdd} then sign(${value}) * ${ten(-scale)} else 0 end`
      }),
    )
  },
  mround: (to, args) => once([numeric(to, args), size(to, args, 1)], ([x, step]) => sql`${quotient(x, step, 0)} * ${step}`),
  ceil_to: (to, args) => once([sql`(- ${numeric(to, args)})`, size(to, args, 1)], ([x, step]) => sql`- ${floorTo(x, step)}`),
  floor_to: (to, args) => once([numeric(to, args), size(to, args, 1)], ([x, step]) => floorTo(x, step)),
  sign: (to, args) => sql`sign(${numeric(to, args)})::bigint`,
  quotient: (to, args) => {
    const [a, b] = numerics(to, args)
    return safeNumeric(sql`div(${a}, nullif(${b}, 0))`)
  },
  power: (to, args) => {
    const times = scaleOf(args[1], 0)
    if (times === 0) return sql`1::numeric`
    return bounded(
      once([orZero(to, args, 0)], ([x]) =>
        sql.join(
          Array.from({ length: times }, () => x),
          sql` * `,
        ),
      ),
    )
  },
  sqrt: (to, args) => {
    const scale = Math.max(scaleOf(args[1], quotientScale), 0)
    const step = ten(-scale - 1)
    // PostgreSQL's root is within one step; comparing squares finds the very digits.
    return once([within(numeric(to, args), sql`'-1e-300'::numeric`, sql`'1e300'::numeric`)], ([x]) =>
      once([x, sql`trunc(sqrt(round(abs(${x}), greatest(scale(${x}), ${scale + 3}))), ${scale + 1}::int)`], ([value, root]) => {
        const [less, more] = [sql`${root} - ${step}`, sql`${root} + ${step}`]
        const exact = sql`case when ${root} * ${root} > ${value} then ${less} when (${more}) * (${more}) <= ${value} then ${more} else ${root} end`
        return sql`case when ${value} >= 0 then round(${exact}, ${scale}::int) end`
      }),
    )
  },
  gcd: (to, args) => safeNumeric(joined(sizes(to, args), sql`gcd`)),
  lcm: (to, args) => safeNumeric(joined(sizes(to, args), sql`lcm`)),
  clamp: (to, args, typed) => {
    const [x, low, high] = args.map((arg) => orZeroSql(to.operand(arg, typed.type)))
    return sql`greatest(least(${x}, ${high}), ${low})`
  },
  is_even: (to, args) => sql`(mod(${orZero(to, args, 0)}, 2) = 0)`,
  is_odd: (to, args) => sql`(mod(${orZero(to, args, 0)}, 2) <> 0)`,
  fact: (to, args) => {
    const place = within(valueAt(to, args, 0, { kind: 'integer' }), sql`'-1'::bigint`, sql`${factorials.length}::bigint`)
    return sql`(${bound([...factorials], { kind: 'list', of: { kind: 'integer' } })})[(${place})::int + 1]`
  },
  percent: (to, args) => {
    const [part, whole] = numerics(to, args.slice(0, 2))
    return quotient(sql`(${part} * 100)`, whole ?? part ?? sql`0`, scaleOf(args[2], 2))
  },
  net_of_tax: (to, args) => net(to, args, orZero(to, args, 0)),
  tax_in: (to, args) =>
    once([orZero(to, args, 0)], ([gross]) => sql`round(${gross}, ${scaleOf(args[2], 2)}::int) - ${net(to, args, gross)}`),
}

/** Ten to the power of so many, as a number. */
function ten(power: number): Fragment {
  return sql`${bound(`1e${power}`, undefined)}::numeric`
}

function orZero(to: Translation, args: Typed[], index: number): Fragment {
  return sql`coalesce(${valueAt(to, args, index, anyDecimal)}, 0)`
}

function size(to: Translation, args: Typed[], index: number): Fragment {
  return sql`abs(${orZero(to, args, index)})`
}

function sizes(to: Translation, args: Typed[]): Fragment[] {
  return args.map((_, index) => size(to, args, index))
}

function joined(values: Fragment[], by: Fragment): Fragment {
  return values.reduce((a, b) => sql`${by}(${a}, ${b})`)
}

function floorTo(x: Fragment, step: Fragment): Fragment {
  return sql`(${x} - mod(mod(${x}, nullif(${step}, 0)) + ${step}, ${step}))`
}

function net(to: Translation, args: Typed[], gross: Fragment): Fragment {
  return quotient(gross, sql`(1 + ${orZero(to, args, 1)})`, scaleOf(args[2], 2))
}

/** As `bounded` of the closures. */
export function bounded(value: Fragment): Fragment {
  const most = bound(mostPower.toText(), anyDecimal)
  return within(sql`round(${value}, ${powerScale}::int)`, sql`(- ${most})`, most)
}
