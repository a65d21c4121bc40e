import type { Principal } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import { type ResolvedApp, resolveApp } from '@tangram/app-model'
import type { Entity, Id } from '@tangram/data-model'
import type { Vault } from '../encryption/vault.ts'
import { fail } from '../errors.ts'
import { remembered } from '../memo.ts'
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
  /** Seals and opens encrypted fields; there once the app has had one. */
  vault?: Vault
  /** Schemas whose tables may be read as linked ones. */
  linkedSchemas: ReadonlySet<string>
  /** See `kept`. A new version starts empty, a principal's rights never change under it. */
  kept: WeakMap<Principal, Map<string, unknown>>
  keptForSystem: Map<string, unknown>
  /** Present while a form is handed in that was opened from an earlier version: this app then has room for all that was typed. */
  opened?: OpenedForm
}

/** Which version a form was opened from, and where its values go. */
export type OpenedForm = {
  /** The version the form was opened from. */
  then: LoadedApp
  /** The version that is published now. */
  now: LoadedApp
  /** By entity: fields that have no column any more, with the attribute that holds their retired one. */
  retired: { [entity: Id]: ReadonlyMap<Id, Id> }
  /** The organisation's zone. */
  zone: string
}

export function loadedApp(
  row: { app: Id; version: number; document: AppDocument; columns: ColumnMap },
  options: Pick<StorageOptions, 'platform' | 'linkedSchemas'>,
): LoadedApp {
  return {
    id: row.app,
    version: row.version,
    document: row.document,
    resolved: resolveApp(row.document, options.platform),
    columns: row.columns,
    linkedSchemas: new Set(options.linkedSchemas),
    kept: new WeakMap(),
    keptForSystem: new Map(),
  }
}

/** Whatever reports may ask: an entity or a dataset. @throws storage.entity.unknown 404 */
export function reportSourceOf(app: LoadedApp, id: Id): Entity {
  const entity = app.resolved.reportSource(id)
  if (!entity) throw fail('storage.entity.unknown', { entity: id })
  return entity
}

/** @throws storage.entity.unknown 404 */
export function entityOf(app: LoadedApp, id: Id): Entity {
  const entity = app.resolved.entity(id)
  if (!entity) throw fail('storage.entity.unknown', { entity: id })
  return entity
}

const maxKept = 500

/**
 * What is made once per principal and version of the app, by a key that says all it depends on: a compiled statement, how its rows are
 * read. Never anything that follows the clock.
 */
export function kept<T>(app: LoadedApp, principal: Principal, key: string, make: () => T): T {
  const known = principal.kind === 'system' ? app.keptForSystem : remembered(app.kept, principal, () => new Map<string, unknown>())
  const found = known.get(key)
  if (found !== undefined) return found as T
  const made = make()
  if (known.size >= maxKept) known.delete(known.keys().next().value as string)
  known.set(key, made)
  return made
}
