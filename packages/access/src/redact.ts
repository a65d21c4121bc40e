import type { RecordValues } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import { holdsFor } from './condition.ts'
import type { EntityRights } from './rights.ts'

/** The values of one record without the fields that it does not show the reader. */
export function redact(rights: Pick<EntityRights, 'hidden' | 'shownWhere'>, values: RecordValues, given: Given): RecordValues {
  const isShown = (field: string) => !rights.hidden.has(field) && holdsFor(rights.shownWhere.get(field) ?? true, values, given)
  return Object.fromEntries(Object.entries(values).filter(([field]) => isShown(field)))
}
