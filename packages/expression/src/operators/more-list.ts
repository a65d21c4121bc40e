import { boolean, integer, type JsonValue, list } from '@tangram/data-model'
import { byCodePoint } from '../compare.ts'
import { exactly } from '../number.ts'
import { type Evaluate, param } from '../operator.ts'
import { operatorsOf } from './define.ts'
import { asList, isBlank } from './list.ts'

const define = operatorsOf('list')
const any = param('list', 'list', '列表')
const plains = param('plains', 'list', '列表')
const amounts = param('amounts', 'list', '列表')
const member = param('member', 'value', '值')
const flags = param('flags', 'list', '列表')

/** SEQUENCE counts so far. */
export const mostSequence = 1_000

/** Of lists and columns of sub-forms. A gap is an item for FIRST, LAST, ITEM and what only moves items; elsewhere it is none. */
export const moreListOperators = [
  define('first', ['FIRST', '第一项'], ['The first item', '列表的第一项'], [any], 'item', ([items]) => asList(items)[0] ?? null),
  define('last', ['LAST', '最后一项'], ['The last item', '列表的最后一项'], [any], 'item', ([items]) => asList(items).at(-1) ?? null),
  define(
    'item',
    ['ITEM', 'INDEX', '取第几项'],
    ['The item at a place, the first being 1', '列表的第几项，第一项为 1'],
    [any, param('integer', 'place', '序号')],
    'item',
    ([items, place]) => (typeof place === 'number' ? (asList(items)[place - 1] ?? null) : null),
  ),
  define(
    'count_present',
    ['COUNTA', '非空计数'],
    ['How many items are there and not empty', '列表中不为空的条目数'],
    [any],
    integer(),
    ([items]) => asList(items).filter((item) => !isBlank(item)).length,
  ),
  define(
    'list_contains',
    ['LIST_CONTAINS', 'INCLUDES', '列表包含'],
    ['The list has the value', '列表中有这个值'],
    [plains, member],
    boolean,
    ([items, value = null]) => value !== null && asList(items).includes(value),
    {
      options: true,
      exact: 'dec_list_contains',
    },
  ),
  define(
    'dec_list_contains',
    ['DEC_LIST_CONTAINS', '数字列表包含'],
    ['The list has the number', '列表中有这个数'],
    [amounts, param('number', 'number', '数字')],
    boolean,
    ([items, value]) => {
      const x = exactly(value)
      return x !== undefined && asList(items).some((item) => exactly(item)?.equals(x))
    },
  ),
  define(
    'unique',
    ['UNIQUE', '去重'],
    ['Each item once', '去掉重复的条目'],
    [plains],
    'first',
    onItems((items) => [...new Set(items)]),
    { exact: 'dec_unique' },
  ),
  define('dec_unique', ['DEC_UNIQUE', '数字去重'], ['Each number once', '去掉重复的数'], [amounts], 'first', onItems(distinctNumbers)),
  define(
    'count_unique',
    ['COUNT_UNIQUE', '去重计数'],
    ['How many different items the list has', '列表中不同条目的个数'],
    [plains],
    integer(),
    ([items]) => new Set(present(items)).size,
    { exact: 'dec_count_unique' },
  ),
  define(
    'dec_count_unique',
    ['DEC_COUNT_UNIQUE', '数字去重计数'],
    ['How many different numbers the list has', '列表中不同数字的个数'],
    [amounts],
    integer(),
    ([items]) => distinctNumbers(present(items)).length,
  ),
  define(
    'sort',
    ['SORT', '升序排列', '排序'],
    ['The items in order', '条目按升序排列'],
    [plains],
    'first',
    onItems((items) => items.sort(inOrder)),
    { exact: 'dec_sort' },
  ),
  define(
    'dec_sort',
    ['DEC_SORT', '数字升序'],
    ['The numbers in order', '数字按升序排列'],
    [amounts],
    'first',
    onItems((items) => items.sort(bySize)),
  ),
  define(
    'sort_desc',
    ['SORT_DESC', '降序排列'],
    ['The items in falling order', '条目按降序排列'],
    [plains],
    'first',
    onItems((items) => items.sort((a, b) => inOrder(b, a))),
    { exact: 'dec_sort_desc' },
  ),
  define(
    'dec_sort_desc',
    ['DEC_SORT_DESC', '数字降序'],
    ['The numbers in falling order', '数字按降序排列'],
    [amounts],
    'first',
    onItems((items) => items.sort((a, b) => bySize(b, a))),
  ),
  define(
    'list_reverse',
    ['LIST_REVERSE', '列表倒序'],
    ['The items from the last to the first', '条目倒序排列'],
    [any],
    'first',
    ([items]) => (Array.isArray(items) ? items.toReversed() : null),
  ),
  define(
    'slice',
    ['SLICE', '列表截取'],
    ['So many items from a place on', '从某个序号起的若干条目'],
    [any, param('integer', 'start', '起始序号'), param('integer', 'items', '条目数')],
    'first',
    ([items, start, count]) => {
      if (!Array.isArray(items)) return null
      const from = typeof start === 'number' ? Math.max(start, 1) - 1 : 0
      return items.slice(from, from + (typeof count === 'number' ? Math.max(count, 0) : 0))
    },
  ),
  define(
    'list_append',
    ['CONCAT_LISTS', '连接列表'],
    ['The items of both lists one after another', '把两个列表首尾相接'],
    [plains, plains],
    'items',
    onBoth((a, b) => [...a, ...b]),
  ),
  define(
    'union',
    ['UNION', '并集'],
    ['What is in one of the lists, each once', '两个列表的并集'],
    [plains, plains],
    'items',
    onBoth((a, b) => [...new Set([...present(a), ...present(b)])]),
  ),
  define(
    'intersect',
    ['INTERSECT', '交集'],
    ['What is in both lists, each once', '两个列表的交集'],
    [plains, plains],
    'items',
    onBoth((a, b) => {
      const others = new Set(b)
      return [...new Set(present(a))].filter((item) => others.has(item))
    }),
  ),
  define(
    'except',
    ['EXCEPT', '差集'],
    ['What is in the first list and not in the second, each once', '在第一个列表而不在第二个列表中的条目'],
    [plains, plains],
    'items',
    onBoth((a, b) => {
      const others = new Set(b)
      return [...new Set(present(a))].filter((item) => !others.has(item))
    }),
  ),
  define(
    'same_items',
    ['SAME_ITEMS', '条目相同'],
    ['Both lists have the same items, in any order', '两个列表的条目相同，不论顺序'],
    [plains, plains],
    boolean,
    ([a, b]) => {
      const [left, right] = [new Set(present(a)), new Set(present(b))]
      return left.size === right.size && [...left].every((item) => right.has(item))
    },
  ),
  define(
    'position',
    ['MATCH', '所在位置'],
    ['The place of a value in a list, the first being 1; blank when it is not there', '值在列表中的序号，第一项为 1；不在时为空'],
    [member, plains],
    integer(),
    ([value = null, items]) => {
      const place = value === null ? -1 : asList(items).indexOf(value)
      return place < 0 ? null : place + 1
    },
  ),
  define('all_true', ['ALL_TRUE', '全部为真'], ['Every item is true', '列表中全部为真'], [flags], boolean, ([items]) =>
    asList(items).every((item) => item === true),
  ),
  define('any_true', ['ANY_TRUE', '任一为真'], ['At least one item is true', '列表中至少一个为真'], [flags], boolean, ([items]) =>
    asList(items).includes(true),
  ),
  define(
    'sequence',
    ['SEQUENCE', '序列'],
    ['The numbers 1, 2, … to at most 1,000', '1、2、……的数字列表，最多到 1000'],
    [param('integer', 'numbers', '个数')],
    list(integer()),
    ([count]) =>
      typeof count === 'number' ? Array.from({ length: Math.min(Math.max(count, 0), mostSequence) }, (_, index) => index + 1) : null,
  ),
]

function present(items: JsonValue | undefined): JsonValue[] {
  return asList(items).filter((item) => item !== null)
}

function onItems(change: (items: JsonValue[]) => JsonValue[]): Evaluate {
  return ([items]) => (Array.isArray(items) ? change(present(items)) : null)
}

/** No list is an empty one, as long as there is another. */
function onBoth(join: (a: JsonValue[], b: JsonValue[]) => JsonValue[]): Evaluate {
  return ([a, b]) => (Array.isArray(a) || Array.isArray(b) ? join(asList(a), asList(b)) : null)
}

function distinctNumbers(items: JsonValue[]): JsonValue[] {
  const seen = new Map<string, JsonValue>()
  for (const item of items) {
    const key = exactly(item)?.toText()
    if (key !== undefined && !seen.has(key)) seen.set(key, item)
  }
  return [...seen.values()]
}

function inOrder(a: JsonValue, b: JsonValue): number {
  return typeof a === 'string' && typeof b === 'string' ? byCodePoint(a, b) : Number(a) - Number(b)
}

function bySize(a: JsonValue, b: JsonValue): number {
  const [x, y] = [exactly(a), exactly(b)]
  return x && y ? x.comparedTo(y) : 0
}
