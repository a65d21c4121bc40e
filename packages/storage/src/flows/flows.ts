import type { Principal, SystemPrincipal } from '@tangram/access'
import type { Id, Instant, JsonObject, JsonValue, LocalizedText, RecordValues } from '@tangram/data-model'
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
  /** The call activity of another instance that waits for this one. */
  parent: { instance: string; element: string } | null
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
  /** The job this is part of: still held, or nothing is saved. It goes on afterwards. */
  fence?: Fence
  /** The job this is all of: still held, or nothing is saved; deleted together with the save, so that it cannot run again. */
  finishes?: Fence
  /** The message that the job `flow.deliver` brought: it counts as delivered with the save. */
  delivers?: Delivery
  /** The version of the app the instance keeps from now on (migration). */
  moveTo?: number
}

/** `called-off`: the instance was to start for a call that has been cancelled meanwhile. */
export type SaveResult = { saved: true; revision: number } | { saved: false; reason: 'stale' | 'repeated' | 'called-off' }

export type StoredEvent = { seq: number; at: Instant; event: FlowEvent }

export type Flows = {
  /** @throws storage.flow.unknown 404 */
  load(principal: Principal, instance: string): Promise<FlowInstance>
  /** Stale: load, decide and save again. @throws storage.task.closed 409, storage.record.stale 409, storage.job.fenced 409 */
  save(decision: Decision): Promise<SaveResult>
  /** Looks up what a decision needs to know: `decide` answered `{ need }`. */
  readFacts(
    principal: SystemPrincipal,
    about: Pick<NewInstance, 'app' | 'entity' | 'record'> & { process?: Id },
    need: readonly Fact[],
  ): Promise<Facts>
  /** Running and ended instances on a record. */
  ofRecord(principal: Principal, app: Id, entity: Id, record: string): Promise<FlowInstance[]>
  events(principal: SystemPrincipal, instance: string): Promise<StoredEvent[]>
  /** Where each process on the record stands, node by node. The record must be visible. */
  process(principal: Principal, app: Id, entity: Id, record: string): Promise<ProcessStanding[]>
  /** What the principal started and where it stands, newest first. `search` looks at titles and labels. */
  initiated(
    principal: Principal,
    more?: { status?: 'running' | 'ended'; search?: string; limit?: number; after?: string },
  ): Promise<{ items: Initiated[]; next: string | null }>
  /** One instance with all its visits. The record must be visible, or the principal design the app. @throws storage.flow.unknown 404 */
  details(principal: Principal, instance: string): Promise<InstanceDetails>
  /** Instances of an app for those who design it, newest first. @throws storage.design.forbidden 403 */
  list(principal: Principal, app: Id, query?: InstanceQuery): Promise<{ items: InstanceSummary[]; next: string | null }>
  /** Running instances of a process with their states, oldest first; for migrations. @throws storage.design.forbidden 403 */
  running(
    principal: Principal,
    app: Id,
    process: Id,
    more?: { limit?: number; after?: string },
  ): Promise<{ items: FlowInstance[]; next: string | null }>
  /** Running instances in which the person has an open or waiting task, and how many; for handing over. */
  heldBy(principal: Principal, person: string): Promise<{ instance: string; tasks: number }[]>
  /**
   * Brings a message to one subscriber of the app, or a signal to all of them: each gets a job `flow.deliver`. A message without a
   * subscriber waits for `ttlMs`. The same `id` counts once in an app.
   */
  publish(principal: Principal, publication: Publication, more?: { fence?: Fence }): Promise<Published>
  /** The subscriber cannot take the message any more: it goes to another one, or waits until it expires. */
  giveBack(principal: SystemPrincipal, delivery: Delivery): Promise<void>
  /** What a call activity has started, and what became of it; null for an element that calls nothing. */
  call(principal: SystemPrincipal, instance: string, element: string): Promise<FlowCall | null>
  /** Names a start by webhook in an address; the same as long as the installation keeps its secret. */
  hookToken(principal: Principal, hook: Hook): string
  /** The start that a token names; null when it is not ours. */
  openHook(token: string): Hook | null
  /** Running instances with nothing waiting: always empty unless something is broken. */
  stuck(principal: SystemPrincipal): Promise<string[]>
}

/** `round`: how often its address was renewed; older ones name a lower one. */
export type Hook = { app: Id; process: Id; start: Id; round: number }

export type InstanceQuery = {
  process?: Id
  status?: 'running' | 'suspended' | 'ended' | 'cancelled'
  /** Only those with an open incident. */
  incident?: boolean
  /** Within titles and numbers of the records. */
  search?: string
  limit?: number
  after?: string
}

