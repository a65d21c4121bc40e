import { type Id, invariant } from '@tangram/data-model'
import { isTruthy } from '@tangram/expression'
import { directWayBack } from './approval/direct-way-back.ts'
import type { LoopDocument } from './document.ts'
import { evaluate } from './evaluate.ts'
import { isSpent, loopHolds, loopOf, loopStateOf } from './loop-state.ts'
import type { Run } from './run.ts'
import type { ElementInstance, LoopState, Undoable } from './state.ts'
import { takeFlows } from './take-flows.ts'
import { closeElement } from './tokens.ts'

/** Visits of a `while` loop that does not say how many it may have. */
const mostVisits = 100

/** A visit is over: what it did can be undone from now on, and its token goes on. `keepsElement`: the token goes on, the element stays. */
export function leaveElement(
  run: Run,
  element: ElementInstance,
  port: Id | undefined,
  { outcome, keepsElement }: { outcome?: string | undefined; keepsElement?: boolean },
): void {
  const node = run.process.nodes[element.node]
  // An escalation that it threw itself may have ended it.
  if (!node || !run.state.elements[element.id]) return
  const way = port ?? node.ports[0]?.id
  if (!keepsElement) {
    const inner = run.state.scopes[element.id]?.undoable ?? []
    closeElement(run, element.id, 'completed', outcome ?? way ?? null)
    if (element.index !== undefined) {
      if (node.handler === undefined) noteUndo(run, element, undefined, inner)
      run.within(element, {}, () => advanceLoop(run, element, port))
      return
    }
    noteUndo(run, element, node.handler, inner)
  }
  run.within(element, {}, () => {
    const back = directWayBack(run, element, way)
    if (back === undefined) takeFlows(run, node, element.scope, way)
    else run.agenda.push({ node: back, scope: element.scope })
  })
  const around = run.state.scopes[element.scope]
  if (around?.element && run.process.nodes[around.node ?? '']?.type.stepDone) run.agenda.push({ inside: around.element })
}

/** The instances of a loop share one handler, that of the loop; without one, what was done inside of each is undone. */
function noteUndo(run: Run, { id, node, scope, index, item }: ElementInstance, handler: Id | undefined, inner: Undoable[]): void {
  if (handler === undefined && inner.length === 0) return
  const instance = index === undefined ? {} : { index, ...(item === undefined ? {} : { item }) }
  const entry: Undoable = { element: id, node, ...(handler === undefined ? { inner } : { handler }), ...instance }
  run.emit({ type: 'undo.noted', scope, entry })
}

/** An instance is done: collects its value, and goes on with the next, waits for the others or leaves by the way this one took. */
function advanceLoop(run: Run, instance: ElementInstance, port: Id | undefined): void {
  const id = run.state.scopes[instance.scope]?.element ?? ''
  const element = run.state.elements[id]
  invariant(element && instance.index !== undefined, `element ${instance.id} is no instance of a loop`)
  const loop = loopOf(run, element)
  const value = loop.collect && run.within(instance, {}, () => evaluate(run, loop.collect?.from ?? null))
  run.emit({ type: 'loop.advanced', element: id, index: instance.index, ...(value === undefined ? {} : { value }) })
  const state = loopStateOf(run, id)
  if (loop.completeWhen !== undefined && run.within(instance, {}, () => isTruthy(evaluate(run, loop.completeWhen ?? false)))) {
    finishLoop(run, id, port)
  } else if (goesAgain(run, element, loop, state)) run.agenda.push({ loop: id })
  else if (loop.kind !== 'parallel' || isSpent(run, id)) finishLoop(run, id, port)
}

/** The loop is over: the rest is cancelled, what was collected is kept, the token goes on unless it has already. */
export function finishLoop(run: Run, id: string, port: Id | undefined): void {
  const element = run.state.elements[id]
  invariant(element, `element ${id} is not active`)
  const { collected, released } = loopStateOf(run, id)
  const loop = loopOf(run, element)
  if (loop.collect) {
    const values = Object.entries(collected).sort(([one], [other]) => Number(one) - Number(other))
    run.emit({ type: 'variables.set', variables: { [loop.collect.variable]: values.map(([, value]) => value) } })
  }
  if (released) closeElement(run, id, 'completed', null)
  else leaveElement(run, element, port, {})
}

function goesAgain(run: Run, element: ElementInstance, loop: LoopDocument, state: LoopState): boolean {
  if (loop.kind === 'parallel') return false
  if (loop.kind === 'sequential') return state.started < (state.total ?? 0)
  return state.completed < (loop.most ?? mostVisits) && loopHolds(run, element, loop.while)
}
