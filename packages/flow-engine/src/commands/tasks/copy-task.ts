import type { FlowCommand } from '../../command.ts'
import { sendCopies } from '../../copies.ts'
import type { Run } from '../../run.ts'
import { activePeople } from './check-people.ts'
import { offerFor, openTaskOf } from './task-to-act-on.ts'

/** 抄送 by hand. */
export function copyTask(run: Run, { task: id, actor, people, text }: Extract<FlowCommand, { type: 'copy-task' }>): void {
  const task = openTaskOf(run, id, actor)
  offerFor(run, task, actor, 'copy')
  const to = activePeople(run, people)
  const element = run.state.elements[task.element]
  if (!element) return
  run.emit({ type: 'task.operated', task: id, operation: 'copy', by: actor, people: to, ...(text === undefined ? {} : { words: text }) })
  sendCopies(run, element, { people: to, by: actor, ...(text === undefined ? {} : { text }) })
}
