import { type Entity, type EntityDocument, type Id, inOrder } from '@tangram/data-model'
import type { FieldRegistry } from './field-type.ts'
import { resolveField } from './resolve-field.ts'

/** The entity of a document. Fields of a type that the registry lacks are left out. */
export function entityOf(app: Id, document: EntityDocument, registry: FieldRegistry): Entity {
  const attributes: Entity['attributes'] = {}
  const order: Id[] = []
  for (const field of inOrder(document.fields)) {
    const resolved = resolveField(field, registry)
    if (!resolved) continue
    attributes[field.id] = resolved.attribute
    order.push(field.id)
  }
  return {
    app,
    id: document.id,
    label: document.label,
    title: document.title,
    attributes,
    order,
    unique: document.unique ?? [],
    indexes: document.indexes ?? [],
  }
}
