import { type Diagnostic, type Entity, type Id, inOrder, pointer } from '@tangram/data-model'
import { resolveEntity } from '@tangram/form-engine'
import type { AppDocument } from './document.ts'
import type { Platform } from './platform.ts'
import { systemEntityList } from './system-entities.ts'

/** An app with its entities resolved: what server, storage and web apps work with. */
export type ResolvedApp = {
  id: Id
  document: AppDocument
  /** The app's own entities and those of the organisation (`system: true`), by id. */
  entities: { [id: Id]: Entity }
  /** Own properties only; undefined for an unknown id. */
  entity(id: Id): Entity | undefined
  /** The app's own entities in their order. */
  ownEntities: readonly Entity[]
  /** Fields whose type or settings the registry does not accept; their attributes are left out or keep defaults. */
  diagnostics: Diagnostic[]
}

/** Resolves the entities of a document whose structure has been checked. */
export function resolveApp(document: AppDocument, platform: Pick<Platform, 'fields'>): ResolvedApp {
  const entities: { [id: Id]: Entity } = {}
  for (const entity of systemEntityList) entities[entity.id] = entity
  const ownEntities: Entity[] = []
  const diagnostics: Diagnostic[] = []
  for (const entityDocument of inOrder(document.entities)) {
    const resolved = resolveEntity(document.id, entityDocument, platform.fields)
    for (const found of resolved.diagnostics) {
      diagnostics.push({ ...found, path: pointer('entities', 'items', entityDocument.id) + found.path })
    }
    ownEntities.push(resolved.entity)
    // An entity never takes the place of the organisation's (checkApp reports such ids).
    if (!Object.hasOwn(entities, entityDocument.id)) entities[entityDocument.id] = resolved.entity
  }
  return {
    id: document.id,
    document,
    entities,
    entity: (id) => (Object.hasOwn(entities, id) ? entities[id] : undefined),
    ownEntities,
    diagnostics,
  }
}
