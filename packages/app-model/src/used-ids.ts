import { type FieldDocument, type Id, inOrder } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf } from '@tangram/form-engine'
import type { AppDocument } from './document.ts'

/** What an id stood for: types of field, and choices. */
export type UsedId = { types: string[]; options: Id[] }

/**
 * The ids that the published versions of an app have ever given to fields, their choices and the columns of sub-forms, by entity and
 * field: a column and the records in it go by them, so that they are never given to anything else.
 */
export type UsedIds = { [entity: Id]: { [field: Id]: UsedId & { columns?: { [column: Id]: UsedId } } } }

export type FieldOfEntity = { entity: Id; field: FieldDocument }

/** Adds fields of a published version, with their columns, to what is known already, which stays as it is. */
export function withUsedIds(known: UsedIds, fields: Iterable<FieldOfEntity>, registry: FieldRegistry): UsedIds {
  const used: UsedIds = Object.fromEntries(Object.entries(known).map(([entity, ofEntity]) => [entity, { ...ofEntity }]))
  for (const { entity, field } of fields) {
    if (!Object.hasOwn(used, entity)) used[entity] = {}
    const ofEntity = used[entity] ?? {}
    const before = usedBy(used, entity, field.id)
    const columns = { ...before?.columns }
    for (const column of Object.values(field.fields?.items ?? {})) columns[column.id] = joined(columns[column.id], column, registry)
    ofEntity[field.id] = { ...joined(before, field, registry), ...(Object.keys(columns).length > 0 ? { columns } : {}) }
  }
  return used
}

function joined(before: UsedId | undefined, { type, config }: FieldDocument, registry: FieldRegistry): UsedId {
  const options = fieldTypeOf(registry, type)?.options?.(config ?? {}) ?? []
  return {
    types: [...new Set([...(before?.types ?? []), type])],
    options: [...new Set([...(before?.options ?? []), ...options.map(({ id }) => id)])],
  }
}

/** What a field's id stood for in published versions; undefined when it is free. */
export function usedBy(used: UsedIds, entity: Id, field: Id): UsedIds[Id][Id] | undefined {
  const ofEntity = Object.hasOwn(used, entity) ? used[entity] : undefined
  return ofEntity && Object.hasOwn(ofEntity, field) ? ofEntity[field] : undefined
}

/** Every field of a document, with the entity it belongs to. */
export function fieldsOf(document: AppDocument): FieldOfEntity[] {
  return inOrder(document.entities).flatMap((entity) => inOrder(entity.fields).map((field) => ({ entity: entity.id, field })))
}
