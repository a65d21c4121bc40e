import { changeTask, openTask } from '../../approval/task-life.ts'
import type { FlowCommand } from '../../command.ts'
import type { Run } from '../../run.ts'
import { activePeople, checkNotSigning } from './check-people.ts'
import { offerFor, openTaskOf } from './task-to-act-on.ts'

const outcomes = [{ id: 'given', label: { en: 'Give opinion', 'zh-CN': '提交意见' }, needsOpinion: true }]

/** 委派: somebody else says what they think of it; then the task comes back, and its owner decides. */
export function delegateTask(run: Run, { task: id, actor, to, opinion }: Extract<FlowCommand, { type: 'delegate-task' }>): void {
  const task = openTaskOf(run, id, actor)
  offerFor(run, task, actor, 'delegate')
  const people = activePeople(run, [to])
  checkNotSigning(run, task, people)
  const element = run.state.elements[task.element]
  if (!element) return
  run.emit({
    type: 'task.operated',
    task: id,
    operation: 'delegate',
    by: actor,
    people,
    ...(opinion === undefined ? {} : { words: opinion }),
  })
  changeTask(run, id, { status: 'waiting', assignee: actor, ...(task.candidates.length > 1 ? { claimedAt: run.given.now } : {}) })
  const { form, order, group, groupLabel } = task
  const fields = Object.fromEntries(
    Object.entries(task.fields).map(([field, right]) => [field, right === 'hidden' ? right : ('read' as const)]),
  )
  openTask(run, element, {
    kind: 'opinion',
    candidates: people,
    assignee: to,
    outcomes,
    fields,
    origin: id,
    insteadOf: actor,
    ...(form === undefined ? {} : { form }),
    ...(order === undefined ? {} : { order }),
    ...(group === undefined ? {} : { group }),
    ...(groupLabel ? { groupLabel } : {}),
  })
}
