import { boolean, integer, type JsonValue } from '@tangram/data-model'
import { anyDecimal } from '../common-type.ts'
import { folded } from '../folded.ts'
import { extremeOf, numbers as numbersFold } from '../folds.ts'
import { joinNumbers } from '../join.ts'
import { canonical, divided, type Exact, exactly, isIntegral, orZero, rounded, safeInteger, scaleOr } from '../number.ts'
import { type Evaluate, type OperatorDefinition, optional, param } from '../operator.ts'

/** Digits after the point of a quotient that names no scale. */
export const quotientScale = 10

const whole = param('integer', 'integer', '整数')
const number = param('number', 'number', '数字')
const integers = param('integers', 'integers', '整数')
const numbers = param('numbers', 'numbers', '数字')

/** JavaScript's numbers are exact on integers up to 2^53; what grows beyond is blank. */
function onIntegers(compute: (values: number[]) => number): Evaluate {
  return (values) => {
    const result = compute(values.map((value) => (typeof value === 'number' ? value : orZero(value).toNumber())))
    return Math.abs(result) < 2 ** 53 ? result + 0 : null
  }
}

const sum = onIntegers((values) => values.reduce((a, b) => a + b))
const difference = onIntegers(([a = 0, b]) => (b === undefined ? -a : a - b))
const product = onIntegers((values) => values.reduce((a, b) => Math.max(Math.min(a * b, 2 ** 53), -(2 ** 53))))
const remainder = onIntegers(([a = 0, b = 0]) => (b === 0 ? Number.NaN : a % b))

const lesser = (a: Exact, b: Exact): Exact => (b.lessThan(a) ? b : a)
const greater = (a: Exact, b: Exact): Exact => (b.greaterThan(a) ? b : a)
const leastOf = extremeOf(lesser)
const greatestOf = extremeOf(greater)
const least: Evaluate = (values) => best(values, leastOf, lesser)
const greatest: Evaluate = (values) => best(values, greatestOf, greater)

