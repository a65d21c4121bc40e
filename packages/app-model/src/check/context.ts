import type { Entity, Id } from '@tangram/data-model'
import { entityScope, type Scope } from '@tangram/expression'
import type { AppDocument } from '../document.ts'
import type { Platform } from '../platform.ts'
import { type ResolvedApp, resolveApp } from '../resolve-app.ts'

/** What the checks of the parts know of the whole. */
export type CheckContext = {
  app: AppDocument
  platform: Platform
  resolved: ResolvedApp
  entity(id: Id): Entity | undefined
  /** The names a formula over this entity may use; undefined for an unknown entity. */
  scopeOf(entity: Id): Scope | undefined
  /** Ids of entities, for "choose one of". */
  entityIds: readonly Id[]
}

export function checkContext(app: AppDocument, platform: Platform): CheckContext {
  const resolved = resolveApp(app, platform)
  return {
    app,
    platform,
    resolved,
    entity: resolved.entity,
    scopeOf: (id) => {
      const entity = resolved.entity(id)
      return entity && entityScope(entity, resolved.entity)
    },
    entityIds: Object.keys(resolved.entities),
  }
}
