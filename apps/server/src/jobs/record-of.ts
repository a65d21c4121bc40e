import type { SystemPrincipal } from '@tangram/access'
import type { ActionRecord } from '@tangram/actions'
import type { Id } from '@tangram/data-model'
import type { Storage } from '@tangram/storage'

/** The record an action is about, read when the action asks for its values. */
export function recordOf(storage: Storage, system: SystemPrincipal, about: { app: Id; entity: Id; record: string }): ActionRecord {
  const { app, entity, record } = about
  return { entity, id: record, values: async () => (await storage.records(system).get(app, entity, record)).values }
}
