import type { FlowCommand } from '../command.ts'
import { resumeElement } from '../enter-node.ts'
import type { Run } from '../run.ts'

/** A timer whose element has gone on meanwhile has lost the race: nothing happens. */
export function timer(run: Run, { element: id }: Extract<FlowCommand, { type: 'timer' }>): void {
  const element = run.state.elements[id]
  if (element?.timer === undefined) return
  run.emit({ type: 'timer.fired', element: id })
  resumeElement(run, { ...element }, { type: 'timer' })
}
