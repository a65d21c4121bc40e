import { boolean, integer, type JsonValue } from '@tangram/data-model'
import { anyDecimal } from '../common-type.ts'
import { Exact, exactOf } from '../exact.ts'
import { divided, exactly, orZero, rounded, safeInteger, scaleOr } from '../number.ts'
import { type Evaluate, optional, param } from '../operator.ts'
import { operatorsOf } from './define.ts'
import { alike, quotientScale, text, wholeNumber } from './number.ts'

const define = operatorsOf('number')
const number = param('number', 'number', '数字')
const whole = param('integer', 'integer', '整数')
const digits = optional('scale', 'digits', '小数位数')
const multiple = param('number', 'multiple', '倍数')
const gross = param('number', 'amount with tax', '含税金额')
const rate = param('number', 'rate', '税率')

/** Beyond these a power or a product is blank, or rounded: numbers must not grow without end. */
export const mostPower = exactOf('1e100')
export const powerScale = 20

/** Roundings, parts and powers. One number that is blank gives blank; beside another one it counts as 0. */
export const moreNumberOperators = [
  define(
    'round_up',
    ['ROUNDUP', '向上舍入'],
    ['Rounded away from zero', '向远离 0 的方向舍入'],
    [number, digits],
    anyDecimal,
    ([x, scale]) =>
      withNumber(x, (value) => {
        const cut = truncated(value, scaleOr(scale, 0))
        return cut.equals(value) ? cut : cut.plus(new Exact(signOf(value), scaleOr(scale, 0)))
      }),
  ),
  define(
    'trunc',
    ['TRUNC', 'ROUNDDOWN', '截断', '向下舍入'],
    ['Rounded towards zero', '去掉多余的小数位，不进位'],
    [number, digits],
    anyDecimal,
    ([x, scale]) => withNumber(x, (value) => truncated(value, scaleOr(scale, 0))),
  ),
  define(
    'round_even',
    ['ROUND_EVEN', 'BANKERS_ROUND', '四舍六入五成双', '银行家舍入'],
    ['Rounded, half to the even digit', '四舍六入，五取偶数'],
    [number, digits],
    anyDecimal,
    ([x, scale]) => withNumber(x, (value) => toEven(value, scaleOr(scale, 0))),
  ),
  define(
    'mround',
    ['MROUND', '倍数舍入'],
    ['The nearest multiple of a number', '舍入到最接近的倍数'],
    [number, multiple],
    anyDecimal,
    ([x, m]) => withNumber(x, (value) => divided(value, size(m), 0)?.times(size(m))),
  ),
  define(
    'ceil_to',
    ['CEILING_TO', '按倍数向上取整'],
    ['The least multiple of a number that is not less', '不小于该数的最小倍数'],
    [number, multiple],
    anyDecimal,
    ([x, m]) => withNumber(x, (value) => floorTo(value.negated(), size(m))?.negated()),
  ),
  define(
    'floor_to',
    ['FLOOR_TO', '按倍数向下取整'],
    ['The greatest multiple of a number that is not greater', '不大于该数的最大倍数'],
    [number, multiple],
    anyDecimal,
    ([x, m]) => withNumber(x, (value) => floorTo(value, size(m))),
  ),
  define('sign', ['SIGN', '正负号'], ['−1, 0 or 1: the sign of the number', '数字的正负：−1、0 或 1'], [number], integer(), ([x]) => {
    const value = exactly(x)
    return value === undefined ? null : Number(signOf(value))
  }),
  define(
    'quotient',
    ['QUOTIENT', '整除', '取商'],
    ['The quotient without its fraction; blank when dividing by 0', '商的整数部分；除以 0 时为空'],
    [number, number],
    integer(),
    ([a, b]) => (orZero(b).isZero() ? null : wholeNumber(orZero(a).dividedBy(orZero(b), 0))),
  ),
  define(
    'power',
    ['POWER', '乘方', '幂'],
    ['The number multiplied by itself, 0 to 20 times; to 20 digits after the point', '数字的 0 到 20 次方，最多保留 20 位小数'],
    [number, param('exponent', 'exponent', '指数')],
    anyDecimal,
    ([x, n]) => bounded(repeated(orZero(x), scaleOr(n, 0))),
  ),
  define(
    'sqrt',
    ['SQRT', '平方根'],
    [
      'The square root, rounded to 10 or the given number of digits; blank for a negative number',
      '平方根，保留 10 位或指定位数；负数时为空',
    ],
    [number, digits],
    anyDecimal,
    ([x, scale]) => withNumber(x, (value) => squareRoot(value, Math.max(scaleOr(scale, quotientScale), 0))),
  ),
  define(
    'gcd',
    ['GCD', '最大公约数'],
    ['The greatest common divisor', '最大公约数'],
    [whole],
    integer(),
    (values) => divisor(values, gcd),
    {
      rest: whole,
    },
  ),
  define('lcm', ['LCM', '最小公倍数'], ['The least common multiple', '最小公倍数'], [whole], integer(), (values) => divisor(values, lcm), {
    rest: whole,
  }),
  define(
    'clamp',
    ['CLAMP', '限定范围'],
    ['The number, but not below the lowest nor above the highest', '把数字限制在最小值与最大值之间'],
    [number, param('number', 'lowest', '最小值'), param('number', 'highest', '最大值')],
    'number',
    (values) => {
      const [x, low, high] = values.map(orZero)
      if (!x || !low || !high) return null
      const below = high.lessThan(x) ? high : x
      return alike(values, low.greaterThan(below) ? low : below)
    },
  ),
  define('is_even', ['ISEVEN', '是偶数'], ['The integer is even', '是偶数'], [whole], boolean, ([n]) =>
    typeof n === 'number' ? n % 2 === 0 : n === null,
  ),
  define('is_odd', ['ISODD', '是奇数'], ['The integer is odd', '是奇数'], [whole], boolean, ([n]) => typeof n === 'number' && n % 2 !== 0),
  define(
    'fact',
    ['FACT', '阶乘'],
    ['The factorial of 0 to 18; blank beyond', '阶乘，0 到 18；超出时为空'],
    [whole],
    integer(),
    ([n]) => (typeof n === 'number' ? factorials[n] : undefined) ?? null,
  ),
  define(
    'percent',
    ['PERCENT', '百分比', '占比'],
    ['How many per cent a part is of the whole, to 2 or the given number of digits', '部分占整体的百分之几，保留 2 位或指定位数'],
    [param('number', 'part', '部分'), param('number', 'whole', '整体'), digits],
    anyDecimal,
    ([part, all, scale]) => text(divided(orZero(part).times(exactOf(100)), orZero(all), scaleOr(scale, 2))),
  ),
  define(
    'net_of_tax',
    ['NET_OF_TAX', '不含税金额'],
    ['The amount without the tax it contains, to 2 or the given number of digits', '从含税金额中去掉税额，保留 2 位或指定位数'],
    [gross, rate, digits],
    anyDecimal,
    ([amount, tax, scale]) => text(net(amount, tax, scale)),
  ),
  define(
    'tax_in',
    ['TAX_IN', '税额'],
    ['The tax an amount contains, to 2 or the given number of digits', '含税金额中包含的税额，保留 2 位或指定位数'],
    [gross, rate, digits],
    anyDecimal,
    ([amount, tax, scale]) => {
      const without = net(amount, tax, scale)
      return text(without && rounded(orZero(amount), scaleOr(scale, 2)).minus(without))
    },
  ),
]

