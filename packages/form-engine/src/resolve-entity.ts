import { type Diagnostic, type Entity, type EntityDocument, type Id, inOrder, pointer } from '@tangram/data-model'
import type { FieldRegistry } from './field-type.ts'
import { checkField, resolveField } from './resolve-field.ts'

/**
 * Resolves the fields of an entity against the registry. Fields of a type the registry lacks are left out and reported.
 *
 * @returns diagnostics with paths from the entity document: `/fields/items/phone/config/country`
 */
export function resolveEntity(app: Id, document: EntityDocument, registry: FieldRegistry): { entity: Entity; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const attributes: Entity['attributes'] = {}
  const order: Id[] = []
  for (const field of inOrder(document.fields)) {
    for (const found of checkField(field, registry)) {
      diagnostics.push({ ...found, path: pointer('fields', 'items', field.id) + found.path })
    }
    const resolved = resolveField(field, registry)
    if (!resolved) continue
    attributes[field.id] = resolved.attribute
    order.push(field.id)
  }
  const entity: Entity = {
    app,
    id: document.id,
    label: document.label,
    title: document.title,
    attributes,
    order,
    unique: document.unique ?? [],
    indexes: document.indexes ?? [],
  }
  return { entity, diagnostics }
}
