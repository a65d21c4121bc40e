import { invariant, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { commonType } from '../common-type.ts'
import type { DateUnit } from '../operator.ts'
import { mostUnits } from '../operators/date.ts'
import { anyDecimal, quotientScale } from '../operators/number.ts'
import { blanks } from '../operators/text.ts'
import type { Typed } from '../typed-expression.ts'
import { bound, type Fragment, within, written } from './fragment.ts'
import { equalSql, type Mode, named, type Operand, type OrderSign, orderSql, orFalse, orZeroSql, unequalSql } from './operand.ts'
import type { Translation } from './translation.ts'

type Translate = (to: Translation, args: Typed[], typed: Typed, mode: Mode) => Fragment

/** Each operator in SQL. A test holds these equal to the catalogue. */
export const sqlOperators: { readonly [op: string]: Translate | undefined } = {
  and: (to, args, _, mode) => sql`(${sql.join(conditions(to, args, mode), sql` and `)})`,
  or: (to, args, _, mode) => sql`(${sql.join(conditions(to, args, mode), sql` or `)})`,
  '!': (to, args) => sql`not (${to.condition(at(args, 0), 'total')})`,
  '!!': (to, args, _, mode) => to.condition(at(args, 0), mode),
  if: (to, args, typed) => {
    const branches: Fragment[] = []
    for (let index = 0; index + 1 < args.length; index += 2) {
      branches.push(sql`when ${to.condition(at(args, index), 'where')} then ${to.value(at(args, index + 1), typed.type)}`)
    }
    const last = args.length % 2 === 1 ? sql` else ${to.value(at(args, args.length - 1), typed.type)}` : sql``
    return sql`case ${sql.join(branches, sql` `)}${last} end`
  },
  '==': (to, args, _, mode) => equalSql(...pair(to, args), mode),
  '!=': (to, args) => unequalSql(...pair(to, args)),
  '<': (to, args, _, mode) => chain(to, '<', args, mode),
  '<=': (to, args, _, mode) => chain(to, '<=', args, mode),
  '>': (to, args, _, mode) => chain(to, '>', args, mode),
  '>=': (to, args, _, mode) => chain(to, '>=', args, mode),
  between: (to, [x, low, high], _, mode) =>
    chain(
      to,
      '<=',
      [low, x, high].filter((arg) => arg !== undefined),
      mode,
    ),

  in: (to, args, _, mode) => {
    const [needle, hay] = [at(args, 0), at(args, 1)]
    if (hay.type?.kind === 'list') return orFalse(sql`${to.value(needle, hay.type.of)} = any(${to.value(hay)})`, mode)
    // No text is part of an empty one: JSON Logic says so even of the empty text.
    return orFalse(sql`strpos(nullif(${to.value(hay)}, ''), ${to.value(needle)}) > 0`, mode)
  },
  empty: (to, args) => {
    const value = to.value(at(args, 0))
    switch (at(args, 0).type?.kind) {
      case undefined:
        return sql`true`
      case 'text':
        return sql`coalesce(${value}, '') = ''`
      case 'list':
        return sql`coalesce(cardinality(${value}), 0) = 0`
      case 'rows':
        return sql`${rowCount(value)} = 0`
      case 'json':
        return sql`coalesce(${value}, 'null'::jsonb) in ('null'::jsonb, '""'::jsonb, '[]'::jsonb)`
      default:
        return sql`${value} is null`
    }
  },
  coalesce: (to, args, typed) => sql`coalesce(${sql.join(args.map((arg) => to.value(arg, typed.type)))})`,
  count: (to, args) => {
    const value = to.value(at(args, 0))
    return at(args, 0).type?.kind === 'rows' ? rowCount(value) : sql`coalesce(cardinality(${value}), 0)::bigint`
  },
  has_any: (to, args, _, mode) => {
    const [a, b] = lists(to, args)
    return orFalse(sql`${a} && ${b}`, mode)
  },
  has_all: (to, args) => {
    const [a, b] = lists(to, args)
    return sql`coalesce(${a}, '{}') @> coalesce(${b}, '{}')`
  },

  // As one array: PostgreSQL passes a function 100 arguments at most.
  cat: (to, args) => sql`concat(variadic array[${sql.join(args.map((arg) => written(to.value(arg), arg.type)))}]::text[])`,
  len: (to, args) => sql`char_length(${texts(to, args)[0]})::bigint`,
  left: (to, args) => sql`left(${texts(to, args)[0]}, ${characters(to, args[1])})`,
  right: (to, args) => sql`right(${texts(to, args)[0]}, ${characters(to, args[1])})`,
  mid: (to, args) => sql`substr(${texts(to, args)[0]}, greatest(${characters(to, args[1])}, 1), ${characters(to, args[2])})`,
  upper: (to, args) => sql`(upper(${texts(to, args)[0]} collate "und-x-icu") collate "C")`,
  lower: (to, args) => sql`(lower(${texts(to, args)[0]} collate "und-x-icu") collate "C")`,
  contains: (to, args, _, mode) => orFalse(sql`strpos(${texts(to, args)[0]}, ${texts(to, args)[1]}) > 0`, mode),
  starts_with: (to, args, _, mode) => orFalse(sql`starts_with(${texts(to, args)[0]}, ${texts(to, args)[1]})`, mode),
  ends_with: (to, args, _, mode) => orFalse(sql`starts_with(reverse(${texts(to, args)[0]}), reverse(${texts(to, args)[1]}))`, mode),
  trim: (to, args) => sql`btrim(${texts(to, args)[0]}, ${blanks}::text)`,
  replace: (to, args) => sql`replace(${sql.join(texts(to, args))})`,

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
  min: (to, args, typed) => sql`least(${sql.join(alike(to, args, typed.type))})`,
  max: (to, args, typed) => sql`greatest(${sql.join(alike(to, args, typed.type))})`,
  sum: (to, args) => safeNumeric(total(to, args)),
  dec_sum: (to, args) => total(to, args),
  dec: (to, args) => {
    const arg = at(args, 0)
    if (arg.type?.kind !== 'text') return to.value(arg, anyDecimal)
    return sql`substring(${to.value(arg)} from '^([+-]?(?:[0-9]{1,200}(?:\\.[0-9]{0,200})?|\\.[0-9]{1,200}))$')::numeric`
  },

  year: (to, args) => sql`extract(year from ${wall(to, args[0])})::bigint`,
  month: (to, args) => sql`extract(month from ${wall(to, args[0])})::bigint`,
  day: (to, args) => sql`extract(day from ${wall(to, args[0])})::bigint`,
  weekday: (to, args) => sql`extract(isodow from ${wall(to, args[0])})::bigint`,
  hour: (to, args) => sql`extract(hour from ${wall(to, args[0])})::bigint`,
  date: (to, args) => sql`${wall(to, args[0])}::date`,
  datetime: (to, args) => writable(sql`(${to.value(at(args, 0), { kind: 'date' })}::timestamp at time zone ${to.scope.given.zone}::text)`),
  date_add: (to, [value, amount, unit]) => {
    invariant(value && amount && unit?.node === 'literal', 'date_add has three operands')
    const name = unit.value as DateUnit
    const limit = mostUnits[name]
    const count = within(to.value(amount, { kind: 'integer' }), sql`${-limit - 1}::bigint`, sql`${limit + 1}::bigint`)
    const interval = sql`make_interval(${units[name]} => (${count})::int)`
    if (value.type?.kind === 'date') return sql`${writableWall(sql`(${to.value(value)} + ${interval})`)}::date`
    if (name === 'hour' || name === 'minute') return writable(sql`(${to.value(value, { kind: 'timestamp' })} + ${interval})`)
    return writable(sql`(${writableWall(sql`(${wall(to, value)} + ${interval})`)} at time zone ${to.scope.given.zone}::text)`)
  },
  days_between: (to, [from, until]) => sql`(${wall(to, until)}::date - ${wall(to, from)}::date)::bigint`,
  hours_between: (to, args) => quotient(elapsedMs(to, args), sql`3600000::numeric`, 4),
  minutes_between: (to, args) => quotient(elapsedMs(to, args), sql`60000::numeric`, 2),
}

const unsafe = sql`9007199254740992::float8`
const minusUnsafe = sql`'-9007199254740992'::float8`

const units = {
  minute: sql`mins`,
  hour: sql`hours`,
  day: sql`days`,
  week: sql`weeks`,
  month: sql`months`,
  year: sql`years`,
} satisfies { [Unit in DateUnit]: RawBuilder<unknown> }

/** Rows may come as an array of their ids or as the JSON that records carry. */
function rowCount(rows: Fragment): Fragment {
  return sql`coalesce(jsonb_array_length(to_jsonb(${rows})), 0)::bigint`
}

function at(args: readonly Typed[], index: number): Typed {
  const arg = args[index]
  invariant(arg, `operand ${index} is missing`)
  return arg
}

function conditions(to: Translation, args: Typed[], mode: Mode): Fragment[] {
  return args.map((arg) => to.condition(arg, mode))
}

/** Both sides in their common type. */
function pair(to: Translation, args: Typed[]): [Operand, Operand] {
  const type = common(args)
  return [to.operand(at(args, 0), type), to.operand(at(args, 1), type)]
}

function decimals(to: Translation, args: Typed[]): [Operand, Operand] {
  return [to.operand(at(args, 0), anyDecimal), to.operand(at(args, 1), anyDecimal)]
}

function common(args: Typed[]): ValueType | undefined {
  const type = commonType(args.map((arg) => arg.type))
  invariant(type !== 'none', 'operands of one type')
  return type
}

/** Each operand in order to the next. */
function chain(to: Translation, sign: OrderSign, args: Typed[], mode: Mode, as: ValueType | undefined = common(args)): Fragment {
  const operands = args.map((arg) => to.operand(arg, as))
  if (operands.length === 2) return orderSql(sign, operands[0] as Operand, operands[1] as Operand, mode)
  return named(operands, ([a, b, c]) => {
    invariant(a && b && c, 'two or three operands')
    return sql`(${orderSql(sign, a, b, mode)} and ${orderSql(sign, b, c, mode)})`
  })
}

function lists(to: Translation, args: Typed[]): [Fragment, Fragment] {
  const type = common(args)
  return [to.value(at(args, 0), type), to.value(at(args, 1), type)]
}

function texts(to: Translation, args: Typed[]): Fragment[] {
  return args.map((arg) => to.value(arg, arg.type ?? { kind: 'text' }))
}

/** A number of characters: blank and less than nothing are 0. */
function characters(to: Translation, arg: Typed | undefined): Fragment {
  return sql`least(greatest(${to.value(arg ?? nothing, { kind: 'integer' })}, 0), 1000000000)::int`
}

const nothing: Typed = { node: 'literal', value: null, type: undefined, isCanonical: true }

/** Integers as JavaScript computes them: the same doubles. */
function doubles(to: Translation, args: Typed[]): Fragment[] {
  return args.map((arg) => sql`${orZeroSql(to.operand(arg, { kind: 'integer' }))}::float8`)
}

function numerics(to: Translation, args: Typed[]): Fragment[] {
  return args.map((arg) => orZeroSql(to.operand(arg, anyDecimal)))
}

function numeric(to: Translation, args: Typed[]): Fragment {
  return to.value(at(args, 0), anyDecimal)
}

/** Operands of one number type, blank being 0. */
function alike(to: Translation, args: Typed[], type: ValueType | undefined): Fragment[] {
  return args.map((arg) => orZeroSql(to.operand(arg, type)))
}

/** Null beyond the integers that JSON carries. */
function safe(double: Fragment): Fragment {
  return sql`${within(double, minusUnsafe, unsafe)}::bigint`
}

function safeNumeric(fragment: Fragment): Fragment {
  return sql`${within(fragment, sql`'-9007199254740992'::numeric`, sql`9007199254740992::numeric`)}::bigint`
}

/** As `divided` does it: cut one digit later, then rounded. `/` would round twice. */
function quotient(a: Fragment, b: Fragment, scale: number): Fragment {
  const [up, down] = [bound(`1e${scale + 1}`, undefined), bound(`1e${-scale - 1}`, undefined)]
  return sql`round(div(${a} * ${up}::numeric, nullif(${b}, 0)) * ${down}::numeric, ${scale}::int)`
}

function scaleOf(arg: Typed | undefined, otherwise: number): number {
  return arg?.node === 'literal' && typeof arg.value === 'number' ? arg.value : otherwise
}

function total(to: Translation, args: Typed[]): Fragment {
  const parts = args.map((arg) =>
    arg.type?.kind === 'list'
      ? sql`coalesce((select sum(item)::numeric from unnest(${to.value(arg)}) as item), 0)`
      : sql`coalesce(${to.value(arg, anyDecimal)}, 0)`,
  )
  return sql`(${sql.join(parts, sql` + `)})`
}

/** What clocks and calendars in the zone show; dates are midnight. */
function wall(to: Translation, arg: Typed | undefined): Fragment {
  const value = to.value(arg ?? nothing, arg?.type ?? { kind: 'timestamp' })
  return arg?.type?.kind === 'date' ? sql`${value}::timestamp` : sql`(${value} at time zone ${to.scope.given.zone}::text)`
}

function writable(instant: Fragment): Fragment {
  return within(instant, sql`'0001-12-31 23:59:59.999999+00 BC'::timestamptz`, sql`'10000-01-01 00:00:00+00'::timestamptz`)
}

function writableWall(reading: Fragment): Fragment {
  return within(reading, sql`'0001-12-31 23:59:59.999999 BC'::timestamp`, sql`'10000-01-01 00:00:00'::timestamp`)
}

function elapsedMs(to: Translation, args: Typed[]): Fragment {
  const [from, until] = args.map((arg) => sql`extract(epoch from ${to.value(arg, { kind: 'timestamp' })})`)
  return sql`((${until} - ${from}) * 1000)`
}
