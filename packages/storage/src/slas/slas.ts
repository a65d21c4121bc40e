import type { Principal, SystemPrincipal } from '@tangram/access'
import type { Id, Instant } from '@tangram/data-model'
import type { SlaClock, SlaEvent, SlaState, SlaStepToRun } from '@tangram/flow-engine'
import type { Change } from '../records/changes.ts'
import type { Fence } from '../transaction.ts'

export type SlaRecord = { app: Id; entity: Id; record: string }

/** Where the clocks of a record stand, and what has happened to it since. */
export type SlaStanding = {
  /** Grows with each save; the next save must name it. 0: nothing was kept yet. */
  revision: number
  /** Version of the app by which the clocks were last counted; 0 at the beginning. */
  appVersion: number
  /** By agreement. */
  states: { [sla: Id]: SlaState }
  /** The write that was looked at last; undefined at the beginning. */
  last: Change | undefined
  /** What was written since, oldest first. */
  changes: Change[]
}

export type SlaKept = {
  revision: number
  /** Version of the record that was looked at last. */
  version: number
  appVersion: number
  /** What happened to the clocks of each agreement since they stood as `from`, and what is to be done. */
  slas: { sla: Id; from: SlaState; events: readonly SlaEvent[]; steps: readonly SlaStepToRun[] }[]
  /** When a timer must come; null: none. */
  nextAt: Instant | null
  fence?: Fence
}

/** One clock as people see it. */
export type SlaStandingOfRecord = SlaClock & { sla: Id }

/** Clocks of service agreements. Payload of the job `sla.timer`: a `SlaRecord`; of `sla.action`: that, `cause`, and a step to run. */
export type Slas = {
  load(principal: SystemPrincipal, about: SlaRecord): Promise<SlaStanding>
  /** Events, clocks, timer and steps together, or nothing. @returns false when somebody else was first: load and decide again */
  save(principal: SystemPrincipal, about: SlaRecord, kept: SlaKept): Promise<boolean>
  /** The latest clocks of a record. The record must be visible. */
  ofRecord(principal: Principal, app: Id, entity: Id, record: string): Promise<SlaStandingOfRecord[]>
  /** Records with an open clock that were counted by an earlier version of the app. */
  behind(principal: SystemPrincipal, app: Id, version: number, limit: number): Promise<SlaRecord[]>
  /** When a version of an app began to hold. @throws storage.version.unknown 404 */
  heldSince(principal: SystemPrincipal, app: Id, version: number): Promise<Instant>
  /** Those of the records that have an open clock. */
  open(principal: SystemPrincipal, records: readonly string[]): Promise<string[]>
}
