import { changeTask } from '../../approval/task-life.ts'
import type { FlowCommand } from '../../command.ts'
import type { Run } from '../../run.ts'
import { offerFor, openTaskOf } from './task-to-act-on.ts'

type Command = Extract<FlowCommand, { type: 'claim-task' | 'release-task' }>

/** Takes a task out of the pool: nobody else can act on it until it is put back. */
export function claimTask(run: Run, { task: id, actor }: Command): void {
  const task = openTaskOf(run, id, actor)
  offerFor(run, task, actor, 'claim')
  run.emit({ type: 'task.operated', task: id, operation: 'claim', by: actor })
  changeTask(run, id, { assignee: actor, claimedAt: run.given.now })
}

export function releaseTask(run: Run, { task: id, actor }: Command): void {
  const task = openTaskOf(run, id, actor)
  offerFor(run, task, actor, 'release')
  run.emit({ type: 'task.operated', task: id, operation: 'release', by: actor })
  changeTask(run, id, { assignee: null, claimedAt: null })
}
