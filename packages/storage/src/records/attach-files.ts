import type { Principal } from '@tangram/access'
import { type Entity, type Id, itemOf, type RecordValues } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf } from '@tangram/form-engine'
import type { LoadedApp } from '../apps/loaded-app.ts'
import type { Transaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import { fieldError, invalid } from './write-error.ts'

/** Field by file id. */
export type FileIds = ReadonlyMap<string, Id>

/** The files that these values name, in fields whose type says that they hold files. */
export function filesIn(app: LoadedApp, entity: Entity, values: RecordValues, registry: FieldRegistry): FileIds {
  const document = itemOf(app.document.entities, entity.id)
  const found = new Map<string, Id>()
  for (const [id, value] of Object.entries(values)) {
    if (!Array.isArray(value) || value.length === 0) continue
    const field = document && itemOf(document.fields, id)
    if (!field || fieldTypeOf(registry, field.type)?.holds !== 'files') continue
    for (const item of value) {
      const file = typeof item === 'object' && item !== null && !Array.isArray(item) ? item.id : undefined
      if (isUuid(file)) found.set(file, id)
    }
  }
  return found
}

/**
 * Gives staged files to the record; from then on they have its rights. Only who uploaded a file can attach it.
 *
 * @throws storage.record.invalid 422 when a file is neither the record's already nor the principal's to give
 */
export async function attachFiles(
  trx: Transaction,
  given: { app: Id; entity: Entity; record: string; principal: Principal; files: FileIds },
): Promise<void> {
  const { app, entity, record, principal, files } = given
  const person = principal.kind === 'person' ? principal.id : null
  const link = principal.kind === 'link' ? principal.id : null
  const { rows } = await trx.client.query<{ id: string }>(
    `with attached as (
       update tangram.file set state = 'attached', app = $2, entity = $3, record = $4
       where id = any($1::uuid[]) and state = 'staged' and ($7 or created_by = $5 or link = $6) returning id
     )
     select id from attached
     union select id from tangram.file where id = any($1::uuid[]) and state = 'attached' and app = $2 and entity = $3 and record = $4`,
    [[...files.keys()], app, entity.id, record, person, link, principal.kind === 'system'],
  )
  const present = new Set(rows.map((row) => row.id))
  const missing = [...files].filter(([id]) => !present.has(id))
  if (missing.length > 0)
    throw invalid([...new Set(missing.map(([, field]) => field))].map((field) => fieldError(entity, field, 'storage.value.no-such-file')))
}
