import type { Id, Instant, JsonValue, LocalizedText } from '@tangram/data-model'
import type { FlowCommand } from './command.ts'

/**
 * Where one process instance stands. Plain JSON: storage keeps it as the snapshot beside the append-only events,
 * and replaying the events over `initialState()` gives exactly this.
 */
export type InstanceState = {
  status: 'new' | 'running' | 'ended' | 'cancelled'
  record: { entity: Id; id: string } | null
  /** Person who started it; null when nobody with an account did (a public form). */
  initiator: string | null
  startedAt: Instant | null
  endedAt: Instant | null
  /** How it ended, as its last end node says; null while it runs. */
  outcome: string | null
  /** Values the instance carries beside its record. */
  variables: { [variable: Id]: JsonValue }
  /** The call activity of another instance that waits for this one; null when it began by itself. */
  parent: { instance: string; element: string } | null
  /** Outcome of the end the process itself reached last; absent before any. */
  ending?: string
  /** Since when nothing moves (suspended by an administrator); absent while it does. */
  suspendedAt?: Instant
  /** What came while it was suspended; done in this order when it is resumed. */
  held?: FlowCommand[]
  /** The tree of scopes: the process itself, each open sub-process, each loop, each compensation. */
  scopes: { [scope: Id]: ScopeState }
  /** Elements that are active now, by element instance id. */
  elements: { [element: string]: ElementInstance }
  /** Every task of the instance, closed ones too, so that each opinion stays. */
  tasks: { [task: string]: TaskState }
  /** How often each node was entered, and how long all visits that are over took together. */
  nodes: { [node: Id]: { visits: number; spentMs: number } }
  /** Request ids of the latest commands (`rememberedRequests` of them): repeating one changes nothing. */
  requests: string[]
  /** Everybody who has got a copy (抄送). */
  copied?: string[]
  /** Somebody without an account has answered a link. */
  isAnswered?: true
  /** When a task was last sent back: approvals before are history and spare nobody a task. */
  returnedAt?: Instant
}

/** A place in which tokens move: inside an element, except for the scope of the process itself. */
export type ScopeState = {
  parent: Id | null
  /** The element it is the inside of; its id is that of the element. Absent at the top. */
  element?: string
  node?: Id
  /** Tokens on each sequence flow that no element has consumed yet (branches waiting at a join). */
  taken: { [flow: Id]: number }
  /** Names known inside, `$error` for one. */
  names?: { [name: string]: JsonValue }
  /** Activities done here that can be undone, in the order they were completed. */
  undoable?: Undoable[]
  /** Complex joins that have fired and wait for the rest: flows whose token was used or thrown away. */
  fired?: { [node: Id]: Id[] }
}

/**
 * An activity that is done, with the handler that undoes it, or with what was done inside of it. `index` and `item`: those of the
 * instance of a loop that it was.
 */
export type Undoable = { element: string; node: Id; handler?: Id; inner?: Undoable[]; index?: number; item?: JsonValue }

/** One visit of a token to a node. */
export type ElementInstance = {
  id: string
  node: Id
  scope: Id
  /** 1 for the first time the token comes here. */
  visit: number
  enteredAt: Instant
  /** Which instance of a loop, from 0; its scope is then that of the loop. */
  index?: number
  /** What the instance of a loop is for. */
  item?: JsonValue
  /** Key of the link somebody without an account answers; absent when there is none. */
  link?: string
  /** What older instances hold instead of `timers`: the key of their only timer. */
  timer?: string
  /** Timers that run, by key. `catches`: the event they are for, when it is not the node itself (a boundary event, a way of an event gateway). */
  timers?: { [key: string]: { name: string; dueAt: Instant; round: number; catches?: Id } }
  /** How many timers it has set so far. */
  timersSet?: number
  /** Messages and signals it listens to, by key. */
  subscriptions?: { [key: string]: { kind: 'message' | 'signal'; name: string; correlation?: string; catches?: Id } }
  /** Key of the action it waits for. */
  awaits?: string
  /** How often an administrator had its step tried again. */
  retried?: number
  /** Key of the call whose process it waits for. */
  child?: string
  /** What went wrong here; an administrator decides. */
  incident?: { key: string; code: string | null; message: string; at: Instant }
  loop?: LoopState
  /** How its visit began, when no token brought it. */
  begun?: BegunBy
  /** What it is undoing: still to be undone, the next one last. */
  undoing?: Undoable[]
}

