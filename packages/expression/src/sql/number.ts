import { invariant, type ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import { anyDecimal } from '../common-type.ts'
import { quotientScale } from '../operators/number.ts'
import type { Typed } from '../typed-expression.ts'
import { at, numeric, numerics, quotient, safeNumeric, scaleOf, type Translations } from './arguments.ts'
import { type Fragment, sqlType, within } from './fragment.ts'
import { chain } from './logic.ts'
import { equalSql, type Operand, orZeroSql, unequalSql } from './operand.ts'
import type { Translation } from './translation.ts'

export const numberSql: Translations = {
  '+': (to, args) => safe(sql`(${sql.join(doubles(to, args), sql` + `)})`),
  '-': (to, args) => safe(args.length === 1 ? sql`(- ${doubles(to, args)[0]})` : sql`(${sql.join(doubles(to, args), sql` - `)})`),
  '*': (to, args) =>
    // Kept within the doubles after each step: PostgreSQL raises an error where JavaScript has Infinity.
    safe(doubles(to, args).reduce((a, b) => sql`greatest(least(${a} * ${b}, ${unsafe}), ${minusUnsafe})`)),
  '%': (to, args) => {
    const [a, b] = args.map((arg) => sql`${orZeroSql(to.operand(arg, { kind: 'integer' }))}::bigint`)
    return sql`mod(${a}, nullif(${b}, 0))`
  },
  'dec+': (to, args) => sql`(${sql.join(numerics(to, args), sql` + `)})`,
  'dec-': (to, args) => (args.length === 1 ? sql`(- ${numerics(to, args)[0]})` : sql`(${sql.join(numerics(to, args), sql` - `)})`),
  'dec*': (to, args) => sql`(${sql.join(numerics(to, args), sql` * `)})`,
  'dec/': (to, args) => {
    const [a, b] = numerics(to, args.slice(0, 2))
    invariant(a && b, 'a quotient has two operands')
    return quotient(a, b, scaleOf(args[2], quotientScale))
  },
  'dec%': (to, args) => {
    const [a, b] = numerics(to, args)
    return sql`mod(${a}, nullif(${b}, 0))`
  },
  'dec==': (to, args, _, mode) => equalSql(...decimals(to, args), mode),
  'dec!=': (to, args) => unequalSql(...decimals(to, args)),
  'dec<': (to, args, _, mode) => chain(to, '<', args, mode, anyDecimal),
  'dec<=': (to, args, _, mode) => chain(to, '<=', args, mode, anyDecimal),
  'dec>': (to, args, _, mode) => chain(to, '>', args, mode, anyDecimal),
  'dec>=': (to, args, _, mode) => chain(to, '>=', args, mode, anyDecimal),
  dec_between: (to, [x, low, high], _, mode) =>
    chain(
      to,
      '<=',
      [low, x, high].filter((arg) => arg !== undefined),
      mode,
      anyDecimal,
    ),
  round: (to, args) => sql`round(${numeric(to, args)}, ${scaleOf(args[1], 0)}::int)`,
  int: (to, args) => safeNumeric(sql`floor(${numeric(to, args)})`),
  ceil: (to, args) => safeNumeric(sql`ceil(${numeric(to, args)})`),
  abs: (to, args, typed) => sql`abs(${to.value(at(args, 0), typed.type)})`,
  min: (to, args, typed) => sql`least(${sql.join(alike(to, args, typed.type, sql`min`))})`,
  max: (to, args, typed) => sql`greatest(${sql.join(alike(to, args, typed.type, sql`max`))})`,
  sum: (to, args) => safeNumeric(total(to, args)),
  dec_sum: (to, args) => total(to, args),
  dec: (to, args) => {
    const arg = at(args, 0)
    if (arg.type?.kind !== 'text') return to.value(arg, anyDecimal)
    return sql`substring(${to.value(arg)} from '^([+-]?(?:[0-9]{1,200}(?:\\.[0-9]{0,200})?|\\.[0-9]{1,200}))$')::numeric`
  },
}

const unsafe = sql`9007199254740992::float8`
const minusUnsafe = sql`'-9007199254740992'::float8`

function decimals(to: Translation, args: Typed[]): [Operand, Operand] {
  return [to.operand(at(args, 0), anyDecimal), to.operand(at(args, 1), anyDecimal)]
}

/** Integers as JavaScript computes them: the same doubles. */
function doubles(to: Translation, args: Typed[]): Fragment[] {
  return args.map((arg) => sql`${orZeroSql(to.operand(arg, { kind: 'integer' }))}::float8`)
}

/** Operands of one number type, blank being 0; of a list its own extreme, if it has items. */
function alike(to: Translation, args: Typed[], type: ValueType | undefined, extreme: Fragment): Fragment[] {
  return args.map((arg) =>
    arg.type?.kind === 'list'
      ? sql`(select ${extreme}(item)::${sqlType(type)} from unnest(coalesce(${to.value(arg)}, '{0}')) as item)`
      : orZeroSql(to.operand(arg, type)),
  )
}

/** Null beyond the integers that JSON carries. */
function safe(double: Fragment): Fragment {
  return sql`${within(double, minusUnsafe, unsafe)}::bigint`
}

function total(to: Translation, args: Typed[]): Fragment {
  const parts = args.map((arg) =>
    arg.type?.kind === 'list'
      ? sql`coalesce((select sum(item)::numeric from unnest(${to.value(arg)}) as item), 0)`
      : sql`coalesce(${to.value(arg, anyDecimal)}, 0)`,
  )
  return sql`(${sql.join(parts, sql` + `)})`
}
