import type { Id, Instant, JsonObject, JsonValue, LocalizedText, RecordValues } from '@tangram/data-model'
import type { CaseStep } from '../document.ts'
import type { FlowEffect } from '../effect.ts'
import type { FlowEvent } from '../event.ts'
import type { Fact } from '../fact.ts'
import type { InstanceState, TaskOutcome, TaskState } from '../state.ts'

/** What is played: who starts it on which record, and what happens then. Playing one step more means playing it all again. */
export type Play = {
  initiator: string | null
  /** Values of the record at the start. */
  values: RecordValues
  start?: Id
  variables?: { [variable: Id]: JsonValue }
  steps: readonly CaseStep[]
}

/** How a play went: the very decisions the engine would take, under a clock that only the play moves. */
export type Simulation = {
  state: InstanceState
  /** Where the clock stands. */
  now: Instant
  /** Values of the record as the process and people have left them. */
  values: RecordValues
  /** Nodes in the order they were entered. */
  path: Id[]
  /** What each decision did, in order. */
  moments: Moment[]
  /** What the process waits for; empty once it is over. */
  waiting: Waiting[]
  /** The step that could not be played, with the words the person would see; the steps behind it were not tried. */
  refused?: { step: number; code: string; message: LocalizedText; fix?: LocalizedText }
}

/** One decision. `step` is the index of the step that caused it, -1 for the start. */
export type Moment = { at: Instant; step: number; events: FlowEvent[]; effects: FlowEffect[] }

/** Something the process waits for, and what can end the waiting. */
export type Waiting = { node: Id; element: string } & (
  | { kind: 'task'; task: TaskState }
  | { kind: 'link'; outcomes: TaskOutcome[] }
  | { kind: 'timer'; key: string; dueAt: Instant }
  | { kind: 'subscription'; key: string; of: 'message' | 'signal'; name: string; correlation?: string }
  | { kind: 'action'; action: string; input: JsonObject }
  | { kind: 'call'; process: Id }
  | { kind: 'incident'; message: string }
)

/** Either the play, or what has to be looked up before it can go on: add the answers to the facts and play again. */
export type SimulationResult = Simulation | { need: Fact[] }
