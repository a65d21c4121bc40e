import type { JsonValue } from '@tangram/data-model'

/** Truth as JSON Logic has it: null, false, 0, '' and the empty list are false; everything else is true. */
export function isTruthy(value: JsonValue | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}
