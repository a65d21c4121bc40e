import { isUnfinished } from '../../apply-to-tasks.ts'
import { changeTask, openTask } from '../../approval/task-life.ts'
import { signingRuleOf } from '../../approval/task-settings.ts'
import { batchesOf, isVote, tasksOf } from '../../approval/tasks-of.ts'
import { checkAnswer } from '../../check-answer.ts'
import type { FlowCommand } from '../../command.ts'
import { resumeElement } from '../../enter-node.ts'
import { fail } from '../../errors.ts'
import type { Run } from '../../run.ts'
import type { ElementInstance, TaskState } from '../../state.ts'
import { activePeople, checkNotSigning } from './check-people.ts'
import { checkRequiredFields } from './check-required-fields.ts'
import { finishTask } from './finish-task.ts'
import { nodeOf, offerFor, openTaskOf, standingIn } from './task-to-act-on.ts'

type Command = Extract<FlowCommand, { type: 'add-signers' }>

/** 加签 */
export function addSigners(run: Run, command: Command): void {
  const { task: id, actor, where, opinion } = command
  const task = openTaskOf(run, id, actor)
  offerFor(run, task, actor, `add-${where}`)
  const people = activePeople(run, command.people)
  checkNotSigning(run, task, people)
  const element = run.state.elements[task.element]
  if (!element) return
  const words = opinion === undefined ? {} : { words: opinion }
  run.emit({ type: 'task.operated', task: id, operation: `add-${where}`, by: actor, people, ...words })
  open(run, element, task, { ...command, people })
  if (where === 'before')
    changeTask(run, id, { status: 'waiting', assignee: actor, ...(task.candidates.length > 1 ? { claimedAt: run.given.now } : {}) })
  if (where === 'after' && command.starts === 'now') {
    const said = checkAnswer(task.outcomes, 'approved', opinion)
    checkRequiredFields(run, task)
    finishTask(run, task, { outcome: 'approved', by: actor, ...said, ...standingIn(task, actor) })
  } else resumeElement(run, element, { type: 'signers' })
}

function open(run: Run, element: ElementInstance, task: TaskState, { actor, where, people, mode = 'all' }: Command): void {
  const tasks = tasksOf(run.state, element.id)
  const batch = where === 'beside' ? {} : { batch: batchesOf(tasks, task, where).length + 1 }
  const orders = ordersAfter(tasks, task, people.length)
  const inTurn = signingRuleOf(nodeOf(run, task)).mode === 'sequence'
  const waiting = where === 'beside' ? inTurn : true
  const { fields, form, outcomes } = task
  for (const [index, person] of people.entries()) {
    const order = orders[index] ?? 0
    const added = { where, of: task.id, by: actor, mode, ...batch }
    const asked = { candidates: [person], assignee: person, order, added, ...(form === undefined ? {} : { form }) }
    openTask(run, element, { kind: 'approve', outcomes, fields, ...asked }, { waiting })
  }
}

/** Places between a task and the vote behind it. @throws flow.signers.too-many when there is no room left between them */
function ordersAfter(tasks: readonly TaskState[], task: TaskState, count: number): number[] {
  const order = task.order ?? 0
  const later = tasks.filter((other) => isVote(other) && (other.order ?? 0) > order).map((other) => other.order ?? 0)
  const end = later.length > 0 ? Math.min(...later) : order + 1
  const step = (end - order) / (count + 1)
  if (tasks.filter(isUnfinished).length + count > mostSigners || order + step === order)
    throw fail('flow.signers.too-many', { most: mostSigners })
  return Array.from({ length: count }, (_, index) => order + step * (index + 1))
}

/** Open tasks one visit of a node may have. */
const mostSigners = 500
