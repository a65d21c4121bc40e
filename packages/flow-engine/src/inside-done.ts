import { invariant } from '@tangram/data-model'
import { finishLoop } from './leave-element.ts'
import { contextOf } from './node-context.ts'
import type { Run } from './run.ts'
import { dropScope } from './tokens.ts'
import { undoNext } from './undo.ts'
import { isWaiting } from './waits.ts'

/** Nothing moves inside an element any more. True when that moves something. */
export function insideDone(run: Run, id: string): boolean {
  const element = run.state.elements[id]
  const node = element && run.process.nodes[element.node]
  invariant(node, `scope ${id} is inside of nothing`)
  if (element.loop) {
    finishLoop(run, id, undefined)
    return true
  }
  if (undoNext(run, id)) return true
  const isUndone = element.undoing !== undefined
  if (isUndone) dropScope(run, id)
  run.within(element, {}, () => node.type.insideDone?.(contextOf(run, element)))
  const after = run.state.elements[id]
  if (!after || run.agenda.length > 0) return true
  const { [id]: _inside, ...scopes } = run.state.scopes
  invariant(isWaiting({ ...run.state, scopes }, after), `nothing moves inside of ${element.node}, and it does not wait`)
  return isUndone
}

/** A step inside an element is done; the element may be over by now. */
export function stepDone(run: Run, id: string): void {
  const element = run.state.elements[id]
  const type = element && run.process.nodes[element.node]?.type
  if (element && run.state.scopes[id]) run.within(element, {}, () => type?.stepDone?.(contextOf(run, element)))
}
