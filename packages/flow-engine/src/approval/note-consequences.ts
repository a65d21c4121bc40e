import type { FlowEffect } from '../effect.ts'
import type { Run } from '../run.ts'
import type { InstanceState } from '../state.ts'
import { returnOf } from './return-of.ts'

/** What cannot be called back once it is done. */
const outside: ReadonlySet<FlowEffect['type']> = new Set(['action', 'publish', 'link.issue', 'call', 'call.cancel', 'record.archive'])

/** Remembers what completing a task has brought about, for whoever takes it back. */
export function noteConsequences(run: Run, before: InstanceState): void {
  const { command, state } = run
  const id = command.type === 'complete-task' || command.type === 'add-signers' ? command.task : undefined
  const task = id === undefined ? undefined : state.tasks[id]
  if (task?.status !== 'done' || state.status !== 'running') return
  const elements = Object.keys(state.elements).filter((element) => !before.elements[element])
  const tasks = Object.values(state.tasks)
    .filter((other) => other.status === 'open' && before.tasks[other.id]?.status !== 'open')
    .map((other) => other.id)
  const begun = returnOf(before.elements[task.element]?.begun)
  const led = { elements, tasks, outside: run.effects.some((effect) => outside.has(effect.type)), ...(begun ? { begun } : {}) }
  run.emit({ type: 'task.led', task: task.id, led })
}
