import type { JsonValue, RecordValues } from '@tangram/data-model'

/**
 * What an object has itself under a name; null when nothing.
 *
 * What it might inherit is a function or an object, never a text, a number or a truth value: those need no second look.
 */
export function ownValue(values: RecordValues, name: string): JsonValue {
  const value = values[name]
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value !== undefined && Object.hasOwn(values, name) ? value : null
}
