import { exactOf } from '@tangram/expression'

export const maxDecimalLength = 400
const decimalPattern = /^-?\d+(\.\d+)?$/

/** A decimal in its JSON form: `-12.50`. No exponent, no plus, no group separators. */
export function isDecimalText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxDecimalLength && decimalPattern.test(value)
}

/** Digits before and after the point, without leading and trailing zeros. */
export function digitsOf(decimal: string): { whole: number; fraction: number } {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.')
  return { whole: whole.replace(/^0+/, '').length, fraction: fraction.replace(/0+$/, '').length }
}

/** Below 0 when a < b, 0 when equal, above 0 when a > b; exact at any length. */
export function compareDecimals(a: string, b: string): number {
  return exactOf(a).comparedTo(exactOf(b))
}

/** Whether `value` is `start` plus a whole number of steps; a step of zero or less allows every value. */
export function isStep(value: string, start: string, step: string): boolean {
  const size = exactOf(step)
  return size.lessThanOrEqualTo(exactOf(0)) || exactOf(value).minus(exactOf(start)).modulo(size).isZero()
}

/** Rounds half away from zero to `scale` digits after the point, and writes exactly that many. */
export function roundDecimal(value: string, scale: number): string {
  const [whole = '', fraction = ''] = exactOf(value).roundedTo(scale).toText().split('.')
  return scale > 0 ? `${whole}.${fraction.padEnd(scale, '0')}` : whole
}

/** The decimal text of a JavaScript number without an exponent; undefined for NaN and infinities. */
export function decimalOfNumber(value: number): string | undefined {
  return Number.isFinite(value) ? exactOf(value).toText() : undefined
}
