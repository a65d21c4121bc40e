import type { SystemPrincipal } from '@tangram/access'
import type { Id, Instant, RecordValues } from '@tangram/data-model'

export type ChangeKind = 'create' | 'update' | 'remove' | 'restore'

/** One write to one record, as history shows it: only what the reader may see. */
export type ChangeEntry = {
  id: string
  at: Instant
  kind: ChangeKind
  actor: { id: string; name: string } | null
  cause: string | null
  version: number
  /** Values of the changed attributes before; empty for a creation. */
  before: RecordValues
  after: RecordValues
  /** Of the changed sub-forms: how many rows are new, other than before, or gone. All none: they stand in another order. */
  rows?: { [field: Id]: RowsChanged }
}

export type RowsChanged = { added: number; changed: number; removed: number }

/** One write to one record, whole; for follow-up jobs (`change.follow` carries its id). */
export type Change = {
  id: string
  at: Instant
  kind: ChangeKind
  app: Id
  entity: Id
  record: string
  version: number
  actor: string | null
  cause: string | null
  /** Version of the app that wrote it. */
  appVersion: number
  /** The whole record before; null for a creation. */
  before: RecordValues | null
  after: RecordValues
}

export type Changes = {
  /** @throws storage.change.unknown 404 */
  get(principal: SystemPrincipal, id: string): Promise<Change>
}
