import type { FlowCommand } from '../command.ts'
import { fireTimer } from '../fire-wait.ts'
import type { Run } from '../run.ts'

/** A timer whose element has gone on meanwhile, or that was stopped, has lost the race: nothing happens. */
export function timer(run: Run, { element: id, timer: named }: Extract<FlowCommand, { type: 'timer' }>): void {
  const element = run.state.elements[id]
  const key = named ?? `timer:${id}`
  if (element?.timers?.[key]) fireTimer(run, element, key)
}
