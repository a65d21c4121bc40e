import type { Id, Instant, Locale } from '@tangram/data-model'
import { noteConsequences } from './approval/note-consequences.ts'
import type { FlowCommand } from './command.ts'
import type { CompiledProcess } from './compile-process.ts'
import type { FlowEffect } from './effect.ts'
import type { FlowEvent } from './event.ts'
import type { Fact, Facts } from './fact.ts'
import { FactsMissing } from './facts-missing.ts'
import { perform } from './perform.ts'
import { Run } from './run.ts'
import { settle } from './settle.ts'
import type { InstanceState } from './state.ts'

/** What the engine gets from outside: the only clock, the only source of ids, the only knowledge of people and data. */
export type FlowGiven = {
  now: Instant
  /** Fresh uuids for elements and tasks: enough of them in a list, or a function that gives the next. */
  ids: readonly Id[] | (() => Id)
  facts: Facts
  /** IANA zone of the organisation. */
  zone: string
  locale?: Locale
}

/** Events to append and effects to carry out in order; or the facts still needed, then nothing has been decided. */
export type Decision = { events: FlowEvent[]; effects: FlowEffect[]; need?: undefined } | { need: Fact[]; events?: undefined }

/**
 * Decides how far one command moves an instance: until every branch waits for somebody or the process is over.
 *
 * A command whose `requestId` was accepted before decides nothing: no events, no effects.
 *
 * @throws AppError of `flowErrors` when the command does not fit the state (a closed task, an unknown outcome…)
 * @see BPMN 2.0.2, clause 13
 */
export function decide(process: CompiledProcess, state: InstanceState, command: FlowCommand, given: FlowGiven): Decision {
  if (state.requests.includes(command.requestId)) return { events: [], effects: [] }
  const run = new Run(process, state, command, given)
  try {
    perform(run, command)
    settle(run)
    noteConsequences(run, state)
  } catch (error) {
    if (error instanceof FactsMissing) return { need: error.facts }
    throw error
  }
  return run.decision()
}
