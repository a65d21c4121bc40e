import { invariant, type ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import { anyDecimal, commonType } from '../common-type.ts'
import type { Comparison } from '../operator.ts'
import { quotientScale } from '../operators/number.ts'
import type { Typed } from '../typed-expression.ts'
import { at, once, quotient, type Translate, type Translations } from './arguments.ts'
import type { Fragment } from './fragment.ts'
import { equalSql, orderSql, unequalSql } from './operand.ts'
import type { Translation } from './translation.ts'

const totals: { readonly [op: string]: Fragment } = {
  count_if: sql`count(*)`,
  sum_if: sql`coalesce(sum(amount), 0)`,
  average_if: quotient(sql`sum(amount)`, sql`count(amount)::numeric`, quotientScale),
  max_if: sql`max(amount)`,
  min_if: sql`min(amount)`,
}

export const conditionalSql: Translations = Object.fromEntries(
  Object.entries(totals).flatMap(([op, total]): [string, Translate][] => [
    [op, (to, args) => conditional(to, args, total, itemType(args))],
    [`dec_${op}`, (to, args) => conditional(to, args, total, anyDecimal)],
  ]),
)

function conditional(to: Translation, args: Typed[], total: Fragment, of: ValueType): Fragment {
  const list: ValueType = { kind: 'list', of }
  const numbers = args[3] ? to.value(args[3], args[3].type ?? { kind: 'list', of: anyDecimal }) : sql`'{}'`
  const items = of.kind === 'decimal' ? sql`${to.value(at(args, 0), list)}::numeric[]` : to.value(at(args, 0), list)
  return once([items, to.value(at(args, 2), of), sql`${numbers}::numeric[]`], ([all, value, beside]) => {
    const sign = at(args, 1)
    invariant(sign.node === 'literal', 'a comparison that is written out')
    const holds = compared(sql`item`, sign.value as Comparison, value, of)
    return sql`(select ${total} from unnest(${all}, ${beside}) with ordinality as t(item, amount, place) where place <= cardinality(${all}) and ${holds})`
  })
}

function compared(item: Fragment, sign: Comparison, value: Fragment, type: ValueType): Fragment {
  const [a, b] = [item, value].map((each) => ({ sql: each, type, isPresent: false, isSimple: true }))
  invariant(a && b, 'two operands')
  if (sign === '=') return equalSql(a, b, 'total')
  if (sign === '<>') return unequalSql(a, b)
  // True and false have no order.
  if (type.kind === 'boolean') return sign === '<=' || sign === '>=' ? sql`num_nulls(${item}, ${value}) = 2` : sql`false`
  return orderSql(sign, a, b, 'total')
}

function itemType(args: Typed[]): ValueType {
  const [list, , value] = args
  const type = commonType([list?.type?.kind === 'list' ? list.type.of : undefined, value?.type])
  return type === undefined || type === 'none' ? { kind: 'text' } : type
}
