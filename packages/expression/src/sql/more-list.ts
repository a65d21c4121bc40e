import type { ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import { commonType } from '../common-type.ts'
import { mostSequence } from '../operators/more-list.ts'
import type { Typed } from '../typed-expression.ts'
import { at, common, once, type Translate, type Translations, valueAt } from './arguments.ts'
import { type Fragment, sqlType } from './fragment.ts'
import { orFalse } from './operand.ts'
import type { Translation } from './translation.ts'

const integer = { kind: 'integer' } as const

const contains: Translate = (to, args, _, mode) => {
  const type = itemType(args)
  return once([to.value(at(args, 0), list(type)), to.value(at(args, 1), type)], ([items, value]) =>
    orFalse(sql`${value} = any(${items})`, mode),
  )
}
const unique: Translate = (to, args) => onItems(to, args, ([items]) => distinct(sql`unnest(${items})`))
const countUnique: Translate = (to, args) =>
  sql`(select count(distinct item) from unnest(${to.value(at(args, 0), list(itemType(args)))}) as item)`
const sort =
  (direction: Fragment): Translate =>
  (to, args) =>
    onItems(
      to,
      args,
      ([items]) => sql`array(select item from unnest(${items}) as item where item is not null order by ${ordered(args)} ${direction})`,
    )

export const moreListSql: Translations = {
  first: (to, args) => once([to.value(at(args, 0))], ([items]) => sql`(${items})[1]`),
  last: (to, args) => once([to.value(at(args, 0))], ([items]) => sql`(${items})[cardinality(${items})]`),
  item: (to, args) => once([to.value(at(args, 0)), place(to, args, 1)], ([items, index]) => sql`(${items})[${index}]`),
  count_present: (to, args) => {
    const isThere = itemType(args)?.kind === 'text' ? sql`item <> ''` : sql`item is not null`
    return sql`(select count(*) from unnest(${to.value(at(args, 0))}) as item where ${isThere})`
  },
  list_contains: contains,
  dec_list_contains: contains,
  unique,
  dec_unique: unique,
  count_unique: countUnique,
  dec_count_unique: countUnique,
  sort: sort(sql`asc`),
  dec_sort: sort(sql`asc`),
  sort_desc: sort(sql`desc`),
  dec_sort_desc: sort(sql`desc`),
  list_reverse: (to, args) =>
    onItems(to, args, ([items]) => sql`array(select item from unnest(${items}) with ordinality as t(item, place) order by place desc)`),
  slice: (to, args) =>
    once([to.value(at(args, 0)), place(to, args, 1), place(to, args, 2)], ([items, start, count]) => {
      const from = sql`greatest(coalesce(${start}, 1), 1)`
      return sql`(${items})[${from}:${from} + coalesce(${count}, 0) - 1]`
    }),
  list_append: (to, args) => onBoth(to, args, (a, b) => sql`coalesce(${a}, '{}') || coalesce(${b}, '{}')`),
  union: (to, args) => onBoth(to, args, (a, b) => distinct(sql`unnest(coalesce(${a}, '{}') || coalesce(${b}, '{}'))`)),
  intersect: (to, args) => onBoth(to, args, (a, b) => distinct(sql`unnest(${a})`, sql`item = any(${b})`)),
  except: (to, args) =>
    onBoth(to, args, (a, b) => distinct(sql`unnest(${a})`, sql`not item = any(array_remove(coalesce(${b}, '{}'), null))`)),
  same_items: (to, args) => {
    const type = common(args)
    const [a, b] = [0, 1].map((index) => sql`array_remove(coalesce(${to.value(at(args, index), type)}, '{}'), null)`)
    return once([a ?? sql`null`, b ?? sql`null`], ([x, y]) => sql`(${x} @> ${y} and ${y} @> ${x})`)
  },
  position: (to, args) => {
    const type = at(args, 1).type?.kind === 'list' ? at(args, 1).type : list(at(args, 0).type)
    const of = type?.kind === 'list' ? type.of : undefined
    return once(
      [to.value(at(args, 0), of), to.value(at(args, 1), type)],
      ([value, items]) => sql`case when ${value} is not null then array_position(${items}, ${value})::bigint end`,
    )
  },
  all_true: (to, args) => sql`coalesce((select bool_and(coalesce(item, false)) from unnest(${flags(to, args)}) as item), true)`,
  any_true: (to, args) => sql`coalesce((select bool_or(coalesce(item, false)) from unnest(${flags(to, args)}) as item), false)`,
  sequence: (to, args) =>
    once(
      [valueAt(to, args, 0, integer)],
      ([count]) =>
        sql`case when ${count} is not null then array(select i::bigint from generate_series(1, least(${count}, ${mostSequence})) as i) end`,
    ),
}

function list(of: ValueType | undefined): ValueType {
  return { kind: 'list', of: of ?? { kind: 'text' } }
}

/** What the first list holds; else what stands beside it. */
function itemType(args: readonly Typed[]): ValueType | undefined {
  const types = args.map(({ type }) => (type?.kind === 'list' ? type.of : type))
  const type = commonType(types)
  return type === 'none' ? types[0] : type
}

function ordered(args: readonly Typed[]): Fragment {
  return itemType(args)?.kind === 'text' ? sql`item collate "C"` : sql`item`
}

/** A place in a list that PostgreSQL can count to. */
function place(to: Translation, args: Typed[], index: number): Fragment {
  return sql`least(greatest(${valueAt(to, args, index, integer)}, 0), 1000000000)::int`
}

function onItems(to: Translation, args: Typed[], change: (names: [Fragment]) => Fragment): Fragment {
  return once([to.value(at(args, 0))], ([items]) => sql`case when ${items} is not null then ${change([items])} end`)
}

/** No list is an empty one, as long as there is another. */
function onBoth(to: Translation, args: Typed[], join: (a: Fragment, b: Fragment) => Fragment): Fragment {
  const type = common(args)
  return once([to.value(at(args, 0), type), to.value(at(args, 1), type)], ([a, b]) => {
    return sql`case when num_nulls(${a}, ${b}) < 2 then ${join(a, b)} end`
  })
}

/** Each item once, where it first stands. */
function distinct(items: Fragment, where: Fragment = sql`true`): Fragment {
  return sql`array(select item from ${items} with ordinality as t(item, place) where item is not null and ${where} group by item order by min(place))`
}

function flags(to: Translation, args: Typed[]): Fragment {
  return sql`${to.value(at(args, 0))}::${sqlType({ kind: 'list', of: { kind: 'boolean' } })}`
}
