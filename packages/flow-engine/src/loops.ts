import type { JsonValue } from '@tangram/data-model'
import type { LoopDocument } from './document.ts'
import { fail } from './errors.ts'
import { evaluate } from './evaluate.ts'
import { finishLoop, leaveElement } from './leave-element.ts'
import { loopHolds, loopOf, mostInstances } from './loop-state.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'

/** Finds out how often an activity is to be visited, and has the first visit (or all of them) begin. */
export function beginLoop(run: Run, element: ElementInstance): void {
  const loop = loopOf(run, element)
  run.emit({ type: 'scope.opened', scope: element.id, parent: element.scope, element: element.id, node: element.node })
  const { total, items } = countOf(run, element, loop)
  run.emit({ type: 'loop.begun', element: element.id, total, ...(items ? { items } : {}) })
  const starts =
    total === null
      ? !loop.asksFirst || loopHolds(run, element, loop.while)
        ? 1
        : 0
      : loop.kind === 'parallel'
        ? total
        : Math.min(total, 1)
  if (starts === 0) {
    finishLoop(run, element.id, undefined)
    return
  }
  for (let left = starts; left > 0; left -= 1) run.agenda.push({ loop: element.id })
  if (loop.goesOn) {
    run.emit({ type: 'loop.released', element: element.id })
    leaveElement(run, element, undefined, { keepsElement: true })
  }
}

/** One more instance of an open loop. */
export function growLoop(run: Run, element: ElementInstance, item: JsonValue | undefined, by: string): void {
  const loop = run.process.nodes[element.node]?.document.loop
  const before = element.loop
  if (!loop?.isOpen || !before || before.total === null)
    throw fail('flow.loop.closed', { node: run.process.nodes[element.node]?.document.label ?? '' })
  if (before.total >= mostInstances) throw fail('flow.loop.too-many', { most: mostInstances })
  run.emit({ type: 'loop.grown', element: element.id, by, ...(item === undefined ? {} : { item }) })
  if (loop.kind === 'parallel') run.agenda.push({ loop: element.id })
}

function countOf(run: Run, element: ElementInstance, loop: LoopDocument): { total: number | null; items?: JsonValue[] } {
  if (loop.kind === 'while') return { total: null }
  const over = loop.over === undefined ? 0 : run.within(element, {}, () => evaluate(run, loop.over ?? 0))
  const items = Array.isArray(over) ? over : undefined
  const total = items ? items.length : Math.max(0, Math.trunc(Number(over ?? 0)) || 0)
  if (total > mostInstances) throw fail('flow.loop.too-many', { most: mostInstances })
  return { total, ...(items ? { items } : {}) }
}
