import { invariant } from '@tangram/data-model'
import { isTruthy, type Logic } from '@tangram/expression'
import type { LoopDocument } from './document.ts'
import { evaluate } from './evaluate.ts'
import type { Run } from './run.ts'
import type { ElementInstance, LoopState } from './state.ts'
import { elementsIn } from './tokens.ts'

/** Instances one loop may have. */
export const mostInstances = 1000

export function loopOf(run: Run, element: ElementInstance): LoopDocument {
  const loop = run.process.nodes[element.node]?.document.loop
  invariant(loop, `node ${element.node} has no loop`)
  return loop
}

export function loopStateOf(run: Run, id: string): LoopState {
  const state = run.state.elements[id]?.loop
  invariant(state, `element ${id} is no loop`)
  return state
}

/** Whether a condition of the loop holds now. */
export function loopHolds(run: Run, element: ElementInstance, logic: Logic | undefined): boolean {
  return logic !== undefined && run.within(run.state.elements[element.id] ?? element, {}, () => isTruthy(evaluate(run, logic)))
}

/** Whether a loop has nothing left to do although nobody said so: its last instances were taken away. */
export function isSpent(run: Run, id: string): boolean {
  const state = run.state.elements[id]?.loop
  const isStarting = run.agenda.some((step) => 'loop' in step && step.loop === id)
  return state !== undefined && !isStarting && elementsIn(run, id).length === 0
}
