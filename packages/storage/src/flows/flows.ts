import type { Principal, SystemPrincipal } from '@tangram/access'
import type { Id, Instant, JsonObject, LocalizedText, RecordValues } from '@tangram/data-model'
import type { Fact, Facts, FlowEffect, FlowEvent, InstanceState } from '@tangram/flow-engine'
import type { Fence } from '../transaction.ts'

export type FlowInstance = {
  id: string
  app: Id
  /** The app version the instance keeps. */
  appVersion: number
  process: Id
  entity: Id
  record: string
  initiator: string | null
  status: 'running' | 'ended' | 'cancelled'
  outcome: string | null
  startedAt: Instant
  endedAt: Instant | null
  totalMs: number | null
  /** Grows with each save; the next save must name it. */
  revision: number
  state: InstanceState
}

export type NewInstance = Pick<FlowInstance, 'app' | 'appVersion' | 'process' | 'entity' | 'record' | 'initiator'>

/** What one decision changes: events, snapshot, tasks, links, jobs and the record together, or nothing. */
export type Decision = {
  instance: string
  /** Present: the instance is new and `revision` is 0. */
  begin?: NewInstance
  /** The revision that was loaded. */
  revision: number
  /** A repeated one is a no-op. */
  requestId: string
  state: InstanceState
  events: readonly FlowEvent[]
  effects: readonly FlowEffect[]
  now: Instant
  /** Who acted: written into the change log for `record.update` effects; a system principal for follow-ups. */
  principal: Principal
  /** The task the person completes: must be open and theirs. Its field rights govern `values`. */
  task?: string
  /** What the person typed on the task, saved with it. */
  values?: RecordValues
  /** The record version the person saw; a newer one answers storage.record.stale. */
  version?: number
  /** The version of the app that the person's form was opened from. */
  appVersion?: number
  /** The link being answered; it can be answered once. */
  link?: string
  fence?: Fence
}

export type SaveResult = { saved: true; revision: number } | { saved: false; reason: 'stale' | 'repeated' }

export type StoredEvent = { seq: number; at: Instant; event: FlowEvent }

export type Flows = {
  /** @throws storage.flow.unknown 404 */
  load(principal: Principal, instance: string): Promise<FlowInstance>
  /** Stale: load, decide and save again. @throws storage.task.closed 409, storage.record.stale 409, storage.job.fenced 409 */
  save(decision: Decision): Promise<SaveResult>
  /** Looks up what a decision needs to know: `decide` answered `{ need }`. */
  readFacts(principal: SystemPrincipal, about: Pick<NewInstance, 'app' | 'entity' | 'record'>, need: readonly Fact[]): Promise<Facts>
  /** Running and ended instances on a record. */
  ofRecord(principal: Principal, app: Id, entity: Id, record: string): Promise<FlowInstance[]>
  events(principal: SystemPrincipal, instance: string): Promise<StoredEvent[]>
  /** Where each process on the record stands, node by node. The record must be visible. */
  process(principal: Principal, app: Id, entity: Id, record: string): Promise<ProcessStanding[]>
  /** What the principal started and where it stands. */
  initiated(principal: Principal, more?: { limit?: number; after?: string }): Promise<{ items: Initiated[]; next: string | null }>
  /** Running instances with nothing waiting: always empty unless something is broken. */
  stuck(principal: SystemPrincipal): Promise<string[]>
}

export type Holder = { id: string; name: string }

export type ProcessStanding = {
  instance: string
  process: Id
  label: LocalizedText
  status: FlowInstance['status']
  outcome: string | null
  startedAt: Instant
  endedAt: Instant | null
  totalMs: number | null
  nodes: NodeStanding[]
}

export type NodeStanding = {
  node: Id
  label: LocalizedText
  status: 'active' | 'done' | 'cancelled'
  startedAt: Instant
  endedAt: Instant | null
  durationMs: number | null
  holders: Holder[]
  outcome: string | null
}

export type Initiated = {
  instance: string
  app: Id
  entity: Id
  record: string
  recordTitle: string
  process: Id
  label: LocalizedText
  status: FlowInstance['status']
  startedAt: Instant
  endedAt: Instant | null
  current: NodeStanding[]
}

/** Payload of the job `flow.action`. */
export type ActionPayload = { instance: string; app: Id; entity: Id; record: string; key: string; action: string; input: JsonObject }

/** Payload of the job `flow.send-link`. The token of the link comes from `links.tokenOf`. */
export type SendLinkPayload = {
  instance: string
  app: Id
  entity: Id
  record: string
  link: string
  sendTo: { field: Id }
  message: LocalizedText
}
