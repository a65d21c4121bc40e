import type { Principal } from '@tangram/access'
import type { Id, Instant, JsonObject, LocalizedText } from '@tangram/data-model'
import type { Transaction } from '../transaction.ts'

/** A job that failed as often as it may, or a step of a process (`flow.step`), that waits for an administrator. */
export type Incident = {
  id: string
  /** Of a step: its instance. */
  job: string
  kind: string
  payload: JsonObject
  /** `Error: no luck`: for whoever looks into it. */
  error: string
  /** The same in words for people, when the failure was one we foresee. */
  problem: LocalizedText | null
  attempts: number
  at: Instant
  /** The record it was about, as far as there is one. */
  app: Id | null
  entity: Id | null
  record: string | null
  process: Id | null
  /** The process instance it holds up, as far as there is one; `node` and `code` only of a step. */
  instance: string | null
  node: Id | null
  code: string | null
  /** Number and title of the record, for those who may see it. */
  title: string | null
}

/** Administrators only: 403 `storage.admin.required` for everybody else. */
export type Incidents = {
  /** Open ones, newest first, and how many there are. */
  list(principal: Principal, more?: { limit?: number }): Promise<{ incidents: Incident[]; open: number }>
  /** Queues their jobs again; a step is tried again by its instance, which then closes the incident. @returns how many. @throws storage.incident.unknown 404 when none of the ids is open */
  retry(principal: Principal, ids: readonly string[] | 'all'): Promise<number>
  /** Leaves the job undone. @throws storage.incident.unknown 404, storage.incident.of-step 409 */
  dismiss(principal: Principal, id: string, reason: string, trx?: Transaction): Promise<{ kind: string }>
}
