import { invariant, type ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import { anyDecimal, commonType } from '../common-type.ts'
import type { Typed } from '../typed-expression.ts'
import { bound, type Fragment, within } from './fragment.ts'
import { type Mode, orZeroSql } from './operand.ts'
import type { Translation } from './translation.ts'

/** How one operator is written in SQL. */
export type Translate = (to: Translation, args: Typed[], typed: Typed, mode: Mode) => Fragment
export type Translations = { readonly [op: string]: Translate }

export function at(args: readonly Typed[], index: number): Typed {
  const arg = args[index]
  invariant(arg, `operand ${index} is missing`)
  return arg
}

export const nothing: Typed = { node: 'literal', value: null, type: undefined, isCanonical: true }

/** An argument as a value of one type; one that is left out is null. */
export function valueAt(to: Translation, args: readonly Typed[], index: number, type: ValueType): Fragment {
  return to.value(args[index] ?? nothing, type)
}

/**
 * Lets fragments be written more than once: they are computed in a sub-select that PostgreSQL does not merge with the rest, so that
 * nesting multiplies neither the text nor the work.
 */
export function once<const T extends readonly Fragment[]>(values: T, use: (names: { [K in keyof T]: Fragment }) => Fragment): Fragment {
  const columns = values.map((value, index) => sql`${value} as ${sql.ref(`v${index}`)}`)
  const names = values.map((_, index) => sql`${sql.ref(`v.v${index}`)}`)
  return sql`(select ${use(names as { [K in keyof T]: Fragment })} from (select ${sql.join(columns)} offset 0) as v)`
}

export function common(args: Typed[]): ValueType | undefined {
  const type = commonType(args.map((arg) => arg.type))
  invariant(type !== 'none', 'operands of one type')
  return type
}

export function texts(to: Translation, args: Typed[]): Fragment[] {
  return args.map((arg) => to.value(arg, arg.type ?? { kind: 'text' }))
}

/** A number of characters: blank and less than nothing are 0. */
export function characters(to: Translation, arg: Typed | undefined): Fragment {
  return sql`least(greatest(${to.value(arg ?? nothing, { kind: 'integer' })}, 0), 1000000000)::int`
}

export function numerics(to: Translation, args: Typed[]): Fragment[] {
  return args.map((arg) => orZeroSql(to.operand(arg, anyDecimal)))
}

export function numeric(to: Translation, args: Typed[]): Fragment {
  return to.value(at(args, 0), anyDecimal)
}

export function scaleOf(arg: Typed | undefined, otherwise: number): number {
  return arg?.node === 'literal' && typeof arg.value === 'number' ? arg.value : otherwise
}

export function safeNumeric(fragment: Fragment): Fragment {
  return sql`${within(fragment, sql`'-9007199254740992'::numeric`, sql`9007199254740992::numeric`)}::bigint`
}

/** As `divided` does it: cut one digit later, then rounded. `/` would round twice. */
export function quotient(a: Fragment, b: Fragment, scale: number): Fragment {
  const [up, down] = [bound(`1e${scale + 1}`, undefined), bound(`1e${-scale - 1}`, undefined)]
  return sql`round(div(${a} * ${up}::numeric, nullif(${b}, 0)) * ${down}::numeric, ${scale}::int)`
}
