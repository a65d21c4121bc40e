import { invariant } from '@tangram/data-model'
import type { FlowEvent } from './event.ts'
import type { InstanceState, TaskState } from './state.ts'

type Of<T extends FlowEvent['type']> = Extract<FlowEvent, { type: T }>

type TaskEvent = Of<
  'task.opened' | 'task.closed' | 'task.changed' | 'task.operated' | 'task.led' | 'task.voided' | 'task.carried' | 'copies.sent'
>

/** What an event changes of the tasks. */
export function applyToTasks(state: InstanceState, event: TaskEvent): InstanceState {
  switch (event.type) {
    case 'task.opened':
      return withTask(state, { ...event.task, status: event.waiting ? 'waiting' : 'open', openedAt: event.at })
    case 'task.closed':
      return withTask(state, closed(taskOf(state, event.task), event))
    case 'task.changed':
      return withTask(state, changed(taskOf(state, event.task), event))
    case 'task.operated':
      return event.operation === 'urge' ? withTask(state, { ...taskOf(state, event.task), urgedAt: event.at }) : state
    case 'task.led':
      return withTask(state, { ...taskOf(state, event.task), led: event.led })
    case 'task.voided':
      return event.tasks.reduce((before, id) => withTask(before, { ...taskOf(before, id), isVoid: true }), state)
    case 'task.carried':
      return event.tasks.reduce((before, id) => withTask(before, { ...taskOf(before, id), element: event.element }), state)
    case 'copies.sent':
      return { ...state, copied: [...new Set([...(state.copied ?? []), ...event.people])] }
  }
}

function closed(task: TaskState, event: Of<'task.closed'>): TaskState {
  invariant(isUnfinished(task), `task ${event.task} is not open`)
  const { type: _type, task: _task, at, ...end } = event
  return { ...task, ...end, closedAt: at }
}

function changed(task: TaskState, event: Of<'task.changed'>): TaskState {
  invariant(isUnfinished(task), `task ${event.task} is not open`)
  const { type: _type, task: _task, at: _at, dueAt, claimedAt, ...rest } = event
  const { dueAt: dueBefore, claimedAt: claimedBefore, ...before } = task
  const due = dueAt === undefined ? dueBefore : dueAt
  const claimed = claimedAt === undefined ? claimedBefore : claimedAt
  return { ...before, ...rest, ...(due ? { dueAt: due } : {}), ...(claimed ? { claimedAt: claimed } : {}) }
}

/** Somebody may still do it, now or later. */
export function isUnfinished(task: TaskState): boolean {
  return task.status === 'open' || task.status === 'waiting'
}

function withTask(state: InstanceState, task: TaskState): InstanceState {
  return { ...state, tasks: { ...state.tasks, [task.id]: task } }
}

function taskOf(state: InstanceState, id: string): TaskState {
  const found = state.tasks[id]
  invariant(found, `no task ${id}`)
  return found
}
