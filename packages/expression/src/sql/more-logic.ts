import { sql } from 'kysely'
import { commonType } from '../common-type.ts'
import type { Typed } from '../typed-expression.ts'
import { at, once, type Translations, valueAt } from './arguments.ts'
import type { Fragment } from './fragment.ts'
import { listSql } from './list.ts'
import { equalSql, orFalse } from './operand.ts'
import type { Translation } from './translation.ts'

const decimalText = '^[+-]?(?:[0-9]{1,200}(?:\\.[0-9]{0,200})?|\\.[0-9]{1,200})$'

export const moreLogicSql: Translations = {
  switch: (to, args, typed) => {
    const isResult = (index: number) => index > 0 && (index % 2 === 0 || index === args.length - 1)
    const asked = commonType(args.flatMap((arg, index) => (isResult(index) ? [] : [arg.type])))
    const type = asked === 'none' ? undefined : asked
    return once(
      args.map((arg, index) => to.value(arg, isResult(index) ? typed.type : type)),
      ([subject = sql`null`, ...others]) => {
        const operand = (value: Fragment) => ({ sql: value, type, isPresent: false, isSimple: true })
        const branches: Fragment[] = []
        for (let index = 0; index + 1 < others.length; index += 2) {
          branches.push(sql`when ${equalSql(operand(subject), operand(others[index] ?? sql`null`), 'where')} then ${others[index + 1]}`)
        }
        return sql`case ${sql.join(branches, sql` `)}${others.length % 2 === 1 ? sql` else ${others.at(-1)}` : sql``} end`
      },
    )
  },
  xor: (to, args) => sql`(mod(${trueCount(to, args)}, 2) = 1)`,
  count_true: (to, args) => sql`${trueCount(to, args)}::bigint`,
  if_empty: (to, args, typed) => {
    const [value, otherwise] = [to.value(at(args, 0), typed.type), to.value(at(args, 1), typed.type)]
    if (typed.type?.kind === 'text') return sql`coalesce(nullif(${value}, ''), ${otherwise})`
    if (typed.type?.kind === 'list') return sql`coalesce(nullif(${value}, '{}'), ${otherwise})`
    return sql`coalesce(${value}, ${otherwise})`
  },
  choose: (to, args, typed) => {
    const branches = args.slice(1).map((arg, index) => sql`when ${index + 1}::bigint then ${to.value(arg, typed.type)}`)
    return sql`case ${valueAt(to, args, 0, { kind: 'integer' })} ${sql.join(branches, sql` `)} end`
  },
  not_empty: (to, args, typed, mode) => sql`not (${listSql.empty?.(to, args, typed, mode)})`,
  is_number: (to, args) => {
    const arg = at(args, 0)
    switch (arg.type?.kind) {
      case 'integer':
      case 'decimal':
        return sql`${to.value(arg)} is not null`
      case 'text':
        return sql`coalesce(${to.value(arg)} ~ ${decimalText}::text, false)`
      default:
        return sql`false`
    }
  },
  is_date: (to, args, _, mode) =>
    orFalse(
      once(
        [valueAt(to, args, 0, { kind: 'text' })],
        ([x]) => sql`${x} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(${x}, 'date')`,
      ),
      mode,
    ),
}

function trueCount(to: Translation, args: Typed[]): Fragment {
  return sql`(${sql.join(
    args.map((arg) => sql`(${to.condition(arg, 'total')})::int`),
    sql` + `,
  )})`
}
