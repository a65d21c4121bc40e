import type { JsonValue, ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import type { Fragment } from './fragment.ts'

/** One side of a comparison. */
export type Operand = {
  sql: Fragment
  type: ValueType | undefined
  /** Never null. */
  isPresent: boolean
  /** May be written twice: a name or a literal. */
  isSimple: boolean
  /** The value, when it is written out. */
  literal?: JsonValue
}

/**
 * `where`: null may stand for false, so that plain comparisons find their index. `total`: true or false, whatever is null.
 */
export type Mode = 'where' | 'total'

export type OrderSign = '<' | '<=' | '>' | '>='

const signs = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const

/** `IS NOT DISTINCT FROM`, as a plain `=` where one side is never null. */
export function equalSql(a: Operand, b: Operand, mode: Mode): Fragment {
  if (a.literal === null) return sql`${b.sql} is null`
  if (b.literal === null) return sql`${a.sql} is null`
  if (a.isPresent || b.isPresent) return orFalse(sql`${a.sql} = ${b.sql}`, a.isPresent && b.isPresent ? 'where' : mode)
  return sql`${a.sql} is not distinct from ${b.sql}`
}

export function unequalSql(a: Operand, b: Operand): Fragment {
  if (a.literal === null) return sql`${b.sql} is not null`
  if (b.literal === null) return sql`${a.sql} is not null`
  return a.isPresent && b.isPresent ? sql`${a.sql} <> ${b.sql}` : sql`${a.sql} is distinct from ${b.sql}`
}

/** Numbers with null as 0; texts by code point and dates in time, null having no order but with itself. */
export function orderSql(sign: OrderSign, a: Operand, b: Operand, mode: Mode): Fragment {
  const kind = a.type?.kind ?? b.type?.kind
  if (kind === undefined) return sign === '<=' || sign === '>=' ? sql`true` : sql`false`
  return kind === 'integer' || kind === 'decimal' ? numberOrder(sign, a, b, mode) : plainOrder(sign, a, b, mode)
}

function numberOrder(sign: OrderSign, a: Operand, b: Operand, mode: Mode): Fragment {
  const plain = sql`${a.sql} ${signs[sign]} ${b.sql}`
  if (a.isPresent && b.isPresent) return plain
  const [open, written] = a.isPresent ? [b, a] : [a, b]
  if (open.isSimple && typeof written.literal === 'number') {
    // What a blank would answer is known: an index on the column stays usable.
    const blankHolds = open === a ? holds(sign, 0, written.literal) : holds(sign, written.literal, 0)
    return blankHolds ? sql`(${plain} or ${open.sql} is null)` : orFalse(plain, mode)
  }
  return sql`${orZeroSql(a)} ${signs[sign]} ${orZeroSql(b)}`
}

function plainOrder(sign: OrderSign, a: Operand, b: Operand, mode: Mode): Fragment {
  if (a.literal === null && b.literal === null) return sign === '<=' || sign === '>=' ? sql`true` : sql`false`
  const isText = (a.type ?? b.type)?.kind === 'text'
  const compared = (left: Fragment, right: Fragment) =>
    isText ? sql`${left} collate "C" ${signs[sign]} ${right} collate "C"` : sql`${left} ${signs[sign]} ${right}`
  if (a.isPresent && b.isPresent) return compared(a.sql, b.sql)
  if (a.isPresent || b.isPresent || sign === '<' || sign === '>') return orFalse(compared(a.sql, b.sql), mode)
  return named([a, b], ([left, right]) => sql`coalesce(${compared(left.sql, right.sql)}, num_nulls(${left.sql}, ${right.sql}) = 2)`)
}

export function orZeroSql(operand: Operand): Fragment {
  return operand.isPresent ? operand.sql : sql`coalesce(${operand.sql}, 0)`
}

/** Lets a fragment be written more than once: what is not simple is computed in a sub-select and named there. */
export function named<const T extends readonly Operand[]>(operands: T, use: (operands: { [K in keyof T]: Operand }) => Fragment): Fragment {
  if (operands.every((operand) => operand.isSimple)) return use(operands as { [K in keyof T]: Operand })
  const columns = operands.map((operand, index) => sql`${operand.sql} as ${sql.ref(`v${index}`)}`)
  const renamed = operands.map((operand, index) => ({ ...operand, sql: sql`${sql.ref(`v.v${index}`)}`, isSimple: true }))
  return sql`(select ${use(renamed as { [K in keyof T]: Operand })} from (select ${sql.join(columns)}) as v)`
}

export function orFalse(condition: Fragment, mode: Mode): Fragment {
  return mode === 'where' ? condition : sql`coalesce(${condition}, false)`
}

function holds(sign: OrderSign, a: number, b: number): boolean {
  switch (sign) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}
