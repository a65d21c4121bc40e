import type { Id } from '@tangram/data-model'
import { isUnfinished } from '../../apply-to-tasks.ts'
import { changeTask, endTask } from '../../approval/task-life.ts'
import { dependentsOf, openOpinions, tasksOf } from '../../approval/tasks-of.ts'
import { resumeElement } from '../../enter-node.ts'
import { leaveElement } from '../../leave-element.ts'
import type { Run } from '../../run.ts'
import type { TaskReason, TaskState } from '../../state.ts'

/** Ends a task with an outcome and lets its node take notice. What was asked of others on its behalf is asked no more. */
export function finishTask(
  run: Run,
  task: TaskState,
  said: { outcome: Id; by?: string; opinion?: string; insteadOf?: string; reason?: TaskReason },
): void {
  const tasks = tasksOf(run.state, task.element)
  const asked = dependentsOf(tasks, task).filter((other) => other.added?.where !== 'after' || said.outcome !== 'approved')
  for (const other of asked) endTask(run, other.id, { status: 'cancelled', reason: 'decided' })
  endTask(run, task.id, { status: 'done', ...said })
  const element = run.state.elements[task.element]
  const closed = run.state.tasks[task.id]
  if (!element || !closed) return
  const { outcome, opinion, by } = said
  if (task.kind === 'opinion') comeBack(run, closed)
  else if (run.process.nodes[element.node]?.type.begins) leaveElement(run, element, undefined, { outcome })
  else resumeElement(run, element, { type: 'task', task: closed, outcome, actor: by ?? '', ...(opinion === undefined ? {} : { opinion }) })
}

/** The one who asked has the task again once everybody asked has said something. */
function comeBack(run: Run, opinion: TaskState): void {
  const owner = opinion.origin === undefined ? undefined : run.state.tasks[opinion.origin]
  if (!owner || !isUnfinished(owner) || openOpinions(tasksOf(run.state, owner.element), owner).length > 0) return
  changeTask(run, owner.id, { status: 'open' })
}
