import { type Id, type Instant, invariant, type JsonObject } from '@tangram/data-model'
import type { Run } from './run.ts'
import type { ElementInstance, InstanceState } from './state.ts'

/** Whether the element holds its token for something that can come: the one place that says what waiting is. */
export function isWaiting(state: InstanceState, element: ElementInstance): boolean {
  const { id, link, timers, subscriptions, awaits, child, incident } = element
  const waits = link ?? timers ?? subscriptions ?? awaits ?? child ?? incident
  return waits !== undefined || state.scopes[id] !== undefined || Object.values(state.tasks).some(isOpenTaskOf(id))
}

const isOpenTaskOf = (element: string) => (task: InstanceState['tasks'][string]) =>
  task.element === element && (task.status === 'open' || task.status === 'waiting')

/** Sets a timer; the one of the same name, if it runs, is replaced. `catches`: the event it is for, when not the node of the element. */
export function setTimer(run: Run, id: string, timer: { dueAt: Instant; name: string; round: number; catches?: Id }): void {
  const { dueAt, name, round, catches } = timer
  for (const [key, other] of Object.entries(run.state.elements[id]?.timers ?? {})) {
    if (other.name === name && other.catches === catches) stopTimer(run, id, key)
  }
  const nth = run.state.elements[id]?.timersSet ?? 0
  const key = ['timer', id, ...(catches ? [catches] : []), ...(name ? [name] : []), ...(nth > 0 ? [nth] : [])].join(':')
  run.emit({
    type: 'timer.set',
    element: id,
    key,
    dueAt,
    ...(name ? { name } : {}),
    ...(round > 1 ? { round } : {}),
    ...(catches === undefined ? {} : { catches }),
  })
  const payload = { element: id, ...(key === `timer:${id}` ? {} : { timer: key }) }
  run.effects.push({ type: 'job', key, kind: 'flow.timer', dueAt, payload })
}

export function stopTimer(run: Run, id: string, key: string): void {
  run.emit({ type: 'timer.stopped', element: id, key })
  run.effects.push({ type: 'job.cancel', key })
}

export function subscribe(
  run: Run,
  id: string,
  to: { kind: 'message' | 'signal'; name: string; correlation?: string; catches?: Id },
): void {
  const { catches, ...listens } = to
  const key = ['listen', id, ...(catches ? [catches] : []), to.kind, to.name].join(':')
  run.emit({ type: 'subscription.opened', element: id, key, ...to })
  run.effects.push({ type: 'subscribe', key, element: id, ...listens })
}

export function unsubscribe(run: Run, id: string, key: string): void {
  run.emit({ type: 'subscription.closed', element: id, key })
  run.effects.push({ type: 'unsubscribe', key })
}

/** Asks for an action and waits for it. A second time, asked for by hand, it is a job of its own with the same key outside. */
export function awaitAction(run: Run, id: string, asked: { action: string; input: JsonObject; retries?: number }): void {
  const element = run.state.elements[id]
  invariant(element, `element ${id} is not active`)
  const own = `action:${id}`
  const key = element.retried === undefined ? own : `${own}:${element.retried}`
  run.emit({ type: 'action.awaited', element: id, key })
  run.effects.push({ type: 'action', key, ...asked, element: id, awaits: true, ...(key === own ? {} : { as: own }) })
}
