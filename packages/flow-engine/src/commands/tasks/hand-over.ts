import { isUnfinished } from '../../apply-to-tasks.ts'
import { changeTask } from '../../approval/task-life.ts'
import type { FlowCommand } from '../../command.ts'
import type { Run } from '../../run.ts'
import { activePeople } from './check-people.ts'

/** 离职交接: whatever one person still has to do in this instance, now or later, is another's. Nothing left: nothing happens. */
export function handOver(run: Run, { actor, from, to }: Extract<FlowCommand, { type: 'hand-over' }>): void {
  const mine = Object.values(run.state.tasks).filter((task) => isUnfinished(task) && task.candidates.includes(from))
  if (mine.length === 0) return
  const people = activePeople(run, [to])
  for (const task of mine) {
    run.emit({ type: 'task.operated', task: task.id, operation: 'hand-over', by: actor, people })
    const candidates = [...new Set(task.candidates.map((person) => (person === from ? to : person)))]
    const assignee = task.assignee === from || candidates.length === 1 ? to : task.assignee
    changeTask(run, task.id, { candidates, assignee, ...(candidates.length === 1 ? { insteadOf: from } : {}) })
  }
}
