import type { AppDocument } from '@tangram/app-model'
import { type Id, isId } from '@tangram/data-model'
import type { Executor } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { encryptedFields } from '../encryption/encrypted-fields.ts'
import { openVault } from '../encryption/vault.ts'
import { fail } from '../errors.ts'
import { type ColumnMap, type LoadedApp, loadedApp } from './loaded-app.ts'

type VersionRow = { app: Id; version: number; document: AppDocument; columns: ColumnMap; isSealed: boolean }

/** Anybody with a form may name an earlier version. */
const maxVersions = 200

/** Published apps as this process knows them; a NOTIFY of another process replaces them. */
export type AppCache = {
  current(app: Id): Promise<LoadedApp>
  version(app: Id, version: number): Promise<LoadedApp>
  /** Forgets what it knows of an app: a write found it out of date. */
  forget(app: Id): void
  close(): void
}

export function createAppCache(context: Pick<Context, 'db' | 'hub' | 'options' | 'now'>): AppCache {
  const { db, hub, options } = context
  const current = new Map<Id, Promise<LoadedApp>>()
  const versions = new Map<string, Promise<LoadedApp>>()

  const load = async (where: string, values: unknown[], executor: Executor = db.pool): Promise<LoadedApp | undefined> => {
    const { rows } = await executor.query<VersionRow>(
      `select v.app, v.version, v.document, v.columns, exists (select from tangram.data_key k where k.app = v.app) as "isSealed" from tangram.app_version v join tangram.app a on a.id = v.app where ${where}`,
      values,
    )
    const [row] = rows
    if (!row) return undefined
    const app = loadedApp(row, options)
    return row.isSealed || app.resolved.ownEntities.some((entity) => encryptedFields(entity).length > 0)
      ? { ...app, vault: await openVault(context, app.id) }
      : app
  }
  const loadCurrent = (app: Id) => {
    const loading = load('v.version = a.version and a.id = $1', [app]).then((loaded) => {
      if (!loaded) throw fail('storage.app.unknown', { app })
      return loaded
    })
    current.set(app, loading)
    loading.catch(() => current.delete(app))
    return loading
  }
  const stop = hub.on('app', (payload) => {
    if (payload === null) current.clear()
    else if (current.has(payload)) loadCurrent(payload).catch(() => {})
  })

  return {
    current: async (app) => {
      if (!isId(app)) throw fail('storage.app.unknown', { app })
      const known = await (current.get(app) ?? loadCurrent(app))
      if (hub.isListening()) return known
      // Nobody would tell us about a publish: ask.
      const { rows } = await db.pool.query<{ version: number }>('select version from tangram.app where id = $1', [app])
      return rows[0]?.version === known.version ? known : loadCurrent(app)
    },
    version: async (app, version) => {
      if (!isId(app) || !Number.isInteger(version)) throw fail('storage.version.unknown', { app, version })
      const key = `${app}:${version}`
      const known = versions.get(key)
      if (known) return known
      const loading = load('v.app = $1 and v.version = $2', [app, version]).then((loaded) => {
        if (!loaded) throw fail('storage.version.unknown', { app, version })
        return loaded
      })
      if (versions.size >= maxVersions) versions.delete(versions.keys().next().value as string)
      versions.set(key, loading)
      loading.catch(() => versions.delete(key))
      return loading
    },
    forget: (app) => current.delete(app),
    close: stop,
  }
}