/** On integers as JSON Logic has them; on decimals exactly, half rounding away from zero. Blank counts as 0, dividing by 0 gives blank. */
export const numberOperators: readonly OperatorDefinition[] = [
  {
    op: '+',
    names: ['ADD', '加'],
    group: 'number',
    label: { en: 'Sum of integers', 'zh-CN': '整数相加' },
    params: [whole],
    rest: whole,
    result: integer(),
    core: true,
    evaluate: sum,
    join: joinNumbers('+', sum),
  },
  {
    op: '-',
    names: ['SUBTRACT', '减'],
    group: 'number',
    label: { en: 'Difference of integers; of one: its negative', 'zh-CN': '整数相减；只有一个时取相反数' },
    params: [whole, { ...whole, optional: true }],
    result: integer(),
    core: true,
    evaluate: difference,
    join: joinNumbers('-', difference),
  },
  {
    op: '*',
    names: ['MULTIPLY', '乘'],
    group: 'number',
    label: { en: 'Product of integers', 'zh-CN': '整数相乘' },
    params: [whole],
    rest: whole,
    result: integer(),
    core: true,
    evaluate: product,
    join: joinNumbers('*', product),
  },
  {
    op: '%',
    names: ['MOD', '取余'],
    group: 'number',
    label: { en: 'Remainder of integers, with the sign of the first', 'zh-CN': '整数取余，符号同被除数' },
    params: [whole, whole],
    result: integer(),
    core: true,
    evaluate: remainder,
  },
  decimalOperator('dec+', ['DEC_ADD', '精确加'], { en: 'Exact sum', 'zh-CN': '精确相加' }, [number], number, (values) =>
    values.reduce((a, b) => a.plus(b)),
  ),
  decimalOperator(
    'dec-',
    ['DEC_SUBTRACT', '精确减'],
    { en: 'Exact difference; of one: its negative', 'zh-CN': '精确相减；只有一个时取相反数' },
    [number, { ...number, optional: true }],
    undefined,
    ([a, b]) => (b === undefined ? a?.negated() : a?.minus(b)),
  ),
  decimalOperator('dec*', ['DEC_MULTIPLY', '精确乘'], { en: 'Exact product', 'zh-CN': '精确相乘' }, [number], number, (values) =>
    values.reduce((a, b) => a.times(b)),
  ),
  {
    op: 'dec/',
    names: ['DIVIDE', '除'],
    group: 'number',
    label: {
      en: 'Quotient, rounded to 10 or the given number of digits; blank when dividing by 0',
      'zh-CN': '相除，保留 10 位或指定位数的小数；除以 0 时为空',
    },
    params: [number, number, optional('scale', 'digits', '小数位数')],
    result: anyDecimal,
    evaluate: ([a, b, scale]) => text(divided(orZero(a), orZero(b), scaleOr(scale, quotientScale))),
  },
  decimalOperator(
    'dec%',
    ['DEC_MOD', '精确取余'],
    { en: 'Exact remainder, with the sign of the first', 'zh-CN': '精确取余，符号同被除数' },
    [number, number],
    undefined,
    ([a, b]) => (b === undefined || b.isZero() ? undefined : a?.modulo(b)),
  ),
  comparison('dec==', ['DEC_EQ', '精确等于'], { en: 'Both numbers are the same', 'zh-CN': '两个数相同' }, same),
  comparison('dec!=', ['DEC_NE', '精确不等于'], { en: 'The numbers differ', 'zh-CN': '两个数不同' }, (values) => !same(values)),
  comparison('dec<', ['DEC_LT', '精确小于'], { en: 'The first number is less', 'zh-CN': '第一个数更小' }, ([a, b]) =>
    orZero(a).lessThan(orZero(b)),
  ),
  comparison(
    'dec<=',
    ['DEC_LTE', '精确小于等于'],
    { en: 'The first number is at most the second', 'zh-CN': '第一个数不大于第二个' },
    ([a, b]) => orZero(a).lessThanOrEqualTo(orZero(b)),
  ),
  comparison('dec>', ['DEC_GT', '精确大于'], { en: 'The first number is greater', 'zh-CN': '第一个数更大' }, ([a, b]) =>
    orZero(a).greaterThan(orZero(b)),
  ),
  comparison(
    'dec>=',
    ['DEC_GTE', '精确大于等于'],
    { en: 'The first number is at least the second', 'zh-CN': '第一个数不小于第二个' },
    ([a, b]) => orZero(a).greaterThanOrEqualTo(orZero(b)),
  ),
  {
    op: 'dec_between',
    names: ['DEC_BETWEEN', '精确介于'],
    group: 'number',
    label: { en: 'The number is between two others, ends included', 'zh-CN': '数字介于两个数之间（含两端）' },
    params: [number, param('number', 'lowest', '最小值'), param('number', 'highest', '最大值')],
    result: boolean,
    evaluate: ([x, low, high]) => orZero(low).lessThanOrEqualTo(orZero(x)) && orZero(x).lessThanOrEqualTo(orZero(high)),
  },
  {
    op: 'round',
    names: ['ROUND', '四舍五入'],
    group: 'number',
    label: { en: 'Rounded to so many digits, half away from zero', 'zh-CN': '四舍五入到指定位数' },
    params: [number, optional('scale', 'digits', '小数位数')],
    result: anyDecimal,
    evaluate: ([value, scale]) => text(map(value, (x) => rounded(x, scaleOr(scale, 0)))),
  },
  {
    op: 'int',
    names: ['INT', 'FLOOR', '取整', '向下取整'],
    group: 'number',
    label: { en: 'The greatest integer that is not greater', 'zh-CN': '向下取整' },
    params: [number],
    result: integer(),
    evaluate: ([value]) => wholeNumber(map(value, (x) => x.floor())),
  },
  {
    op: 'ceil',
    names: ['CEILING', '向上取整'],
    group: 'number',
    label: { en: 'The least integer that is not less', 'zh-CN': '向上取整' },
    params: [number],
    result: integer(),
    evaluate: ([value]) => wholeNumber(map(value, (x) => x.ceil())),
  },
  {
    op: 'abs',
    names: ['ABS', '绝对值'],
    group: 'number',
    label: { en: 'Without its sign', 'zh-CN': '绝对值' },
    params: [number],
    result: 'number',
    evaluate: ([value = null]) =>
      alike(
        [value],
        map(value, (x) => x.absoluteValue()),
      ),
  },
  {
    op: 'min',
    names: ['MIN', '最小值'],
    group: 'number',
    label: { en: 'The least of numbers and of lists of numbers', 'zh-CN': '数字与数字列表中最小的数' },
    params: [numbers],
    rest: numbers,
    variants: { date: 'earliest', timestamp: 'earliest' },
    result: 'number',
    core: true,
    evaluate: least,
    join: joinNumbers('min', least),
  },
  {
    op: 'max',
    names: ['MAX', '最大值'],
    group: 'number',
    label: { en: 'The greatest of numbers and of lists of numbers', 'zh-CN': '数字与数字列表中最大的数' },
    params: [numbers],
    rest: numbers,
    variants: { date: 'latest', timestamp: 'latest' },
    result: 'number',
    core: true,
    evaluate: greatest,
    join: joinNumbers('max', greatest),
  },
  {
    op: 'sum',
    names: ['SUM', '求和', '合计'],
    group: 'number',
    label: { en: 'Sum of numbers and of lists of numbers', 'zh-CN': '数字与数字列表的总和' },
    params: [integers],
    rest: integers,
    result: integer(),
    exact: 'dec_sum',
    evaluate: (values) => wholeNumber(total(values)),
  },
  {
    op: 'dec_sum',
    names: ['DEC_SUM', '精确求和'],
    group: 'number',
    label: { en: 'Exact sum of numbers and of lists of numbers', 'zh-CN': '数字与数字列表的精确总和' },
    params: [numbers],
    rest: numbers,
    result: anyDecimal,
    evaluate: (values) => text(total(values)),
  },
  {
    op: 'dec',
    names: ['DEC', 'VALUE', '小数', '转数字', '转换为数字'],
    group: 'number',
    label: { en: 'The value as an exact decimal; blank when it is no number', 'zh-CN': '转为精确小数；不是数字时为空' },
    params: [param('any', 'value', '值')],
    result: anyDecimal,
    evaluate: ([value]) => text(exactly(value)),
  },
]

