import type { Id } from '@tangram/data-model'
import { closeIncident } from './incidents.ts'
import type { Run } from './run.ts'
import { rootScope } from './state.ts'
import { stopTimer, unsubscribe } from './waits.ts'

/** Ends a visit and whatever it waited for, everything inside of it first. */
export function closeElement(run: Run, id: string, status: 'completed' | 'cancelled', outcome: string | null): void {
  const element = run.state.elements[id]
  if (!element) return
  if (run.state.scopes[id]) dropScope(run, id)
  closeTasks(run, id)
  for (const key of Object.keys(element.timers ?? {})) stopTimer(run, id, key)
  for (const key of Object.keys(element.subscriptions ?? {})) unsubscribe(run, id, key)
  if (element.awaits !== undefined) run.effects.push({ type: 'job.cancel', key: element.awaits })
  if (element.child !== undefined) run.effects.push({ type: 'call.cancel', key: element.child, element: id })
  closeIncident(run, id)
  const spentMs = Date.parse(run.given.now) - Date.parse(element.enteredAt)
  run.emit({ type: 'element.left', element: id, node: element.node, status, outcome, spentMs })
}

/** Ends everything in a scope, and the scope. */
export function dropScope(run: Run, scope: Id): void {
  clearScope(run, scope)
  run.emit({ type: 'scope.closed', scope })
}

/** Ends every branch at once (BPMN's terminate end event, or the whole instance called off). */
export function dropEverything(run: Run): void {
  clearScope(run, rootScope)
}

/** Ends everything in a scope and forgets what was still to be looked at there; the scope stays. */
export function clearScope(run: Run, scope: Id, except?: string): void {
  const others = run.agenda.filter((step) => !('scope' in step) || step.scope !== scope)
  run.agenda.splice(0, run.agenda.length, ...others)
  for (const element of elementsIn(run, scope)) if (element.id !== except) closeElement(run, element.id, 'cancelled', null)
  if (Object.keys(run.state.scopes[scope]?.taken ?? {}).length > 0) run.emit({ type: 'flows.dropped', scope })
  for (const node of Object.keys(run.state.scopes[scope]?.fired ?? {})) run.emit({ type: 'join.fired', scope, node, used: null })
}

/** Cancels the tasks of an element that nobody has answered. */
export function closeTasks(run: Run, id: string): void {
  for (const task of Object.values(run.state.tasks)) {
    if (task.element === id && (task.status === 'open' || task.status === 'waiting')) closeTask(run, { task: task.id, status: 'cancelled' })
  }
}

export function elementsIn(run: Run, scope: Id) {
  return Object.values(run.state.elements).filter((element) => element.scope === scope)
}

export function closeTask(
  run: Run,
  end: { task: string; status: 'done' | 'cancelled'; outcome?: Id; by?: string; opinion?: string },
): void {
  run.emit({ type: 'task.closed', ...end })
  run.effects.push({ type: 'task.close', ...end })
}
