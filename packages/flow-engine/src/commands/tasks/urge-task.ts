import type { FlowCommand } from '../../command.ts'
import { fail } from '../../errors.ts'
import { isInvolved, urgeableFrom } from '../../operations-on.ts'
import type { Run } from '../../run.ts'

/** 催办: whoever has the task is told that somebody waits. Nothing moves. @throws flow.urge.too-soon */
export function urgeTask(run: Run, { task: id, actor, text }: Extract<FlowCommand, { type: 'urge-task' }>): void {
  const task = run.state.tasks[id]
  if (!task) throw fail('flow.task.unknown')
  if (task.status !== 'open') throw fail('flow.task.closed', {}, { details: { by: task.by ?? null, outcome: task.outcome ?? null } })
  if (task.candidates.includes(actor) || !isInvolved(run.state, actor)) throw fail('flow.operation.not-allowed', { node: task.label })
  const from = urgeableFrom(run.process, task, run.given.now)
  if (from) throw fail('flow.urge.too-soon', {}, { details: { from } })
  const people = task.claimedAt !== undefined && task.assignee !== null ? [task.assignee] : task.candidates
  run.emit({ type: 'task.operated', task: id, operation: 'urge', by: actor, people, ...(text === undefined ? {} : { words: text }) })
  const key = `urge:${id}:${run.given.now}`
  run.effects.push({ type: 'remind', task: id, people, by: actor, key, ...(text === undefined ? {} : { text }) })
}
