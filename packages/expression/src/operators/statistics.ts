import { integer, type JsonValue } from '@tangram/data-model'
import { anyDecimal } from '../common-type.ts'
import { type Exact, exactOf } from '../exact.ts'
import { folded } from '../folded.ts'
import { numbers as numbersFold } from '../folds.ts'
import { divided, exactly, orZero } from '../number.ts'
import { param } from '../operator.ts'
import { operatorsOf } from './define.ts'
import { asList } from './list.ts'
import { bounded } from './more-number.ts'
import { alike, quotientScale, text } from './number.ts'

const define = operatorsOf('number')
const numbers = param('numbers', 'numbers', '数字')
const amounts = param('amounts', 'numbers', '数字列表')
const place = param('integer', 'place', '名次')
const half = exactOf('0.5')

/** Over numbers and lists of numbers, as the columns of a sub-form are. What is blank does not take part. */
export const statisticsOperators = [
  define(
    'average',
    ['AVERAGE', 'AVG', '平均值'],
    ['The mean of the numbers that are there, to 10 digits', '所有已填数字的平均值，保留 10 位小数'],
    [numbers],
    anyDecimal,
    (values) => {
      const lists = values.map((value) => folded(Array.isArray(value) ? value : [value], numbersFold))
      const count = lists.reduce((sum, list) => sum + list.count, 0)
      return text(divided(total(lists.map(({ sum }) => sum)), exactOf(count), quotientScale))
    },
    { rest: numbers },
  ),
  define(
    'median',
    ['MEDIAN', '中位数'],
    ['The number in the middle, or half-way between the two in the middle', '排序后位于中间的数；偶数个时取中间两数的平均'],
    [numbers],
    anyDecimal,
    (values) => {
      const all = sorted(present(values))
      const [low, high] = [all[(all.length - 1) >> 1], all[all.length >> 1]]
      return low && high ? text(low.plus(high).times(half)) : null
    },
    { rest: numbers },
  ),
  define(
    'product',
    ['PRODUCT', '乘积'],
    ['All numbers that are there multiplied, to 20 digits after the point', '所有已填数字的乘积，最多保留 20 位小数'],
    [numbers],
    anyDecimal,
    (values) => {
      const all = present(values)
      return all.length === 0 ? null : bounded(all.reduce((a, b) => a.times(b)))
    },
    { rest: numbers },
  ),
  define(
    'sum_squares',
    ['SUMSQ', '平方和'],
    ['Sum of the squares', '各数平方之和'],
    [numbers],
    anyDecimal,
    (values) => text(total(present(values).map((x) => x.times(x)))),
    { rest: numbers },
  ),
  define(
    'variance',
    ['VARP', '方差'],
    ['The mean square distance from the mean, to 10 digits', '总体方差，保留 10 位小数'],
    [numbers],
    anyDecimal,
    (values) => {
      const all = present(values)
      const count = exactOf(all.length)
      const squares = total(all.map((x) => x.times(x)))
      const sum = total(all)
      return text(divided(squares.times(count).minus(sum.times(sum)), count.times(count), quotientScale))
    },
    { rest: numbers },
  ),
  define(
    'sum_product',
    ['SUMPRODUCT', '乘积之和'],
    ['Each number of one list times its neighbour in the other, summed', '两个列表对应项相乘后求和'],
    [amounts, amounts],
    anyDecimal,
    ([a, b]) => {
      const [left, right] = [asList(a), asList(b)]
      return text(total(left.map((item, index) => orZero(item).times(orZero(right[index])))))
    },
  ),
  define(
    'large',
    ['LARGE', '第几大'],
    ['The greatest number of the list, the second greatest…', '列表中第几大的数'],
    [amounts, place],
    'number',
    ([items, k]) => nth(items, k, (a, b) => b.comparedTo(a)),
  ),
  define(
    'small',
    ['SMALL', '第几小'],
    ['The least number of the list, the second least…', '列表中第几小的数'],
    [amounts, place],
    'number',
    ([items, k]) => nth(items, k, (a, b) => a.comparedTo(b)),
  ),
  define(
    'rank',
    ['RANK', '排名'],
    ['The place of a number in a list, the greatest being 1', '数字在列表中的名次，最大为 1'],
    [param('number', 'number', '数字'), amounts],
    integer(),
    ([x, items]) => {
      const value = exactly(x)
      return value ? 1 + present([items ?? null]).filter((item) => item.greaterThan(value)).length : null
    },
  ),
]

function present(values: readonly JsonValue[]): Exact[] {
  return values.flat().flatMap((value) => exactly(value) ?? [])
}

function total(values: readonly Exact[]): Exact {
  return values.reduce((a, b) => a.plus(b), exactOf(0))
}

function sorted(values: readonly Exact[], order = (a: Exact, b: Exact) => a.comparedTo(b)): Exact[] {
  return [...values].sort(order)
}

function nth(list: JsonValue | undefined, place: JsonValue | undefined, order: (a: Exact, b: Exact) => number): JsonValue {
  const items = asList(list)
  const found = typeof place === 'number' ? sorted(present(items), order)[place - 1] : undefined
  return alike(items, found)
}
