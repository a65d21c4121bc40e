import { type FieldDocument, type Id, inOrder } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf } from '@tangram/form-engine'
import type { AppDocument } from './document.ts'

/**
 * The ids that the published versions of an app have ever given to fields and choices, by entity and field: a column and the records
 * in it go by them, so that they are never given to anything else.
 */
export type UsedIds = { [entity: Id]: { [field: Id]: { types: string[]; options: Id[] } } }

export type FieldOfEntity = { entity: Id; field: FieldDocument }

/** Adds fields of a published version to what is known already, which stays as it is. */
export function withUsedIds(known: UsedIds, fields: Iterable<FieldOfEntity>, registry: FieldRegistry): UsedIds {
  const used: UsedIds = Object.fromEntries(Object.entries(known).map(([entity, ofEntity]) => [entity, { ...ofEntity }]))
  for (const { entity, field } of fields) {
    if (!Object.hasOwn(used, entity)) used[entity] = {}
    const ofEntity = used[entity] ?? {}
    const before = usedBy(used, entity, field.id) ?? { types: [], options: [] }
    const options = fieldTypeOf(registry, field.type)?.options?.(field.config ?? {}) ?? []
    ofEntity[field.id] = {
      types: [...new Set([...before.types, field.type])],
      options: [...new Set([...before.options, ...options.map(({ id }) => id)])],
    }
  }
  return used
}

/** What a field's id stood for in published versions; undefined when it is free. */
export function usedBy(used: UsedIds, entity: Id, field: Id): { types: string[]; options: Id[] } | undefined {
  const ofEntity = Object.hasOwn(used, entity) ? used[entity] : undefined
  return ofEntity && Object.hasOwn(ofEntity, field) ? ofEntity[field] : undefined
}

/** Every field of a document, with the entity it belongs to. */
export function fieldsOf(document: AppDocument): FieldOfEntity[] {
  return inOrder(document.entities).flatMap((entity) => inOrder(entity.fields).map((field) => ({ entity: entity.id, field })))
}
