import type { Id, Instant, JsonValue, LocalizedText } from '@tangram/data-model'

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
  /** The tree of scopes. `taken`: tokens on each sequence flow that no element has consumed yet (branches waiting at a join). */
  scopes: { [scope: Id]: { parent: Id | null; taken: { [flow: Id]: number } } }
  /** Elements that are active now, by element instance id. */
  elements: { [element: string]: ElementInstance }
  /** Every task of the instance, closed ones too, so that each opinion stays. */
  tasks: { [task: string]: TaskState }
  /** How often each node was entered, and how long all visits that are over took together. */
  nodes: { [node: Id]: { visits: number; spentMs: number } }
  /** Request ids of the latest commands (`rememberedRequests` of them): repeating one changes nothing. */
  requests: string[]
}

/** One visit of a token to a node. */
export type ElementInstance = {
  id: string
  node: Id
  scope: Id
  /** 1 for the first time the token comes here. */
  visit: number
  enteredAt: Instant
  /** Key of the link somebody without an account answers; absent when there is none. */
  link?: string
  /** Key of the timer that ends the waiting; absent when there is none. */
  timer?: string
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
  /** Added by hand (加签): where in respect to which task, by whom, and how the added ones decide among themselves. */
  added?: { where: 'before' | 'after' | 'beside'; of: string; by: string; mode: 'all' | 'any' | 'sequence' }
  /** The person this task was meant for before a stand-in rule, a transfer or a delegation gave it to somebody else. */
  insteadOf?: string
}

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
