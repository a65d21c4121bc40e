import type { Entity, EntityDocument, Id } from '@tangram/data-model'
import type { FieldRegistry } from './field-type.ts'
import { type Around, entityWith, resolveFields } from './resolve-fields.ts'

/** The entity of a document. Fields of a type that the registry lacks are left out. */
export function entityOf(app: Id, document: EntityDocument, registry: FieldRegistry, around?: Around): Entity {
  return entityWith(app, document, resolveFields(app, document, registry, around))
}
