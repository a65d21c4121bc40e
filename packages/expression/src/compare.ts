import type { JsonValue } from '@tangram/data-model'
import { exactly } from './number.ts'

/** Equal as `IS NOT DISTINCT FROM`: null equals null and nothing else. A decimal's text equals the number it writes. */
export function isEqual(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true
  if ((typeof a === 'number' && typeof b === 'string') || (typeof a === 'string' && typeof b === 'number')) {
    const [left, right] = [exactly(a), exactly(b)]
    return left !== undefined && right !== undefined && left.equals(right)
  }
  return false
}

/**
 * Negative, zero or positive; undefined where no order exists, so that every comparison is false. Beside a number null counts as 0;
 * beside a text or a date it has no order; null and null are level.
 */
export function order(a: JsonValue, b: JsonValue): number | undefined {
  if (a === null && b === null) return 0
  if (typeof a === 'number' || typeof b === 'number') {
    const left = a === null ? 0 : a
    const right = b === null ? 0 : b
    if (typeof left === 'number' && typeof right === 'number') return left - right
    const [x, y] = [exactly(left), exactly(right)]
    return x && y ? x.comparedTo(y) : undefined
  }
  return typeof a === 'string' && typeof b === 'string' ? byCodePoint(a, b) : undefined
}

/** The order of PostgreSQL's collation "C". JavaScript's `<` compares UTF-16 units and puts 😀 before U+FFFD. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    if (a[i] === b[i]) continue
    const [x, y] = [a.codePointAt(i) ?? 0, b.codePointAt(i) ?? 0]
    // In the middle of a pair the first halves were equal; the second halves order as they are.
    return x - y
  }
  return a.length - b.length
}
