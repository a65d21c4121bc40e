import type { Id, Instant, JsonValue, LocalizedText, RecordValues } from '@tangram/data-model'
import type { FlowCommand } from './command.ts'
import type { Facts } from './fact.ts'
import type { BegunBy, InstanceState, TaskReason, TaskState, Undoable } from './state.ts'

/** What happened to an instance. Appended, never changed; `apply` needs nothing else. */
export type FlowEvent = {
  at: Instant
} /** First event of every decision. `facts`: everything the decision looked up, so that it can be understood without the database. */ & (
  | { type: 'command.accepted'; requestId: string; command: FlowCommand['type']; actor: string | null; facts: Facts }
  | {
      type: 'instance.started'
      process: Id
      record: { entity: Id; id: string }
      initiator: string | null
      scope: Id
      variables?: { [variable: Id]: JsonValue }
      parent?: { instance: string; element: string }
    }
  /** A token is put on a sequence flow. */
  | { type: 'flow.taken'; flow: Id; scope: Id }
  /**
   * A visit begins; the token of each flow in `consumes` is used up (none for the start or a boundary event, several for a join).
   * `index`: an instance of a loop, for `item`; it belongs to the visit of the loop.
   */
  | {
      type: 'element.entered'
      element: string
      node: Id
      label: LocalizedText
      scope: Id
      visit: number
      consumes: Id[]
      /** Why it begins without a token. */
      begun?: BegunBy
      index?: number
      item?: JsonValue
    }
  | { type: 'element.left'; element: string; node: Id; status: 'completed' | 'cancelled'; outcome: string | null; spentMs: number }
  /** `waiting`: its turn comes later. */
  | { type: 'task.opened'; task: Omit<TaskState, 'status' | 'openedAt'>; waiting?: true }
  /** `insteadOf`: the person that `by` stands in for. `reason`: why, when nobody did it. */
  | {
      type: 'task.closed'
      task: string
      status: 'done' | 'cancelled'
      outcome?: Id
      by?: string
      opinion?: string
      insteadOf?: string
      reason?: TaskReason
    }
  /** Whose turn it is, where the task stands or until when. Only what has changed. */
  | ({ type: 'task.changed'; task: string } & TaskChange)
  /** For the audit trail: who did what with a task, to whom, with which words. Null: the clock did. */
  | { type: 'task.operated'; task: string; operation: TaskOperation; by: string | null; people?: string[]; to?: Id; words?: string }
  /** What completing a task has brought about. */
  | { type: 'task.led'; task: string; led: NonNullable<TaskState['led']> }
  /** Tasks that are history from now on. */
  | { type: 'task.voided'; tasks: string[] }
  /** Tasks of a visit that is over belong to one that goes on where it stood. */
  | { type: 'task.carried'; tasks: string[]; element: string }
  /** People got a copy. */
  | { type: 'copies.sent'; element: string; node: Id; people: string[]; by: string | null; text?: string }
  | { type: 'link.issued'; element: string; key: string }
  | { type: 'link.answered'; element: string; outcome: Id; opinion?: string }
  /** `name` tells several timers of one element apart; `catches`: the event it is for, when it is not the node itself. */
  | { type: 'timer.set'; element: string; key: string; dueAt: Instant; name?: string; round?: number; catches?: Id }
  | { type: 'timer.fired' | 'timer.stopped'; element: string; key?: string }
  | {
      type: 'subscription.opened'
      element: string
      key: string
      kind: 'message' | 'signal'
      name: string
      correlation?: string
      catches?: Id
    }
  | { type: 'subscription.closed'; element: string; key: string }
  /** What came for a subscription. */
  | { type: 'message.received'; element: string; key: string; payload: { [name: string]: JsonValue } }
  | { type: 'action.awaited'; element: string; key: string }
  | { type: 'action.done'; element: string }
  | { type: 'call.begun'; element: string; key: string; process: Id }
  | { type: 'call.over'; element: string; outcome: string; status: 'ended' | 'cancelled' }
  | { type: 'incident.opened'; element: string; key: string; code: string | null; message: string }
  | { type: 'incident.closed'; element: string; by?: string; retried?: boolean }
  /** An error or escalation and the event that caught it; null when nothing did. */
  | { type: 'error.thrown' | 'escalation.thrown'; element: string; code: string | null; message?: string; caughtBy: Id | null }
  | { type: 'scope.opened'; scope: Id; parent: Id; element: string; node: Id }
  | { type: 'scope.closed'; scope: Id }
  /** Names known inside a scope. */
  | { type: 'scope.named'; scope: Id; names: { [name: string]: JsonValue } }
  | { type: 'variables.set'; variables: { [variable: Id]: JsonValue }; by?: string; reason?: string }
  | { type: 'loop.begun'; element: string; total: number | null; items?: JsonValue[] }
  /** An instance of the loop is done; `value` is what it collects. */
  | { type: 'loop.advanced'; element: string; index: number; value?: JsonValue }
  | { type: 'loop.grown'; element: string; item?: JsonValue; by: string }
  | { type: 'loop.released'; element: string }
  /** An activity can be undone from now on. */
  | { type: 'undo.noted'; scope: Id; entry: Undoable }
  /** An element begins to undo these activities of a scope, the last one first. */
  | { type: 'undo.begun'; element: string; scope: Id; entries: Undoable[] }
  /** The next of them is undone now. */
  | { type: 'undo.next'; element: string }
  /** A complex join: the flows whose token it has used or thrown away since it fired; null when it begins anew. */
  | { type: 'join.fired'; scope: Id; node: Id; used: Id[] | null }
  /** An end of the process itself was reached. */
  | { type: 'end.reached'; outcome: string }
  /** Tokens thrown away: all of the scope, or one on each flow named. */
  | { type: 'flows.dropped'; scope: Id; flows?: Id[] }
  /** An administrator moved the process on or back. */
  | { type: 'instance.jumped'; to: Id; elements: string[]; by: string; reason: string }
  | { type: 'instance.suspended' | 'instance.resumed'; by: string; reason?: string }
  | { type: 'command.held'; command: FlowCommand }
  | { type: 'instance.migrated'; to: number; nodes: { [from: Id]: Id }; flows: { [from: Id]: Id }; by: string }
  | { type: 'record.changed'; values: RecordValues }
  | {
      type: 'instance.ended'
      status: 'ended' | 'cancelled'
      outcome: string
      totalMs: number
      nodes: InstanceState['nodes']
      by?: string
      reason?: string
    }
)

/** What may change of an open task. `claimedAt` null: it is back in the pool. */
export type TaskChange = {
  status?: 'open' | 'waiting'
  candidates?: string[]
  assignee?: string | null
  dueAt?: Instant | null
  claimedAt?: Instant | null
  insteadOf?: string
}

/** Everything people (or the clock) do with a task beside completing it. */
export type TaskOperation =
  | 'claim'
  | 'release'
  | 'transfer'
  | 'delegate'
  | 'add-before'
  | 'add-after'
  | 'add-beside'
  | 'remove-signers'
  | 'return'
  | 'withdraw'
  | 'urge'
  | 'remind'
  | 'copy'
  | 'hand-over'
  | 'escalate'
