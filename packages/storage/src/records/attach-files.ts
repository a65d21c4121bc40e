import type { Principal } from '@tangram/access'
import { type Entity, type FieldDocument, type Id, isJsonObject, itemOf, type JsonValue, type RecordValues } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf } from '@tangram/form-engine'
import type { LoadedApp } from '../apps/loaded-app.ts'
import type { Executor } from '../compiled-query.ts'
import type { Transaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import { fieldError, invalid } from './write-error.ts'

/** Field by file id. */
export type FileIds = ReadonlyMap<string, Id>

/** The files that these values name, in fields whose type says that they hold files; those of a sub-form's cells go by the sub-form. */
export function filesIn(app: LoadedApp, entity: Entity, values: RecordValues, registry: FieldRegistry): FileIds {
  const document = itemOf(app.document.entities, entity.id)
  const found = new Map<string, Id>()
  const note = (field: FieldDocument | undefined, value: JsonValue | undefined, id: Id) => {
    if (!field || !Array.isArray(value) || value.length === 0) return
    for (const column of Object.values(field.fields?.items ?? {})) for (const row of value) note(column, cellOf(row, column.id), id)
    if (fieldTypeOf(registry, field.type)?.holds !== 'files') return
    for (const item of value) {
      const file = cellOf(item, 'id')
      if (isUuid(file)) found.set(file, id)
    }
  }
  for (const [id, value] of Object.entries(values)) if (Array.isArray(value)) note(document && itemOf(document.fields, id), value, id)
  return found
}

function cellOf(row: JsonValue, column: Id): JsonValue | undefined {
  return isJsonObject(row) && Object.hasOwn(row, column) ? row[column] : undefined
}

export type FilesGiven = { app: Id; entity: Entity; record: string; principal: Principal; files: FileIds }

/**
 * The values with name, size and type of their files as they were uploaded: what a client says about a file is not believed, and the
 * field's limits are checked against the truth. A file that cannot be attached stays as it is; `attachFiles` refuses it.
 */
export async function withTrueFiles(executor: Executor, given: FilesGiven, values: RecordValues): Promise<RecordValues> {
  const { rows } = await executor.query<{ id: string; name: string; size: number; type: string }>(
    `select id, name, size, type from tangram.file where id = any($1::uuid[]) and (${attachable} or ${attached})`,
    argsOf(given),
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  const trueFile = (item: JsonValue): JsonValue => {
    const id = cellOf(item, 'id')
    return (typeof id === 'string' && known.get(id.toLowerCase())) || inRow(item)
  }
  // A row of a sub-form: its cells may hold lists of files.
  const inRow = (item: JsonValue): JsonValue => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).map(([id, cell]) => [id, Array.isArray(cell) ? cell.map(trueFile) : (cell ?? null)]))
  }
  const fields = new Set(given.files.values())
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, fields.has(id) && Array.isArray(value) ? value.map(trueFile) : value]),
  )
}

/**
 * Gives staged files to the record; from then on they have its rights. Only who uploaded a file can attach it.
 *
 * @throws storage.record.invalid 422 when a file is neither the record's already nor the principal's to give
 */
export async function attachFiles(trx: Transaction, given: FilesGiven): Promise<void> {
  const { entity, files } = given
  const { rows } = await trx.client.query<{ id: string }>(
    `with given as (
       update tangram.file set state = 'attached', app = $2, entity = $3, record = $4 where id = any($1::uuid[]) and ${attachable} returning id
     )
     select id from given union select id from tangram.file where id = any($1::uuid[]) and ${attached}`,
    argsOf(given),
  )
  const present = new Set(rows.map((row) => row.id))
  const missing = [...files].filter(([id]) => !present.has(id.toLowerCase()))
  if (missing.length > 0)
    throw invalid([...new Set(missing.map(([, field]) => field))].map((field) => fieldError(entity, field, 'storage.value.no-such-file')))
}

/** Uploaded by whoever writes: this person, or somebody with this link. */
const attachable = `(state = 'staged' and ($7 or created_by = $5 or link = $6))`
/** The record's already. */
const attached = `(state = 'attached' and app = $2 and entity = $3 and record = $4)`

function argsOf({ app, entity, record, principal, files }: FilesGiven): unknown[] {
  const person = principal.kind === 'person' ? principal.id : null
  const link = principal.kind === 'link' ? principal.id : null
  return [[...files.keys()], app, entity.id, record, person, link, principal.kind === 'system']
}
