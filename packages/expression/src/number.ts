import type { JsonValue } from '@tangram/data-model'
import { Decimal } from 'decimal.js'

/**
 * Exact decimals. Sums and products are never rounded here: a formula of `maxNodes` parts stays far below this many digits, and
 * PostgreSQL's numeric does not round them either.
 */
const Exact = Decimal.clone({ precision: 100_000, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -100_000, toExpPos: 100_000 })
export type Exact = InstanceType<typeof Exact>

const decimalPattern = /^[+-]?(\d{1,200}(\.\d{0,200})?|\.\d{1,200})$/

/** The number a value holds; undefined for null and for what is no number. */
export function exactly(value: JsonValue | undefined): Exact | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? new Exact(value) : undefined
  return typeof value === 'string' && decimalPattern.test(value) ? new Exact(value) : undefined
}

/** As a spreadsheet has it: blank counts as 0. */
export function orZero(value: JsonValue | undefined): Exact {
  return exactly(value) ?? new Exact(0)
}

/** The canonical text of a decimal: no exponent, no trailing zero, no negative zero. */
export function canonical(value: Exact): string {
  return value.isZero() ? '0' : value.toFixed()
}

/** Rounds half away from zero; a negative scale rounds to tens, hundreds… */
export function rounded(value: Exact, scale: number): Exact {
  return scale >= 0 ? value.toDecimalPlaces(scale) : value.toNearest(new Exact(10).pow(-scale))
}

/** Quotient at a fixed scale, rounded half away from zero; undefined when dividing by zero. */
export function divided(a: Exact, b: Exact, scale: number): Exact | undefined {
  if (b.isZero()) return undefined
  // One more digit, cut off and not rounded, decides the rounding exactly: PostgreSQL's own division would round twice.
  const shift = new Exact(10).pow(scale + 1)
  return rounded(a.times(shift).dividedToIntegerBy(b).dividedBy(shift), scale)
}

/** An integer as JSON can carry it, else null: beyond 2^53−1 the digits would be wrong. */
export function safeInteger(value: Exact): number | null {
  const number = value.toNumber()
  return value.isInteger() && Number.isSafeInteger(number) ? number + 0 : null
}

/** Whether the value counts as an integer where integers and decimals may meet. */
export function isIntegral(value: JsonValue | undefined): boolean {
  return value === null || value === undefined || (typeof value === 'number' && Number.isSafeInteger(value))
}
