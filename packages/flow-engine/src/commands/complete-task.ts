import { checkAnswer } from '../check-answer.ts'
import type { FlowCommand } from '../command.ts'
import { resumeElement } from '../enter-node.ts'
import { fail } from '../errors.ts'
import type { Run } from '../run.ts'
import { closeTask } from '../tokens.ts'

export function completeTask(run: Run, { task: id, actor, outcome, opinion }: Extract<FlowCommand, { type: 'complete-task' }>): void {
  const task = run.state.tasks[id]
  if (!task) throw fail('flow.task.unknown')
  if (task.status !== 'open') throw fail('flow.task.closed', {}, { details: { by: task.by ?? null, outcome: task.outcome ?? null } })
  if (!task.candidates.includes(actor)) throw fail('flow.task.not-yours')
  const said = checkAnswer(task.outcomes, outcome, opinion)
  closeTask(run, { task: id, status: 'done', outcome, by: actor, ...said })
  const element = run.state.elements[task.element]
  const closed = run.state.tasks[id]
  if (element && closed) resumeElement(run, element, { type: 'task', task: closed, outcome, actor, ...said })
}
