import { checkAnswer } from '../../check-answer.ts'
import type { FlowCommand } from '../../command.ts'
import type { Run } from '../../run.ts'
import { checkRequiredFields } from './check-required-fields.ts'
import { finishTask } from './finish-task.ts'
import { openTaskOf, standingIn } from './task-to-act-on.ts'

export function completeTask(run: Run, { task: id, actor, outcome, opinion }: Extract<FlowCommand, { type: 'complete-task' }>): void {
  const task = openTaskOf(run, id, actor)
  const said = checkAnswer(task.outcomes, outcome, opinion)
  if (outcome !== 'rejected') checkRequiredFields(run, task)
  finishTask(run, task, { outcome, by: actor, ...said, ...standingIn(task, actor) })
}
