import { contextOf } from './node-context.ts'
import type { Run } from './run.ts'

/** Sets the timers and subscriptions of the events on the border of an activity. */
export function armBoundary(run: Run, host: string): void {
  const element = run.state.elements[host]
  const node = element && run.process.nodes[element.node]
  if (!node || element.index !== undefined) return
  for (const event of node.attached) {
    const type = run.process.nodes[event]?.type
    if (type?.attaches === 'arms') run.within(element, {}, () => type.arm?.(contextOf(run, element, event)))
  }
}
