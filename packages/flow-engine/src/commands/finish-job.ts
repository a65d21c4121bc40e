import type { FlowCommand } from '../command.ts'
import { resumeElement } from '../enter-node.ts'
import type { Run } from '../run.ts'
import { throwError } from '../throw-error.ts'

/** Nobody waits for it any more (the step was skipped, or timed out): nothing happens. */
export function finishJob(run: Run, { element: id, result }: Extract<FlowCommand, { type: 'finish-job' }>): void {
  if (run.state.elements[id]?.awaits === undefined) return
  run.emit({ type: 'action.done', element: id })
  const element = run.state.elements[id]
  if (element) resumeElement(run, element, { type: 'job', result })
}

export function failJob(run: Run, { element: id, code, message }: Extract<FlowCommand, { type: 'fail-job' }>): void {
  if (run.state.elements[id]?.awaits === undefined) return
  run.emit({ type: 'action.done', element: id })
  const element = run.state.elements[id]
  if (element) throwError(run, element, { code, message })
}
