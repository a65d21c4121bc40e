import { type Diagnostic, type Entity, type EntityDocument, type Id, inOrder, pointer } from '@tangram/data-model'
import { checkExpression, entityScope, rowScope } from '@tangram/expression'
import { checkField } from './check-field.ts'
import { entityOf } from './entity-of.ts'
import type { FieldRegistry } from './field-type.ts'
import type { Around } from './resolve-fields.ts'

/**
 * Resolves the fields of an entity against the registry. Fields of a type the registry lacks are left out and reported.
 *
 * @param entities resolves references, for formulas that look into other records
 * @returns diagnostics with paths from the entity document: `/fields/items/phone/config/country`
 */
export function resolveEntity(
  app: Id,
  document: EntityDocument,
  registry: FieldRegistry,
  entities: (id: Id) => Entity | undefined = () => undefined,
): { entity: Entity; diagnostics: Diagnostic[] } {
  const diagnostics = inOrder(document.fields).flatMap((field) =>
    checkField(field, registry).map((found) => ({ ...found, path: pointer('fields', 'items', field.id) + found.path })),
  )
  const typeOfFormula: Around['typeOfFormula'] = (logic, entity, rows) =>
    checkExpression(logic, rows ? rowScope(entity, rows, entities) : entityScope(entity, entities)).type
  return { entity: entityOf(app, document, registry, { entities, typeOfFormula }), diagnostics }
}
