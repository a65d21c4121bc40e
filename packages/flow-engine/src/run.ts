import { type Id, InvariantError, type JsonObject, type JsonValue } from '@tangram/data-model'
import { apply } from './apply.ts'
import type { FlowCommand } from './command.ts'
import type { CompiledProcess } from './compile-process.ts'
import type { FlowGiven } from './decide.ts'
import type { FlowEffect } from './effect.ts'
import type { FlowEvent } from './event.ts'
import { type Fact, type Facts, factKey } from './fact.ts'
import { FactsMissing } from './facts-missing.ts'
import type { Signal } from './node-type.ts'
import type { BegunBy, ElementInstance, InstanceState } from './state.ts'
import { upgradeState } from './upgrade-state.ts'

/** What is still to be looked at in this decision, oldest first. */
export type Step =
  /** A token has been put on a flow. */
  | { flow: Id; scope: Id }
  /** A visit is to begin without a token: behind a link, inside a sub-process, where somebody jumped to. */
  | { node: Id; scope: Id; begun?: BegunBy | undefined }
  /** The token goes back: what can be reached from the node is cleaned up, then its visit begins. */
  | { jumpTo: Id; scope: Id; begun: BegunBy }
  /** A loop may start its next instance. */
  | { loop: string }
  /** A step inside of an element is done. */
  | { inside: string }
  /** An event has happened whose visit begins with it. */
  | { caught: Id; scope: Id; signal: Signal; consumes: Id[] }
  /** Something came for a subscription of this instance; `otherwise` when it is not there any more. */
  | { element: string; subscription: string; payload: JsonObject; otherwise?: FlowEffect }

/** The element whose expressions are read, with names only it knows (`$message`, `$result`). */
export type Focus = { element: ElementInstance; names: { [name: string]: JsonValue } }

type WithoutTime<E> = E extends { at: unknown } ? Omit<E, 'at'> : never

/** One decision in the making: the state so far, what happened, what is to be done, what was looked up. Lives for one `decide`. */
export class Run {
  readonly process: CompiledProcess
  readonly command: FlowCommand
  readonly given: FlowGiven
  /** Values the decision has changed, and those the command brought. */
  readonly values: Map<Id, JsonValue>
  state: InstanceState
  readonly agenda: Step[] = []
  readonly effects: FlowEffect[] = []
  focus: Focus | null = null
  readonly #events: FlowEvent[] = []
  readonly #used: Facts = {}
  #idsTaken = 0

  constructor(process: CompiledProcess, state: InstanceState, command: FlowCommand, given: FlowGiven) {
    this.process = process
    this.command = command
    this.given = given
    this.values = new Map(Object.entries(broughtBy(command)))
    this.state = upgradeState(state)
  }

  /** Adds an event and moves the state on. */
  emit(event: WithoutTime<FlowEvent>): void {
    const complete = { at: this.given.now, ...event } as FlowEvent
    this.#events.push(complete)
    this.state = apply(this.state, complete)
  }

  /** Does something with expressions read from an element. */
  within<T>(element: ElementInstance, names: { [name: string]: JsonValue }, act: () => T): T {
    const before = this.focus
    this.focus = { element, names }
    try {
      return act()
    } finally {
      this.focus = before
    }
  }

  /** The answer to a fact; breaks the decision off when it is not known. */
  fact(fact: Fact): JsonValue {
    const key = factKey(fact)
    if (!Object.hasOwn(this.given.facts, key)) throw new FactsMissing([fact])
    const answer = this.given.facts[key] ?? null
    this.#used[key] = answer
    return answer
  }

  knows(fact: Fact): boolean {
    return Object.hasOwn(this.given.facts, factKey(fact))
  }

  nextId(): Id {
    const { ids } = this.given
    const id = typeof ids === 'function' ? ids() : ids[this.#idsTaken]
    this.#idsTaken += 1
    if (id === undefined) throw new InvariantError(`given.ids has only ${this.#idsTaken - 1} ids`)
    return id
  }

  decision(): { events: FlowEvent[]; effects: FlowEffect[] } {
    const { requestId, type } = this.command
    const accepted: FlowEvent = {
      at: this.given.now,
      type: 'command.accepted',
      requestId,
      command: type,
      actor: actorOf(this.command),
      facts: this.#used,
    }
    return { events: [accepted, ...this.#events], effects: this.effects }
  }
}

/** The person who acts, if it is one with an account. */
export function actorOf(command: FlowCommand): string | null {
  if (command.type === 'start') return command.initiator
  return 'actor' in command ? command.actor : null
}

function broughtBy(command: FlowCommand): { [field: Id]: JsonValue } {
  if (command.type === 'start') return command.record.values
  return command.type === 'complete-task' || command.type === 'return-task' ? (command.values ?? {}) : {}
}
