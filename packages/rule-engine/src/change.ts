import type { Id, RecordValues } from '@tangram/data-model'

/** One write to one record, whole. */
export type RecordChange = {
  /** Id of the change; idempotency keys are made from it. */
  id: string
  kind: 'create' | 'update' | 'remove' | 'restore'
  entity: Id
  record: string
  /** The record's values before; null for a creation. */
  before: RecordValues | null
  after: RecordValues
  /** What led to it. The `cause` of a step when a rule did: a rule never runs on what it has caused itself. */
  cause: string | null
}
