import type { Id } from '@tangram/data-model'
import type { Signal } from './node-type.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'
import { closeElement } from './tokens.ts'

/** An event on the border of an activity happens: the activity is cancelled unless the event lets it go on, and a branch begins there. */
export function catchOnBorder(run: Run, host: ElementInstance, event: Id, signal: Signal): void {
  if (interrupts(run, event)) closeElement(run, host.id, 'cancelled', event)
  run.agenda.push({ caught: event, scope: host.scope, signal, consumes: [] })
}

export function interrupts(run: Run, event: Id): boolean {
  return run.process.nodes[event]?.config.interrupting !== false
}

/** One of the events behind an event gateway has happened: the others are no longer waited for. */
export function catchBehind(run: Run, gateway: ElementInstance, event: Id, signal: Signal): void {
  const flow = run.process.nodes[gateway.node]?.outgoing.find((candidate) => candidate.to === event)
  closeElement(run, gateway.id, 'completed', event)
  if (!flow) return
  run.emit({ type: 'flow.taken', flow: flow.id, scope: gateway.scope })
  run.agenda.push({ caught: event, scope: gateway.scope, signal, consumes: [flow.id] })
}