/**
 * `return`: a task of node `from` was sent back here; with `direct` the token goes straight back there afterwards. `withdraw`: somebody
 * took a completed task back; the visit goes on where `visit` (an element that is over) stood, and was begun `again` as that one was.
 * `undo`: it undoes what this instance of a loop did.
 */
export type BegunBy =
  | BegunByReturn
  | { how: 'withdraw'; visit: string; task: string; again?: BegunByReturn }
  | { how: 'undo'; index: number; item?: JsonValue }

export type BegunByReturn = { how: 'return'; from: Id; task: string; resubmit: 'replay' | 'direct' }

/** How far a loop has come. Its instances are elements of the same node in the scope of the loop. */
export type LoopState = {
  /** null: as many as it takes (`while`). */
  total: number | null
  started: number
  completed: number
  items?: JsonValue[]
  /** What was collected, by index. */
  collected: { [index: string]: JsonValue }
  /** The token went on without waiting. */
  released?: boolean
}

/** What a person is asked to do. */
export type Task = {
  id: string
  element: string
  node: Id
  label: LocalizedText
  /** `opinion`: asked by delegation; the answer is told to the owner and decides nothing. */
  kind: 'handle' | 'approve' | 'opinion'
  /** People who may act, uuids; the first to act has it. Never empty. */
  candidates: string[]
  /** The one it is meant for, when there is one. */
  assignee: string | null
  /** Group of a countersignature this task speaks for. */
  group?: Id
  groupLabel?: LocalizedText
  dueAt?: Instant
  outcomes: TaskOutcome[]
  /** Rights on the record's fields while the task is open; fields not named follow the person's role. */
  fields: { [field: Id]: FieldRight }
  form?: Id
  /** Weight of the vote; absent: 1. */
  weight?: number
  /** Its place among the tasks of its visit; those without a place come in the order of their ids. */
  order?: number
  /**
   * Added by hand (加签): where in respect to which task, by whom, and how the added ones decide among themselves. Those added together
   * share `batch`, which counts from 1 for each task.
   */
  added?: { where: 'before' | 'after' | 'beside'; of: string; by: string; mode: 'all' | 'any' | 'sequence'; batch?: number }
  /** The task this one came from: it took its place (transfer, taken back), or gives an opinion on it (delegation). */
  origin?: string
  /** The person this task was meant for before a stand-in rule, a transfer or a delegation gave it to somebody else. */
  insteadOf?: string
  /** For a task offered to several: who of them stands in for whom. */
  standsFor?: { [person: string]: string }
}

/** Why a task was done or cancelled by nobody, or moved on without its holder. */
export type TaskReason = 'empty' | 'initiator' | 'duplicate' | 'timeout' | 'added-rejected' | 'removed' | 'decided'

export type TaskOutcome = { id: Id; label: LocalizedText; needsOpinion?: boolean }

/** `required`: to be filled in before the task can be completed. */
export type FieldRight = 'read' | 'write' | 'hidden' | 'required'

/** A task with what became of it. */
export type TaskState = Task & {
  /** `waiting`: its turn has not come (sequence), or it waits for people who were added or asked. */
  status: 'open' | 'waiting' | 'done' | 'cancelled'
  openedAt: Instant
  closedAt?: Instant
  claimedAt?: Instant
  outcome?: Id
  by?: string
  opinion?: string
  reason?: TaskReason
  /** When somebody was last asked to hurry. */
  urgedAt?: Instant
  /** It was taken back or its visit was: kept as history, counts no more. */
  isVoid?: boolean
  /**
   * What completing it brought about; taking it back needs to know. `outside`: something left the engine that cannot be called back.
   * `begun`: its visit was begun by sending a task back.
   */
  led?: { elements: string[]; tasks: string[]; outside: boolean; begun?: BegunByReturn }
}

/** How many request ids an instance remembers. */
export const rememberedRequests = 100

/** The scope of the process itself. */
export const rootScope: Id = 'root'

/** An instance that nothing happened to yet. */
export function initialState(): InstanceState {
  return {
    status: 'new',
    record: null,
    initiator: null,
    startedAt: null,
    endedAt: null,
    outcome: null,
    variables: {},
    parent: null,
    scopes: {},
    elements: {},
    tasks: {},
    nodes: {},
    requests: [],
  }
}
