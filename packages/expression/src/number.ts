import type { JsonValue } from '@tangram/data-model'
import { type Exact, exactOf } from './exact.ts'

export type { Exact }

const decimalPattern = /^[+-]?(\d{1,200}(\.\d{0,200})?|\.\d{1,200})$/

/** The number a value holds; undefined for null and for what is no number. */
export function exactly(value: JsonValue | undefined): Exact | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? exactOf(value) : undefined
  return typeof value === 'string' && decimalPattern.test(value) ? exactOf(value) : undefined
}

/** As a spreadsheet has it: blank counts as 0. */
export function orZero(value: JsonValue | undefined): Exact {
  return exactly(value) ?? exactOf(0)
}

/** The canonical text of a decimal: no exponent, no trailing zero, no negative zero. */
export function canonical(value: Exact): string {
  return value.toText()
}

/** Rounds half away from zero; a negative scale rounds to tens, hundreds… */
export function rounded(value: Exact, scale: number): Exact {
  return value.roundedTo(scale)
}

/** Quotient at a fixed scale, rounded half away from zero; undefined when dividing by zero. */
export function divided(a: Exact, b: Exact, scale: number): Exact | undefined {
  if (b.isZero()) return undefined
  // One more digit, cut off and not rounded, decides the rounding exactly: PostgreSQL's own division would round twice.
  return rounded(a.dividedBy(b, scale + 1), scale)
}

/** Digits after the point as an argument names them, −20 to 20; what an unchecked expression has there otherwise counts as the nearest. */
export function scaleOr(scale: JsonValue | undefined, otherwise: number): number {
  return typeof scale === 'number' ? Math.min(Math.max(Math.trunc(scale), -20), 20) : otherwise
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
