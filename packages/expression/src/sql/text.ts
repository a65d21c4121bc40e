import { sql } from 'kysely'
import { maxTextLength } from '../budget.ts'
import { blanks } from '../operators/text.ts'
import { characters, once, type Translations, texts, valueAt } from './arguments.ts'
import { written } from './fragment.ts'
import { orFalse } from './operand.ts'

const text = { kind: 'text' } as const

export const textSql: Translations = {
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
  // What would grow beyond any sense is nothing: what PostgreSQL gives up at takes it a thousand times longer and all its memory.
  replace: (to, args) =>
    once([valueAt(to, args, 0, text), valueAt(to, args, 1, text), valueAt(to, args, 2, text)], ([x, part, by]) => {
      const times = sql`(char_length(${x}) - char_length(replace(${x}, ${part}, ''))) / nullif(char_length(${part}), 0)`
      const grown = sql`char_length(${x}) + coalesce(${times}, 0)::bigint * (char_length(${by}) - char_length(${part}))`
      const isShort = sql`char_length(${x})::bigint * char_length(${by}) <= ${maxTextLength}::bigint`
      return sql`case when ${isShort} or ${grown} <= ${maxTextLength}::bigint then replace(${x}, ${part}, ${by}) end`
    }),
}
