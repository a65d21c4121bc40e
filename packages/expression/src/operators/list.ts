import { boolean, integer, type JsonValue } from '@tangram/data-model'
import { joinOneOf } from '../join.ts'
import { type OperatorDefinition, param } from '../operator.ts'

const items = param('list', 'list', '列表')
const value = param('any', 'value', '值')

export const listOperators: readonly OperatorDefinition[] = [
  {
    op: 'in',
    names: ['IN', '属于'],
    group: 'list',
    label: { en: 'The value is one of a list, or part of a text', 'zh-CN': '值在列表中，或是文本的一部分' },
    params: [value, param('any', 'list or text', '列表或文本')],
    result: boolean,
    options: true,
    core: true,
    evaluate: ([needle = null, hay = null]) => {
      if (Array.isArray(hay)) return needle !== null && hay.includes(needle)
      return typeof hay === 'string' && hay !== '' && typeof needle === 'string' && hay.includes(needle)
    },
    join: joinOneOf,
  },
  {
    op: 'empty',
    names: ['ISEMPTY', 'ISBLANK', '为空'],
    group: 'list',
    label: { en: 'Nothing is there: no value, no text, no item', 'zh-CN': '没有值、没有文字或没有条目' },
    params: [value],
    result: boolean,
    evaluate: ([x = null]) => isBlank(x),
  },
  {
    op: 'coalesce',
    names: ['COALESCE', 'IFNULL', 'IFERROR', '首个非空', '容错'],
    group: 'list',
    label: { en: 'The first value that is there', 'zh-CN': '第一个有值的参数' },
    params: [param('alike', 'value', '值')],
    rest: param('alike', 'value', '值'),
    result: 'alike',
    join: (operands) => {
      const values = operands.map(({ run }) => run)
      return (read, given) => {
        for (const value of values) {
          const found = value(read, given)
          if (found !== null) return found
        }
        return null
      }
    },
  },
  {
    op: 'count',
    names: ['COUNT', '计数'],
    group: 'list',
    label: { en: 'How many items the list has', 'zh-CN': '列表的条目数' },
    params: [param('items', 'list or sub-form', '列表或明细')],
    result: integer(),
    evaluate: ([list]) => asList(list).length,
  },
  {
    op: 'has_any',
    names: ['HAS_ANY', '包含任一'],
    group: 'list',
    label: { en: 'The lists have an item in common', 'zh-CN': '两个列表有相同的条目' },
    params: [items, items],
    result: boolean,
    options: true,
    evaluate: ([a, b]) => {
      const others = new Set(asList(b))
      return asList(a).some((item) => item !== null && others.has(item))
    },
  },
  {
    op: 'has_all',
    names: ['HAS_ALL', '包含全部'],
    group: 'list',
    label: { en: 'The first list has every item of the second', 'zh-CN': '第一个列表包含第二个列表的全部条目' },
    params: [items, items],
    result: boolean,
    options: true,
    evaluate: ([a, b]) => {
      const all = new Set(asList(a))
      return asList(b).every((item) => item !== null && all.has(item))
    },
  },
]

/** No list is an empty one. */
export function asList(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : []
}

/** No value, no text, no item. */
export function isBlank(value: JsonValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