export type InstanceSummary = {
  id: string
  app: Id
  entity: Id
  record: string
  /** Empty when the principal may not see the record. */
  recordTitle: string
  process: Id
  label: LocalizedText
  version: number
  status: FlowInstance['status']
  isSuspended: boolean
  outcome: string | null
  initiator: Holder | null
  startedAt: Instant
  endedAt: Instant | null
  incidents: number
  current: NodeStanding[]
}

export type InstanceDetails = Omit<InstanceSummary, 'current' | 'incidents'> & {
  totalMs: number | null
  /** Every visit of every node, oldest first. */
  visits: Visit[]
  /** Open ones, oldest first. */
  incidents: FlowIncident[]
  revision: number
  state: InstanceState
  /** Instances it has called, and the one that called it. */
  parent: { instance: string; element: string } | null
  children: { instance: string; element: string; process: Id; status: FlowInstance['status'] }[]
}

/** One visit of a token to a node. Times in milliseconds; of an active one so far. */
export type Visit = {
  element: string
  node: Id
  label: LocalizedText
  scope: Id
  visit: number
  status: 'active' | 'done' | 'cancelled'
  startedAt: Instant
  endedAt: Instant | null
  /** From the beginning until somebody had it in hand. */
  queuedMs: number
  activeMs: number
  /** While the instance was suspended, or the task waited for people who were added. */
  suspendedMs: number
  wallMs: number
  /** Of `wallMs` what lies within the working hours of the app's calendar; null while it is active. */
  workingMs: number | null
  holders: Holder[]
  outcome: string | null
}

export type FlowIncident = { id: string; key: string; element: string; node: Id; code: string | null; message: string; at: Instant }

/** A message or signal on its way into an app. */
export type Publication = {
  app: Id
  /** Names the message: the second one with this id is passed over. */
  id: string
  kind: 'message' | 'signal'
  name: string
  correlation?: string | null
  payload: JsonObject
  /** How long a message waits for a subscriber; absent: not at all. */
  ttlMs?: number
  /** Keys of subscriptions that have got it already. */
  told?: string[]
}

export type Published = { delivered: number; isBuffered: boolean; isRepeated: boolean }

/** Which message goes to which subscription; part of the payload of the job `flow.deliver`. */
export type Delivery = { app: Id; message: string; subscription: string; name: string; correlation: string | null }

export type FlowCall = {
  key: string
  instance: string
  element: string
  process: Id
  /** The instance that was started; null before that. */
  child: string | null
  status: 'waiting' | 'running' | 'ended' | 'cancelled'
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
  outcome: string | null
  startedAt: Instant
  endedAt: Instant | null
  current: NodeStanding[]
  /** True before anybody else has acted on it. */
  isUntouched: boolean
  /** Open tasks of other people: there is somebody to urge. */
  openTasks: string[]
}

/** Payload of the job `flow.action`. `element`, `awaits`: the element waits for `finish-job` or `fail-job`. */
export type ActionPayload = {
  instance: string
  app: Id
  entity: Id
  record: string
  /** Of the app, when the action was asked for. */
  version?: number
  key: string
  action: string
  input: JsonObject
  element?: string
  awaits?: boolean
  retries?: number
  /** The key to show outside, when it is another one. */
  as?: string
}

/** Payload of the job `flow.publish`: an instance has something to say. */
export type PublishPayload = { instance: string } & Publication

/** Payload of the job `flow.deliver`: becomes a `deliver` command; `subscription` is the key it was made under. */
export type DeliverPayload = { instance: string; element: string; payload: JsonObject } & Delivery

/** Payload of the job `flow.call`: starts another process for a call activity. `record` null: a new one with `values`. */
export type CallPayload = {
  instance: string
  app: Id
  element: string
  key: string
  process: Id
  record: string | null
  values: RecordValues
  variables: { [variable: Id]: JsonValue }
}

/** Payload of the job `flow.cancel-child`: the call that started this instance was called off. */
export type CancelChildPayload = { instance: string }

/** Payload of the job `flow.child-ended`: becomes a `child-ended` command of the instance that called. */
export type ChildEndedPayload = {
  instance: string
  element: string
  child: string
  outcome: string
  status: 'ended' | 'cancelled'
  variables: { [variable: Id]: JsonValue }
  error?: { code: string | null; message: string }
}

/** Payload of the job `flow.retry`: an administrator has the step of an incident tried again (`retry-element`). */
export type RetryPayload = { instance: string; element: string; actor: string | null }

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
