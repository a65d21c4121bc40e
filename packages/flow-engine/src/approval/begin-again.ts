import type { Run } from '../run.ts'
import type { ElementInstance, TaskState } from '../state.ts'
import { advanceSigners } from './advance-signers.ts'
import { type AskedTask, inPlaceOf, openTask } from './task-life.ts'
import { signingRuleOf } from './task-settings.ts'
import { tasksOf } from './tasks-of.ts'

/**
 * A visit that begins because a task was sent back or taken back: the start has the initiator hand in again, a visit taken back goes on
 * where it stood. False: the node acts as ever.
 */
export function beginAgain(run: Run, element: ElementInstance): boolean {
  const { begun } = element
  if (begun?.how === 'withdraw') {
    goOn(run, element, begun.visit, begun.task)
    return true
  }
  const { initiator } = run.state
  if (begun?.how !== 'return' || !run.process.nodes[element.node]?.type.begins || initiator === null) return false
  const outcomes = [{ id: 'resubmitted', label: { en: 'Hand in again', 'zh-CN': '重新提交' } }]
  openTask(run, element, { kind: 'handle', candidates: [initiator], assignee: initiator, outcomes })
  return true
}

/** Opens a task anew in the place of one that was completed; what was said on that one is history. */
export function openAgain(run: Run, element: ElementInstance, task: TaskState, more: { waiting?: boolean } = {}): void {
  const { candidates, assignee, insteadOf, standsFor } = task
  run.emit({ type: 'task.voided', tasks: [task.id] })
  const asked: AskedTask = {
    ...inPlaceOf(task),
    candidates,
    assignee,
    ...(insteadOf === undefined ? {} : { insteadOf }),
    ...(standsFor ? { standsFor } : {}),
  }
  openTask(run, element, asked, more)
}

/** The votes already given move over; those that nobody needed any more are asked for again when it is their turn. */
function goOn(run: Run, element: ElementInstance, visit: string, taken: string): void {
  const before = tasksOf(run.state, visit).filter((task) => !task.isVoid)
  const kept = before.filter((task) => task.status === 'done')
  const dropped = before.filter((task) => task.status === 'cancelled' && task.reason === undefined && task.kind !== 'opinion')
  run.emit({ type: 'task.carried', tasks: kept.map((task) => task.id), element: element.id })
  for (const task of kept) run.effects.push({ type: 'task.change', task: task.id, element: element.id })
  for (const task of before.filter((each) => each.id === taken)) openAgain(run, element, task)
  for (const task of dropped) openAgain(run, element, task, { waiting: true })
  const node = run.process.nodes[element.node]
  if (node && dropped.length > 0) advanceSigners(run, element, signingRuleOf(node))
}
