import { endTask, handClockOn, inPlaceOf, openTask } from '../../approval/task-life.ts'
import { dependentsOf, tasksOf } from '../../approval/tasks-of.ts'
import type { TaskOperation } from '../../event.ts'
import type { Run } from '../../run.ts'
import type { TaskReason, TaskState } from '../../state.ts'

type HandOn = {
  people: string[]
  /** null: the clock does it. */
  by: string | null
  operation: TaskOperation
  opinion?: string | undefined
  reason?: TaskReason
}

/** Others have the task from now on: in the same place, with the same weight and what is left of the time. It never comes back. */
export function handOn(run: Run, task: TaskState, { people, by, operation, opinion, reason }: HandOn): void {
  const element = run.state.elements[task.element]
  if (!element) return
  const words = opinion === undefined ? {} : { words: opinion }
  run.emit({ type: 'task.operated', task: task.id, operation, by, people, ...words })
  const opinions = dependentsOf(tasksOf(run.state, task.element), task).filter((other) => other.kind === 'opinion')
  for (const other of opinions) endTask(run, other.id, { status: 'cancelled', reason: 'decided' })
  const { dueAt } = task
  const [person = null] = people
  const meant = task.insteadOf ?? by ?? task.assignee ?? task.candidates[0]
  const next = openTask(
    run,
    element,
    {
      ...inPlaceOf(task),
      candidates: people,
      assignee: people.length === 1 ? person : null,
      ...(meant === undefined ? {} : { insteadOf: meant }),
      ...(dueAt === undefined ? {} : { dueAt }),
    },
    { keepsClock: true },
  )
  handClockOn(run, task.id, next.id)
  endTask(run, task.id, {
    status: 'done',
    outcome: 'transferred',
    ...(by === null ? {} : { by }),
    ...(opinion === undefined ? {} : { opinion }),
    ...(reason ? { reason } : {}),
  })
}
