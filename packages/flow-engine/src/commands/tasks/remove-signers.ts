import { isUnfinished } from '../../apply-to-tasks.ts'
import { cancelTask } from '../../approval/advance-signers.ts'
import { changeTask } from '../../approval/task-life.ts'
import { batchesOf, isHolder, openOpinions, removableFrom, tasksOf } from '../../approval/tasks-of.ts'
import type { FlowCommand } from '../../command.ts'
import { resumeElement } from '../../enter-node.ts'
import { fail } from '../../errors.ts'
import type { Run } from '../../run.ts'
import type { TaskState } from '../../state.ts'

/** 减签: people who were added to a task, or asked for an opinion on it, and have not acted are asked no more. */
export function removeSigners(run: Run, { task: id, actor, people }: Extract<FlowCommand, { type: 'remove-signers' }>): void {
  const task = run.state.tasks[id]
  if (!task) throw fail('flow.task.unknown')
  if (!isHolder(task, actor)) throw fail('flow.task.not-yours')
  const tasks = tasksOf(run.state, task.element)
  const removed = removableFrom(tasks, task).filter((other) => other.candidates.some((person) => people.includes(person)))
  if (removed.length === 0) throw fail('flow.signers.not-removable')
  run.emit({
    type: 'task.operated',
    task: id,
    operation: 'remove-signers',
    by: actor,
    people: removed.flatMap((other) => other.candidates),
  })
  for (const other of removed) if (isOpen(run, other)) cancelTask(run, other, tasks, 'removed')
  goOn(run, task)
}

const isOpen = (run: Run, { id }: TaskState) => {
  const task = run.state.tasks[id]
  return task !== undefined && isUnfinished(task)
}

/** With the last of those before it gone, it is the task's own turn again. */
function goOn(run: Run, { id, element: visit, kind, status }: TaskState): void {
  const element = run.state.elements[visit]
  const task = run.state.tasks[id]
  if (!element || !task) return
  const tasks = tasksOf(run.state, visit)
  const isFree = openOpinions(tasks, task).length === 0 && batchesOf(tasks, task, 'before').length === 0
  if (status === 'waiting' && isFree) changeTask(run, id, { status: 'open' })
  if (kind === 'approve') resumeElement(run, element, { type: 'signers' })
}
