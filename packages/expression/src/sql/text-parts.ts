import { sql } from 'kysely'
import { maxTextLength } from '../budget.ts'
import { blanks } from '../operators/text.ts'
import { mostPadded, mostRepeated } from '../operators/text-parts.ts'
import type { Typed } from '../typed-expression.ts'
import { at, characters, once, type Translations, valueAt } from './arguments.ts'
import { type Fragment, written } from './fragment.ts'
import { orFalse } from './operand.ts'
import type { Translation } from './translation.ts'

const text = { kind: 'text' } as const

export const textPartSql: Translations = {
  find: (to, args) => sql`nullif(strpos(${string(to, args, 1)}, ${string(to, args, 0)}), 0)::bigint`,
  search: (to, args) => sql`nullif(strpos(${lower(string(to, args, 1))}, ${lower(string(to, args, 0))}), 0)::bigint`,
  text_before: (to, args) =>
    once(
      [string(to, args, 0), string(to, args, 1)],
      ([x, by]) => sql`case when strpos(${x}, ${by}) > 0 then left(${x}, strpos(${x}, ${by}) - 1) end`,
    ),
  text_after: (to, args) =>
    once(
      [string(to, args, 0), string(to, args, 1)],
      ([x, by]) => sql`case when strpos(${x}, ${by}) > 0 then substr(${x}, strpos(${x}, ${by}) + char_length(${by})) end`,
    ),
  count_text: (to, args) =>
    once(
      [string(to, args, 0), string(to, args, 1)],
      ([x, by]) =>
        sql`case when ${by} = '' and ${x} is not null then 0 else (char_length(${x}) - char_length(replace(${x}, ${by}, ''))) / nullif(char_length(${by}), 0) end::bigint`,
    ),
  replace_at: (to, args) =>
    once(
      [string(to, args, 0), sql`greatest(${characters(to, args[1])}, 1)`, characters(to, args[2]), string(to, args, 3)],
      ([x, start, count, by]) => sql`left(${x}, ${start} - 1) || ${by} || substr(${x}, ${start} + ${count})`,
    ),
  repeat: (to, args) =>
    once(
      [string(to, args, 0), characters(to, args[1])],
      ([x, times]) =>
        sql`case when char_length(${x})::bigint * ${times} <= ${mostRepeated}::bigint then repeat(${x}, least(${times}, ${mostRepeated})::int) end`,
    ),
  pad_left: (to, args) => padded(to, args, sql`lpad`),
  pad_right: (to, args) => padded(to, args, sql`rpad`),
  reverse: (to, args) => sql`reverse(${string(to, args, 0)})`,
  trim_left: (to, args) => sql`ltrim(${string(to, args, 0)}, ${blanks}::text)`,
  trim_right: (to, args) => sql`rtrim(${string(to, args, 0)}, ${blanks}::text)`,
  like: (to, args, _, mode) => {
    const escaped = sql`regexp_replace(${string(to, args, 1)}, '([\\\\%_])', '\\\\\\1', 'g')`
    return orFalse(sql`${string(to, args, 0)} like translate(${escaped}, '*?', '%_')`, mode)
  },
  same_text: (to, args, _, mode) => orFalse(sql`${lower(string(to, args, 0))} = ${lower(string(to, args, 1))}`, mode),
  split: (to, args) =>
    once([string(to, args, 0), string(to, args, 1)], ([x, by]) => sql`case when ${by} is not null then string_to_array(${x}, ${by}) end`),
  join: (to, args) => {
    const items = at(args, 0)
    const of = items.type?.kind === 'list' ? items.type.of : text
    return once([to.value(items, items.type ?? { kind: 'list', of: text }), string(to, args, 1)], ([all, by]) => {
      const joined = sql`(select string_agg(${written(sql`item`, of)}, ${by} order by place) from unnest(${all}) with ordinality as t(item, place))`
      const isShort = sql`cardinality(${all})::bigint * char_length(${by}) <= ${maxTextLength}::bigint`
      return sql`case when ${isShort} then coalesce(${joined}, '') end`
    })
  },
  text_join: (to, args) => {
    const values = args.slice(1).map((arg) => sql`nullif(${written(to.value(arg), arg.type)}, '')`)
    return sql`concat_ws(${string(to, args, 0)}, variadic array[${sql.join(values)}]::text[])`
  },
}

function string(to: Translation, args: Typed[], index: number): Fragment {
  return valueAt(to, args, index, text)
}

function lower(value: Fragment): Fragment {
  return sql`lower(${value} collate "und-x-icu")`
}

/** PostgreSQL's own would cut what is longer. */
function padded(to: Translation, args: Typed[], by: Fragment): Fragment {
  const count = sql`least(${characters(to, args[1])}, ${mostPadded})`
  const filler = args.length > 2 ? string(to, args, 2) : sql`' '`
  return once(
    [string(to, args, 0), filler, count],
    ([x, filling, wanted]) => sql`${by}(${x}, greatest(${wanted}, char_length(${x})), ${filling})`,
  )
}
