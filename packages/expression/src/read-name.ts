import { isJsonObject, type JsonValue, type RecordValues } from '@tangram/data-model'
import type { ReadValue } from './logic.ts'
import { ownValue } from './own-value.ts'

/** The values of a referenced record by its id, where they are at hand. */
export type Related = (record: string) => RecordValues | undefined

/**
 * The value of a name: `own` gives that of its first segment, each further one leads into a referenced record (`product.line`), an end of
 * a range (`period.start`) or a column of rows (`items.amount`: the list of its values). Null where nothing is.
 *
 *     valueAt(['items', 'amount'], (field) => ownValue(values, field)) // ['12.50', null, '3.00']
 */
export function valueAt(path: readonly string[], own: (field: string) => JsonValue, related?: Related): JsonValue {
  let value = own(path[0] ?? '')
  for (let step = 1; step < path.length; step++) value = stepInto(value, path[step] ?? '', related)
  return value
}

function stepInto(value: JsonValue, name: string, related: Related | undefined): JsonValue {
  if (typeof value === 'string') {
    const record = related?.(value)
    return record ? ownValue(record, name) : null
  }
  if (Array.isArray(value)) return value.map((row) => (isJsonObject(row) ? ownValue(row, name) : null))
  return isJsonObject(value) ? ownValue(value, name) : null
}

/** Reads names from plain values: `product.line` from `values['product.line']`, nested objects or `related`. Own properties only. */
export function recordReader(values: RecordValues, related?: Related): ReadValue {
  const own = (field: string) => ownValue(values, field)
  return (path) => {
    if (path.length === 1) return own(path[0] ?? '')
    const flat = path.join('.')
    return Object.hasOwn(values, flat) ? (values[flat] ?? null) : valueAt(path, own, related)
  }
}

/**
 * Reads names as a row of a sub-form has them: bare and `$row.` from the row, `$parent.` and `$form.` from the record around it.
 *
 * @see rowScope
 */
export function rowReader(row: RecordValues, record: ReadValue, related?: Related): ReadValue {
  const ofRow = recordReader(row, related)
  return (path) => {
    const [first] = path
    if (first === '$parent' || first === '$form') return record(path.slice(1))
    return ofRow(first === '$row' ? path.slice(1) : path)
  }
}
