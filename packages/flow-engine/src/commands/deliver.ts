import type { FlowCommand } from '../command.ts'
import { deliver as deliverTo } from '../fire-wait.ts'
import type { Run } from '../run.ts'

/** A message or signal for an element that no longer listens is not for it any more: nothing happens. */
export function deliver(run: Run, { element: id, subscription, payload }: Extract<FlowCommand, { type: 'deliver' }>): void {
  const element = run.state.elements[id]
  if (element) deliverTo(run, element, subscription, payload)
}
