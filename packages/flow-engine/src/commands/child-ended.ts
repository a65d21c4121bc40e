import type { FlowCommand } from '../command.ts'
import { resumeElement } from '../enter-node.ts'
import type { Run } from '../run.ts'
import { throwError } from '../throw-error.ts'

/** Code of the error that a call activity throws when the process it called was called off. */
const calledOff = 'cancelled'

/** The process that a call activity waits for is over; one that failed or was called off is an error of the call. */
export function childEnded(run: Run, command: Extract<FlowCommand, { type: 'child-ended' }>): void {
  const { element: id, outcome, status, variables, error } = command
  if (run.state.elements[id]?.child === undefined) return
  run.emit({ type: 'call.over', element: id, outcome, status })
  const element = run.state.elements[id]
  if (!element) return
  if (error) throwError(run, element, error)
  else if (status === 'cancelled') throwError(run, element, { code: calledOff, message: outcome })
  else resumeElement(run, element, { type: 'child', outcome, variables })
}
