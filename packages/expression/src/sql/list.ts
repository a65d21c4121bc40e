import { sql } from 'kysely'
import type { Typed } from '../typed-expression.ts'
import { at, common, type Translations } from './arguments.ts'
import { type Fragment, sqlType } from './fragment.ts'
import { orFalse } from './operand.ts'
import type { Translation } from './translation.ts'

export const listSql: Translations = {
  in: (to, args, _, mode) => {
    const [needle, hay] = [at(args, 0), at(args, 1)]
    if (hay.type?.kind === 'list') {
      // A sub-select in these parentheses would stand for its rows.
      const items = hay.node === 'call' ? sql`${to.value(hay)}::${sqlType(hay.type)}` : to.value(hay)
      return orFalse(sql`${to.value(needle, hay.type.of)} = any(${items})`, mode)
    }
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
}

/** Rows may come as an array of their ids or as the JSON that records carry. */
function rowCount(rows: Fragment): Fragment {
  return sql`coalesce(jsonb_array_length(to_jsonb(${rows})), 0)::bigint`
}

function lists(to: Translation, args: Typed[]): [Fragment, Fragment] {
  const type = common(args)
  return [to.value(at(args, 0), type), to.value(at(args, 1), type)]
}
