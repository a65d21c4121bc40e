import { maskText, type RecordValues } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import { holdsFor } from './condition.ts'
import type { EntityRights } from './rights.ts'

/** The values of one record without the fields that it does not show the reader, and with those masked that it shows in part. */
export function redact(rights: Pick<EntityRights, 'hidden' | 'shownWhere' | 'masked'>, values: RecordValues, given: Given): RecordValues {
  const isShown = (field: string) => !rights.hidden.has(field) && holdsFor(rights.shownWhere.get(field) ?? true, values, given)
  const seen = (field: string, value: RecordValues[string]) => {
    const rule = rights.masked.get(field)
    return !rule || typeof value !== 'string' || holdsFor(rule.clearWhere, values, given) ? value : maskText(rule.mask, value)
  }
  return Object.fromEntries(Object.entries(values).flatMap(([field, value]) => (isShown(field) ? [[field, seen(field, value)]] : [])))
}
