import type { Id, Instant, RecordValues } from '@tangram/data-model'
import type { FlowEffect } from '../effect.ts'
import type { InstanceState } from '../state.ts'
import type { Waiting } from './simulation.ts'

/** What the outside holds for one instance: filled by its effects, as a database would be. */
export class VirtualWorld {
  values: RecordValues
  readonly #waiting = new Map<string, Waiting>()

  constructor(values: RecordValues) {
    this.values = values
  }

  carryOut(effects: readonly FlowEffect[], state: InstanceState): void {
    for (const effect of effects) this.#carryOut(effect, (element) => state.elements[element]?.node ?? '')
  }

  /** All that the instance waits for; what its elements gave up by leaving is gone. */
  waiting(state: InstanceState): Waiting[] {
    const tasks = Object.values(state.tasks)
      .filter((task) => task.status === 'open')
      .map((task): Waiting => ({ kind: 'task', node: task.node, element: task.element, task }))
    const others = [...this.#waiting.values()].filter(({ element }) => Object.hasOwn(state.elements, element))
    return state.status === 'running' ? [...tasks, ...others] : []
  }

  /** The timer that is due next. */
  nextTimer(state: InstanceState): Extract<Waiting, { kind: 'timer' }> | undefined {
    const timers = this.waiting(state).filter((waiting) => waiting.kind === 'timer')
    return timers.sort((a, b) => compare(a.dueAt, b.dueAt) || compare(a.key, b.key))[0]
  }

  /** A timer that has fired or an action that has answered waits no more. */
  forget(waiting: Waiting): void {
    for (const [key, each] of this.#waiting) if (each === waiting) this.#waiting.delete(key)
  }

  #carryOut(effect: FlowEffect, nodeOf: (element: string) => Id): void {
    if (effect.type === 'record.update') this.values = { ...this.values, ...effect.values, version: Number(this.values.version) + 1 }
    else if (ends(effect)) this.#waiting.delete(effect.key)
    const begun = waitingOf(effect, nodeOf)
    if (begun && 'key' in effect) this.#waiting.set(effect.key, begun)
  }
}

type Ending = Extract<FlowEffect, { type: 'job.cancel' | 'unsubscribe' | 'call.cancel' | 'incident.close' }>

const ends = (effect: FlowEffect): effect is Ending =>
  effect.type === 'job.cancel' || effect.type === 'unsubscribe' || effect.type === 'call.cancel' || effect.type === 'incident.close'

/** What an effect makes the process wait for, if anything. */
function waitingOf(effect: FlowEffect, nodeOf: (element: string) => Id): Waiting | undefined {
  const at = (element: string) => ({ element, node: nodeOf(element) })
  switch (effect.type) {
    case 'link.issue':
      return { kind: 'link', ...at(effect.element), outcomes: effect.outcomes }
    case 'job': {
      const { element, timer } = effect.payload
      if (effect.kind !== 'flow.timer' || typeof element !== 'string') return undefined
      return { kind: 'timer', ...at(element), key: typeof timer === 'string' ? timer : effect.key, dueAt: effect.dueAt }
    }
    case 'action': {
      const { action, input, element } = effect
      return effect.awaits && element !== undefined ? { kind: 'action', ...at(element), action, input } : undefined
    }
    case 'subscribe': {
      const { key, element, kind: of, name, correlation } = effect
      return { kind: 'subscription', ...at(element), key, of, name, ...(correlation === undefined ? {} : { correlation }) }
    }
    case 'call':
      return { kind: 'call', ...at(effect.element), process: effect.process }
    case 'incident.open':
      return { kind: 'incident', element: effect.element, node: effect.node, message: effect.message }
    default:
      return undefined
  }
}

const compare = (a: Instant, b: Instant) => (a < b ? -1 : a > b ? 1 : 0)
