import type { Principal } from '@tangram/access'
import { type ResolvedApp, resolveApp } from '@tangram/app-model'
import type { AppDocument } from '@tangram/app-model'
import type { Entity, Id } from '@tangram/data-model'
import type { CompiledQuery } from '../compiled-query.ts'
import { fail } from '../errors.ts'
import type { StorageOptions } from '../storage.ts'

/** The physical column of each attribute, by entity. */
export type ColumnMap = { [entity: Id]: { [attribute: Id]: string } }

/** One version of an app, ready for use, with the statements compiled for it. */
export type LoadedApp = {
  id: Id
  version: number
  document: AppDocument
  resolved: ResolvedApp
  columns: ColumnMap
  /** Statements by principal and by what they do. A new version starts empty, a principal's rights never change under it. */
  plans: WeakMap<Principal, Map<string, CompiledQuery>>
  systemPlans: Map<string, CompiledQuery>
}

export function loadedApp(row: { app: Id; version: number; document: AppDocument; columns: ColumnMap }, options: Pick<StorageOptions, 'platform'>): LoadedApp {
  return {
    id: row.app,
    version: row.version,
    document: row.document,
    resolved: resolveApp(row.document, options.platform),
    columns: row.columns,
    plans: new WeakMap(),
    systemPlans: new Map(),
  }
}

/** @throws storage.entity.unknown 404 */
export function entityOf(app: LoadedApp, id: Id): Entity {
  const entity = app.resolved.entity(id)
  if (!entity) throw fail('storage.entity.unknown', { entity: id })
  return entity
}

const maxPlans = 500

/** The statement kept under this key, compiled when it is asked for the first time. */
export function planned(app: LoadedApp, principal: Principal, key: string, compile: () => CompiledQuery): CompiledQuery {
  let plans: Map<string, CompiledQuery> | undefined
  if (principal.kind === 'system') plans = app.systemPlans
  else {
    plans = app.plans.get(principal)
    if (!plans) app.plans.set(principal, (plans = new Map()))
  }
  const known = plans.get(key)
  if (known) return known
  const made = compile()
  if (plans.size >= maxPlans) plans.delete(plans.keys().next().value as string)
  plans.set(key, made)
  return made
}
