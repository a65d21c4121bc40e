import type { FlowCommand } from '../../command.ts'
import type { Run } from '../../run.ts'
import { activePeople, checkNotSigning } from './check-people.ts'
import { handOn } from './hand-on.ts'
import { offerFor, openTaskOf } from './task-to-act-on.ts'

/** 转交. Others to whom the task was offered too may have it alone. */
export function transferTask(run: Run, { task: id, actor, to, opinion }: Extract<FlowCommand, { type: 'transfer-task' }>): void {
  const task = openTaskOf(run, id, actor)
  offerFor(run, task, actor, 'transfer')
  const people = activePeople(run, [to])
  checkNotSigning(
    run,
    task,
    people.filter((person) => person === actor || !task.candidates.includes(person)),
  )
  handOn(run, task, { people, by: actor, operation: 'transfer', opinion })
}
