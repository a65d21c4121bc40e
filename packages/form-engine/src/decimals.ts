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
  const difference = scaled(a, b) - scaled(b, a)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Whether `value` is `start` plus a whole number of steps; a step of zero or less allows every value. */
export function isStep(value: string, start: string, step: string): boolean {
  const scale = Math.max(fractionOf(value).length, fractionOf(start).length, fractionOf(step).length)
  const size = toBigInt(step, scale)
  return size <= 0n || (toBigInt(value, scale) - toBigInt(start, scale)) % size === 0n
}

/** Rounds half away from zero to `scale` digits after the point, and writes exactly that many. */
export function roundDecimal(value: string, scale: number): string {
  const length = fractionOf(value).length
  let units = toBigInt(value, Math.max(length, scale))
  if (length > scale) {
    const divisor = 10n ** BigInt(length - scale)
    const half = divisor / 2n
    units = (units < 0n ? units - half : units + half) / divisor
  }
  const negative = units < 0n
  const digits = String(negative ? -units : units).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  return `${negative ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(digits.length - scale)}` : ''}`
}

/** The decimal text of a JavaScript number without an exponent; undefined for NaN and infinities. */
export function decimalOfNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined
  const text = String(value)
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!parts) return text
  const [, sign = '', lead = '', rest = '', exponent = '0'] = parts
  const shift = Number(exponent)
  const digits = lead + rest
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digits}`
  return sign + digits.padEnd(shift + 1, '0')
}

const fractionOf = (decimal: string): string => decimal.split('.')[1] ?? ''

function toBigInt(decimal: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0'))
}

function scaled(value: string, other: string): bigint {
  return toBigInt(value, Math.max(fractionOf(value).length, fractionOf(other).length))
}
