import type { JsonValue } from '@tangram/data-model'

/** A value, or nothing: an argument that was not given. */
export type Loose = JsonValue | undefined

/** Truth as JSON Logic has it: JavaScript's, but the empty list is false. */
export function isLooselyTrue(value: Loose): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** JavaScript's conversion to text, which reaches no method that data could bring along. */
export function looseText(value: Loose): string {
  if (Array.isArray(value)) return value.map((item) => (item === null ? '' : looseText(item))).join(',')
  return value !== null && typeof value === 'object' ? '[object Object]' : String(value)
}

/** JavaScript's conversion to a number. */
export function looseNumber(value: Loose): number {
  return Number(value !== null && typeof value === 'object' ? looseText(value) : value)
}

/** JavaScript's `==`. */
export function looselyEqual(a: Loose, b: Loose): boolean {
  if (a === null || b === null || a === undefined || b === undefined) return (a ?? null) === (b ?? null)
  if (typeof a === typeof b) return a === b
  if (typeof a === 'object') return looselyEqual(looseText(a), b)
  if (typeof b === 'object') return looselyEqual(a, looseText(b))
  return Number(a) === Number(b)
}

/** JavaScript's `<`, or with `orLevel` its `<=`. */
export function looselyLess(a: Loose, b: Loose, orLevel: boolean): boolean {
  const [x, y] = [plain(a), plain(b)]
  if (typeof x === 'string' && typeof y === 'string') return orLevel ? x <= y : x < y
  const [m, n] = [Number(x), Number(y)]
  return orLevel ? m <= n : m < n
}

const plain = (value: Loose): Loose => (value !== null && typeof value === 'object' ? looseText(value) : value)
