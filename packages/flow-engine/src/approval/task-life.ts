import { type Id, invariant } from '@tangram/data-model'
import type { TaskChange } from '../event.ts'
import type { Run } from '../run.ts'
import type { ElementInstance, Task, TaskReason, TaskState } from '../state.ts'
import { closeTask } from '../tokens.ts'
import { hoursAfter } from '../values.ts'
import { setTimer, stopTimer } from '../waits.ts'
import { dueHoursOf, timeoutsOf } from './task-settings.ts'

export type AskedTask = Pick<Task, 'kind' | 'candidates' | 'assignee' | 'outcomes'> & Partial<Task>

/** What a task has of the one whose place it takes: everything but whose it is and until when. */
export function inPlaceOf({ id, kind, outcomes, fields, form, group, groupLabel, order, weight, added }: Task) {
  return {
    kind,
    outcomes,
    fields,
    origin: id,
    ...(form === undefined ? {} : { form }),
    ...(group === undefined ? {} : { group }),
    ...(groupLabel ? { groupLabel } : {}),
    ...(order === undefined ? {} : { order }),
    ...(weight === undefined ? {} : { weight }),
    ...(added ? { added } : {}),
  }
}

/** Opens a task of a visit. `waiting`: its turn comes later, and its time begins then. `keepsClock`: its time has begun already. */
export function openTask(run: Run, element: ElementInstance, asked: AskedTask, { waiting = false, keepsClock = false } = {}): TaskState {
  const label = run.process.nodes[element.node]?.document.label ?? {}
  const isTimed = !waiting && !keepsClock && asked.kind !== 'opinion'
  const due = isTimed ? dueOf(run, element.node) : {}
  const task: Task = { id: run.nextId(), element: element.id, node: element.node, label, fields: {}, ...due, ...asked }
  const more = waiting ? { waiting: true as const } : {}
  run.emit({ type: 'task.opened', task, ...more })
  run.effects.push({ type: 'task.open', task, ...more })
  if (isTimed) startClock(run, task)
  return taskIn(run, task.id)
}

/** It is this task's turn for the first time. */
export function giveTurn(run: Run, task: TaskState): void {
  changeTask(run, task.id, { status: 'open', ...dueOf(run, task.node) })
  startClock(run, task)
}

export function changeTask(run: Run, task: string, change: TaskChange): void {
  run.emit({ type: 'task.changed', task, ...change })
  run.effects.push({ type: 'task.change', task, ...change })
}

type End = {
  status: 'done' | 'cancelled'
  outcome?: Id
  by?: string
  opinion?: string
  insteadOf?: string
  reason?: TaskReason
}

/** Its turn has not come after all: its time begins anew when it does. */
export function takeTurn(run: Run, task: string): void {
  stopClock(run, task)
  changeTask(run, task, { status: 'waiting', dueAt: null })
}

/** Ends a task and its clock. */
export function endTask(run: Run, task: string, end: End): void {
  stopClock(run, task)
  closeTask(run, { task, ...end })
}

/** Another task goes on under what is left of the time of this one. */
export function handClockOn(run: Run, from: string, to: string): void {
  for (const [key, { name, dueAt, round }] of clockOf(run, from)) {
    const { element } = taskIn(run, from)
    stopTimer(run, element, key)
    setTimer(run, element, { name: timerName(to, name.slice(timerName(from, '').length)), dueAt, round })
  }
}

/** Name of the timer of a timeout of a task; `taskTimerOf` reads it again. */
const timerName = (task: string, timeout: Id) => `task/${task}/${timeout}`

export function taskTimerOf(name: string): { task: string; timeout: Id } | undefined {
  const [kind, task, timeout] = name.split('/')
  return kind === 'task' && task !== undefined && timeout !== undefined ? { task, timeout } : undefined
}

/** The timers of a task that run. */
function clockOf(run: Run, task: string) {
  const { timers = {} } = run.state.elements[taskIn(run, task).element] ?? {}
  return Object.entries(timers).filter(([, timer]) => taskTimerOf(timer.name)?.task === task)
}

function stopClock(run: Run, task: string): void {
  for (const [key] of clockOf(run, task)) stopTimer(run, taskIn(run, task).element, key)
}

function startClock(run: Run, task: Task): void {
  const node = run.process.nodes[task.node]
  for (const timeout of node ? timeoutsOf(node) : []) {
    const dueAt = hoursAfter(run.given.now, timeout.afterHours, run.process.calendar)
    setTimer(run, task.element, { name: timerName(task.id, timeout.id), dueAt, round: 1 })
  }
}

function dueOf(run: Run, id: Id): { dueAt?: string } {
  const node = run.process.nodes[id]
  const hours = node && dueHoursOf(node)
  return hours ? { dueAt: hoursAfter(run.given.now, hours, run.process.calendar) } : {}
}

function taskIn(run: Run, id: string): TaskState {
  const task = run.state.tasks[id]
  invariant(task, `no task ${id}`)
  return task
}