export const factorials: readonly number[] = Array.from({ length: 19 }, (_, n) => {
  let product = 1
  for (let factor = 2; factor <= n; factor++) product *= factor
  return product
})

/** @returns null when the value is no number */
function withNumber(value: JsonValue | undefined, compute: (x: Exact) => Exact | undefined): string | null {
  const x = exactly(value)
  return text(x && compute(x))
}

function size(value: JsonValue | undefined): Exact {
  return orZero(value).absoluteValue()
}

function signOf(value: Exact): bigint {
  return value.units > 0n ? 1n : value.units < 0n ? -1n : 0n
}

function truncated(value: Exact, scale: number): Exact {
  return value.dividedBy(exactOf(1), scale)
}

/** The digit that a half rounds up to away from zero is taken back when it is odd. */
function toEven(value: Exact, scale: number): Exact {
  const near = rounded(value, scale)
  const isHalf = near
    .minus(value)
    .absoluteValue()
    .equals(new Exact(5n, scale + 1))
  const isOdd = !near.modulo(new Exact(2n, scale)).isZero()
  return isHalf && isOdd ? near.minus(new Exact(signOf(value), scale)) : near
}

function floorTo(value: Exact, step: Exact): Exact | undefined {
  if (step.isZero()) return undefined
  const rest = value.modulo(step)
  return value.minus(rest.lessThan(exactOf(0)) ? rest.plus(step) : rest)
}

function repeated(value: Exact, times: number): Exact {
  let power = exactOf(1)
  for (let count = 0; count < times; count++) power = power.times(value)
  return power
}

/** Rounded to what a power or a product keeps; null beyond. */
export function bounded(value: Exact): string | null {
  const result = rounded(value, powerScale)
  return result.absoluteValue().lessThan(mostPower) ? text(result) : null
}

/** One more digit, cut off, decides the rounding exactly. */
function squareRoot(value: Exact, scale: number): Exact | undefined {
  if (value.lessThan(exactOf(0))) return undefined
  const { units } = truncated(value, 2 * scale + 2)
  return rounded(new Exact(integerRoot(units), scale + 1), scale)
}

/** Newton's method from above. */
function integerRoot(value: bigint): bigint {
  if (value < 2n) return value
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

function lcm(a: bigint, b: bigint): bigint {
  return a === 0n || b === 0n ? 0n : (a / gcd(a, b)) * b
}

const divisor = (values: Parameters<Evaluate>[0], join: (a: bigint, b: bigint) => bigint) =>
  safeInteger(new Exact(values.map((value) => size(value).units).reduce(join), 0))

function net(amount: JsonValue | undefined, tax: JsonValue | undefined, scale: JsonValue | undefined): Exact | undefined {
  return divided(orZero(amount), orZero(tax).plus(exactOf(1)), scaleOr(scale, 2))
}
