import { isHolder } from '../../approval/tasks-of.ts'
import type { CompiledNode } from '../../compile-process.ts'
import { fail } from '../../errors.ts'
import { operationsOn, type TaskOffer } from '../../operations-on.ts'
import type { Run } from '../../run.ts'
import type { TaskState } from '../../state.ts'

/** The task of a command, open and this person's. @throws flow.task.unknown, flow.task.closed, flow.task.not-yours */
export function openTaskOf(run: Run, id: string, actor: string): TaskState {
  const task = run.state.tasks[id]
  if (!task) throw fail('flow.task.unknown')
  if (task.status !== 'open') throw fail('flow.task.closed', {}, { details: { by: task.by ?? null, outcome: task.outcome ?? null } })
  if (!isHolder(task, actor)) throw fail('flow.task.not-yours')
  return task
}

/** What `operationsOn` says of an operation, which the command then need not ask again. @throws flow.operation.not-allowed */
export function offerFor<Operation extends TaskOffer['operation']>(
  run: Run,
  task: TaskState,
  actor: string,
  operation: Operation,
): Extract<TaskOffer, { operation: Operation }> {
  const found = operationsOn(run.process, run.state, task.id, actor, run.given.now).find((offer) => offer.operation === operation)
  if (!found) throw fail('flow.operation.not-allowed', { node: task.label })
  return found as Extract<TaskOffer, { operation: Operation }>
}

/** The person somebody acts for who is not the one it was meant for, to be told with what they said. */
export function standingIn(task: TaskState, actor: string): { insteadOf?: string } {
  const insteadOf = task.standsFor?.[actor] ?? task.insteadOf
  return insteadOf === undefined ? {} : { insteadOf }
}

export function nodeOf(run: Run, task: TaskState): CompiledNode {
  const node = run.process.nodes[task.node]
  if (!node) throw fail('flow.task.unknown')
  return node
}
