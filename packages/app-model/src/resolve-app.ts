import { type Diagnostic, type Entity, type Id, inOrder, itemOf, pointer } from '@tangram/data-model'
import { resolveEntity, withKeys } from '@tangram/form-engine'
import { datasetsOf } from './datasets.ts'
import type { AppDocument } from './document.ts'
import type { Platform } from './platform.ts'
import { sameJson } from './same-json.ts'
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
  /** What reports may ask beside entities. */
  datasets: readonly Entity[]
  /** An entity, or a dataset where there is no such entity. */
  reportSource(id: Id): Entity | undefined
  /** Fields whose type or settings the registry does not accept; their attributes are left out or keep defaults. */
  diagnostics: Diagnostic[]
}

/** Resolves the entities of a document whose structure has been checked. */
export function resolveApp(document: AppDocument, platform: Pick<Platform, 'fields'>): ResolvedApp {
  const entities: { [id: Id]: Entity } = {}
  for (const entity of systemEntityList) entities[entity.id] = entity
  const ownEntities: Entity[] = []
  const diagnostics: Diagnostic[] = []
  const settled = settledEntities(document, platform)
  for (const entityDocument of inOrder(document.entities)) {
    const resolved = resolveEntity(document.id, entityDocument, platform.fields, settled)
    for (const found of resolved.diagnostics) {
      diagnostics.push({ ...found, path: pointer('entities', 'items', entityDocument.id) + found.path })
    }
    const entity = withKeys(resolved.entity, (id) => itemOf(document.entities, id)?.linked)
    ownEntities.push(entity)
    // An entity never takes the place of the organisation's (checkApp reports such ids).
    if (!Object.hasOwn(entities, entityDocument.id)) entities[entityDocument.id] = entity
  }
  const entity = (id: Id) => (Object.hasOwn(entities, id) ? entities[id] : undefined)
  const datasets = datasetsOf(document)
  return {
    id: document.id,
    document,
    entities,
    entity,
    ownEntities,
    datasets,
    reportSource: (id) => entity(id) ?? datasets.find((dataset) => dataset.id === id),
    diagnostics,
  }
}

/** How many times a type may be handed on from entity to entity: `a.b.c` shows what `c` shows of another. */
const mostRounds = 6

/** Entities whose virtual fields know what they show in others; nothing to do where no field has a formula. */
function settledEntities(document: AppDocument, platform: Pick<Platform, 'fields'>): (id: Id) => Entity | undefined {
  let known = new Map(systemEntityList.map((entity) => [entity.id, entity]))
  const lookup = (id: Id) => known.get(id)
  for (let round = 0; round < mostRounds; round++) {
    const next = new Map(known)
    for (const each of inOrder(document.entities)) {
      if (!systemEntityList.some(({ id }) => id === each.id))
        next.set(each.id, resolveEntity(document.id, each, platform.fields, lookup).entity)
    }
    const isSettled = round > 0 && [...next].every(([id, entity]) => sameJson(entity, known.get(id)))
    known = next
    if (isSettled || ![...known.values()].some(hasFormulas)) break
  }
  return lookup
}

function hasFormulas({ attributes }: Entity): boolean {
  return Object.values(attributes).some(({ computed, rows }) => computed !== undefined || rows !== undefined)
}
