import { type Diagnostic, type Entity, type EntityDocument, type Id, inOrder, pointer } from '@tangram/data-model'
import { checkField } from './check-field.ts'
import { entityOf } from './entity-of.ts'
import type { FieldRegistry } from './field-type.ts'

/**
 * Resolves the fields of an entity against the registry. Fields of a type the registry lacks are left out and reported.
 *
 * @returns diagnostics with paths from the entity document: `/fields/items/phone/config/country`
 */
export function resolveEntity(app: Id, document: EntityDocument, registry: FieldRegistry): { entity: Entity; diagnostics: Diagnostic[] } {
  const diagnostics = inOrder(document.fields).flatMap((field) =>
    checkField(field, registry).map((found) => ({ ...found, path: pointer('fields', 'items', field.id) + found.path })),
  )
  return { entity: entityOf(app, document, registry), diagnostics }
}
