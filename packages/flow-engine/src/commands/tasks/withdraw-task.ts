import { openAgain } from '../../approval/begin-again.ts'
import { changeTask, takeTurn } from '../../approval/task-life.ts'
import { whyNotWithdraw } from '../../approval/why-not-withdraw.ts'
import type { FlowCommand } from '../../command.ts'
import { resumeElement } from '../../enter-node.ts'
import { fail } from '../../errors.ts'
import { jump } from '../../jump.ts'
import type { Run } from '../../run.ts'
import type { ElementInstance, TaskState } from '../../state.ts'

/**
 * 拿回: what completing the task brought about is undone and the task opened anew.
 *
 * @throws flow.withdraw.too-late once somebody has acted on it, flow.withdraw.outside when something has left the engine
 */
export function withdrawTask(run: Run, { task: id, actor, reason }: Extract<FlowCommand, { type: 'withdraw-task' }>): void {
  const task = run.state.tasks[id]
  if (!task) throw fail('flow.task.unknown')
  const obstacle = whyNotWithdraw(run.process, run.state, task, actor)
  if (obstacle === 'not-yours') throw fail('flow.task.not-yours')
  if (obstacle === 'forbidden') throw fail('flow.operation.not-allowed', { node: task.label })
  if (obstacle) throw fail(obstacle === 'outside' ? 'flow.withdraw.outside' : 'flow.withdraw.too-late')
  run.emit({ type: 'task.operated', task: id, operation: 'withdraw', by: actor, ...(reason === undefined ? {} : { words: reason }) })
  const element = run.state.elements[task.element]
  if (element) takeBackVote(run, element, task)
  else takeBackVisit(run, task)
}

/** The node is not through with it: whose turn it has become waits again. Of the one who had added it the time runs on. */
function takeBackVote(run: Run, element: ElementInstance, task: TaskState): void {
  for (const other of task.led?.tasks ?? []) {
    if (run.state.tasks[other]?.status !== 'open') continue
    if (task.added?.where === 'before' && !run.state.tasks[other]?.added) changeTask(run, other, { status: 'waiting' })
    else takeTurn(run, other)
  }
  openAgain(run, element, task)
  if (task.kind === 'approve') resumeElement(run, element, { type: 'signers' })
}

/** The token comes back, and the visit goes on where it stood. */
function takeBackVisit(run: Run, task: TaskState): void {
  const elements = task.led?.elements ?? []
  const scope = run.state.elements[elements[0] ?? '']?.scope
  const again = task.led?.begun
  const begun = { how: 'withdraw' as const, visit: task.element, task: task.id, ...(again ? { again } : {}) }
  jump(run, { elements, to: task.node, begun, ...(scope ? { scope } : {}) })
}
