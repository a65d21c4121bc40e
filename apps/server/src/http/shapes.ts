import type { DataRecord, JsonObject, JsonValue } from '@tangram/data-model'
import { anything, array, bool, id, integer, localizedText, map, nullable, object, recordId, type Schema, string, uuid } from './schema.ts'

/** Shapes that several routes answer with. */
export const problemSchema: JsonObject = object(
  { type: string(), title: string(), status: integer(), code: string(), detail: string() },
  { fix: string(), path: string(), errors: anything(), details: anything() },
)

export const recordSchema = object(
  {
    id: recordId(),
    version: integer(),
    createdAt: string(),
    createdBy: nullable(string()),
    updatedAt: string(),
    updatedBy: nullable(string()),
    values: anything(),
  },
  { deletedAt: nullable(string()), labels: anything(), hidden: array(id()), readOnly: array(id()), masked: array(id()) },
) as JsonObject as Schema<DataRecord>

export const recordPageSchema = object({ records: array(recordSchema), next: nullable(string()) })
/** The records behind a mark, a page of them; `overlaps` where one may stand behind several marks. */
export const behindMarkSchema = object({
  records: array(recordSchema),
  next: nullable(string()),
  entity: id(),
  columns: array(string()),
  count: integer(),
  overlaps: bool(),
})
export const holderSchema = object({ id: uuid(), name: string() })
export const optionSchema = object({ id: string(), label: string() })

export const fileSchema = object({ id: uuid(), name: string(), size: integer(), type: string() })

/** An app, or a part of it, as its reader may see it. */
export const appSchema = object(
  {
    document: anything(),
    version: integer(),
    rights: anything(),
    canDesign: bool(),
    publicForms: map<string>(),
  },
  { processes: anything() },
)

export const nodeStandingSchema = object({
  node: id(),
  label: localizedText(),
  status: string(),
  startedAt: string(),
  endedAt: nullable(string()),
  durationMs: nullable(integer()),
  holders: array(holderSchema),
  outcome: nullable(string()),
})

export const fieldValues = (): Schema<{ [field: string]: JsonValue }> =>
  ({ type: 'object', additionalProperties: true, maxProperties: 500 }) as Schema<{ [field: string]: JsonValue }>

export const done = object({ ok: bool() })