function decimalOperator(
  op: string,
  names: OperatorDefinition['names'],
  label: OperatorDefinition['label'],
  params: OperatorDefinition['params'],
  rest: OperatorDefinition['rest'],
  compute: (values: Exact[]) => Exact | undefined,
): OperatorDefinition {
  const evaluate: Evaluate = (values) => text(compute(values.map(orZero)))
  return { op, names, group: 'number', label, params, ...(rest ? { rest } : {}), result: anyDecimal, evaluate }
}

function comparison(
  op: string,
  names: OperatorDefinition['names'],
  label: OperatorDefinition['label'],
  evaluate: Evaluate,
): OperatorDefinition {
  return { op, names, group: 'number', label, params: [number, number], result: boolean, evaluate }
}

function same([a, b]: JsonValue[]): boolean {
  const [x, y] = [exactly(a), exactly(b)]
  return x && y ? x.equals(y) : x === y
}

/** A blank number counts as 0; a gap in a list is none. */
function best(values: JsonValue[], fold: typeof leastOf, better: (a: Exact, b: Exact) => Exact): JsonValue {
  let found: Exact | undefined
  let integral = true
  for (const value of values) {
    const { best, decimals } = Array.isArray(value) ? folded(value, fold) : { best: orZero(value), decimals: isIntegral(value) ? 0 : 1 }
    if (decimals > 0) integral = false
    if (best) found = found ? better(found, best) : best
  }
  if (!found) return null
  return integral ? wholeNumber(found) : text(found)
}

function total(values: JsonValue[]): Exact {
  return values.reduce<Exact>((sum, value) => sum.plus(Array.isArray(value) ? folded(value, numbersFold).sum : orZero(value)), orZero(0))
}

function map(value: JsonValue | undefined, compute: (x: Exact) => Exact): Exact | undefined {
  const x = exactly(value)
  return x && compute(x)
}

export function text(value: Exact | undefined): string | null {
  return value === undefined ? null : canonical(value)
}

export function wholeNumber(value: Exact | undefined): number | null {
  return value === undefined ? null : safeInteger(value)
}

/** An integer while all the operands are, else a decimal. */
export function alike(values: JsonValue[], result: Exact | undefined): JsonValue {
  return values.every(isIntegral) ? wholeNumber(result) : text(result)
}
