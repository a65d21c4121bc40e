import { invariant, type ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import type { Typed } from '../typed-expression.ts'
import { at, common, type Translations } from './arguments.ts'
import type { Fragment } from './fragment.ts'
import { equalSql, type Mode, named, type Operand, type OrderSign, orderSql, unequalSql } from './operand.ts'
import type { Translation } from './translation.ts'

export const logicSql: Translations = {
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
}

function conditions(to: Translation, args: Typed[], mode: Mode): Fragment[] {
  return args.map((arg) => to.condition(arg, mode))
}

/** Both sides in their common type. */
function pair(to: Translation, args: Typed[]): [Operand, Operand] {
  const type = common(args)
  return [to.operand(at(args, 0), type), to.operand(at(args, 1), type)]
}

/** Each operand in order to the next. */
export function chain(to: Translation, sign: OrderSign, args: Typed[], mode: Mode, as: ValueType | undefined = common(args)): Fragment {
  const operands = args.map((arg) => to.operand(arg, as))
  if (operands.length === 2) return orderSql(sign, operands[0] as Operand, operands[1] as Operand, mode)
  return named(operands, ([a, b, c]) => {
    invariant(a && b && c, 'two or three operands')
    return sql`(${orderSql(sign, a, b, mode)} and ${orderSql(sign, b, c, mode)})`
  })
}
