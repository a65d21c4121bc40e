import { boolean } from '@tangram/data-model'
import { isEqual, order } from '../compare.ts'
import { joinEqual, joinOne, joinOrder } from '../join.ts'
import { type OperatorDefinition, param } from '../operator.ts'
import { isTruthy } from '../truth.ts'

const condition = param('condition', 'condition', '条件')
const value = param('equal', 'value', '值')
const ordered = param('order', 'value', '值')

export const logicOperators: readonly OperatorDefinition[] = [
  {
    op: 'if',
    names: ['IF', 'IFS', '如果', '多条件判断'],
    group: 'logic',
    label: {
      en: 'The value after the first condition that holds, else the last value',
      'zh-CN': '返回第一个成立的条件之后的值，否则返回最后一个值',
    },
    params: [condition, param('alike', 'then', '成立时'), { ...param('alike', 'else', '否则'), optional: true }],
    rest: param('alike', 'more conditions and values', '更多条件和值'),
    result: 'alike',
    pairs: true,
    core: true,
    join: (operands) => {
      const conditions = operands.flatMap(({ run }, index) => (index % 2 === 0 && index + 1 < operands.length ? [run] : []))
      const values = operands.flatMap(({ run }, index) => (index % 2 === 1 ? [run] : []))
      const otherwise = operands.length % 2 === 1 ? operands.at(-1)?.run : undefined
      return (read, given) => {
        for (let index = 0; index < conditions.length; index++) {
          if (isTruthy(conditions[index]?.(read, given))) return values[index]?.(read, given) ?? null
        }
        return otherwise ? otherwise(read, given) : null
      }
    },
  },
  {
    op: 'and',
    names: ['AND', '且', '并且'],
    group: 'logic',
    label: { en: 'All conditions hold', 'zh-CN': '所有条件都成立' },
    params: [condition],
    rest: condition,
    result: boolean,
    core: true,
    join: (operands) => {
      const conditions = operands.map(({ run }) => run)
      return (read, given) => {
        for (const condition of conditions) {
          const value = condition(read, given)
          if (value !== true && !isTruthy(value)) return false
        }
        return true
      }
    },
  },
  {
    op: 'or',
    names: ['OR', '或', '或者'],
    group: 'logic',
    label: { en: 'At least one condition holds', 'zh-CN': '至少一个条件成立' },
    params: [condition],
    rest: condition,
    result: boolean,
    core: true,
    join: (operands) => {
      const conditions = operands.map(({ run }) => run)
      return (read, given) => {
        for (const condition of conditions) {
          const value = condition(read, given)
          if (value !== false && isTruthy(value)) return true
        }
        return false
      }
    },
  },
  {
    op: '!',
    names: ['NOT', '非'],
    group: 'logic',
    label: { en: 'The condition does not hold', 'zh-CN': '条件不成立' },
    params: [condition],
    result: boolean,
    core: true,
    evaluate: ([a]) => !isTruthy(a),
    join: joinOne((a) => !isTruthy(a)),
  },
  {
    op: '!!',
    names: ['IS_TRUE', '为真'],
    group: 'logic',
    label: { en: 'Neither empty, nor 0, nor false', 'zh-CN': '既不为空，也不是 0 或假' },
    params: [condition],
    result: boolean,
    core: true,
    evaluate: ([a]) => isTruthy(a),
    join: joinOne(isTruthy),
  },
  {
    op: '==',
    names: ['EQ', 'EXACT', '等于', '完全相同'],
    group: 'logic',
    label: { en: 'Both values are the same', 'zh-CN': '两个值相同' },
    params: [value, value],
    result: boolean,
    options: true,
    core: true,
    evaluate: ([a = null, b = null]) => isEqual(a, b),
    join: joinEqual(true),
  },
  {
    op: '!=',
    names: ['NE', '不等于'],
    group: 'logic',
    label: { en: 'The values differ', 'zh-CN': '两个值不同' },
    params: [value, value],
    result: boolean,
    options: true,
    core: true,
    evaluate: ([a = null, b = null]) => !isEqual(a, b),
    join: joinEqual(false),
  },
  {
    op: '<',
    names: ['LT', '小于'],
    group: 'logic',
    label: { en: 'Each value is less than the next', 'zh-CN': '每个值都小于后一个值' },
    params: [ordered, ordered, { ...ordered, optional: true }],
    result: boolean,
    core: true,
    evaluate: (values) => inOrderBy(values, (sign) => sign < 0),
    join: joinOrder({ below: true, level: false, above: false }),
  },
  {
    op: '<=',
    names: ['LTE', '小于等于'],
    group: 'logic',
    label: { en: 'Each value is at most the next', 'zh-CN': '每个值都不大于后一个值' },
    params: [ordered, ordered, { ...ordered, optional: true }],
    result: boolean,
    core: true,
    evaluate: (values) => inOrderBy(values, (sign) => sign <= 0),
    join: joinOrder({ below: true, level: true, above: false }),
  },
  {
    op: '>',
    names: ['GT', '大于'],
    group: 'logic',
    label: { en: 'The first value is greater', 'zh-CN': '第一个值更大' },
    params: [ordered, ordered],
    result: boolean,
    core: true,
    evaluate: (values) => inOrderBy(values, (sign) => sign > 0),
    join: joinOrder({ below: false, level: false, above: true }),
  },
  {
    op: '>=',
    names: ['GTE', '大于等于'],
    group: 'logic',
    label: { en: 'The first value is at least the second', 'zh-CN': '第一个值不小于第二个值' },
    params: [ordered, ordered],
    result: boolean,
    core: true,
    evaluate: (values) => inOrderBy(values, (sign) => sign >= 0),
    join: joinOrder({ below: false, level: true, above: true }),
  },
  {
    op: 'between',
    names: ['BETWEEN', '介于'],
    group: 'logic',
    label: { en: 'The value is between two others, ends included', 'zh-CN': '值介于两个值之间（含两端）' },
    params: [ordered, param('order', 'lowest', '最小值'), param('order', 'highest', '最大值')],
    result: boolean,
    evaluate: ([x = null, low = null, high = null]) => inOrderBy([low, x, high], (sign) => sign <= 0),
  },
]

function inOrderBy(values: Parameters<typeof order>[0][], holds: (sign: number) => boolean): boolean {
  for (let index = 1; index < values.length; index++) {
    const sign = order(values[index - 1] ?? null, values[index] ?? null)
    if (sign === undefined || !holds(sign)) return false
  }
  return true
}
