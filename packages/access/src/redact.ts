import type { RecordValues } from '@tangram/data-model'
import type { EntityRights } from './rights.ts'

/** The values without the fields that are hidden from the reader. */
export function redact(rights: Pick<EntityRights, 'hidden'>, values: RecordValues): RecordValues {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !rights.hidden.has(field)))
}
