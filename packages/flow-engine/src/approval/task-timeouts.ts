import type { Id } from '@tangram/data-model'
import { finishTask } from '../commands/tasks/finish-task.ts'
import { handOn } from '../commands/tasks/hand-on.ts'
import { sendTaskBack } from '../commands/tasks/send-task-back.ts'
import type { CompiledNode } from '../compile-process.ts'
import { membersOf } from '../people-meant.ts'
import { uniqueTexts } from '../people-texts.ts'
import { returnTargetFor } from '../return-targets.ts'
import type { Run } from '../run.ts'
import type { ElementInstance, TaskState } from '../state.ts'
import { hoursAfter } from '../values.ts'
import { setTimer } from '../waits.ts'
import type { TimeoutDocument } from './document.ts'
import { reasonText } from './reasons.ts'
import { taskTimerOf } from './task-life.ts'
import { timeoutsOf } from './task-settings.ts'

/** A timer that is about a task: does what its timeout says. False: it is about something else. A task that is done has won the race. */
export function fireTaskTimer(run: Run, element: ElementInstance, { name, round }: { name: string; round: number }): boolean {
  const about = taskTimerOf(name)
  if (!about) return false
  const task = run.state.tasks[about.task]
  const node = run.process.nodes[element.node]
  const timeout = node && timeoutsOf(node).find((candidate) => candidate.id === about.timeout)
  if (node && timeout && (task?.status === 'open' || task?.status === 'waiting')) carryOut(run, node, task, timeout, { name, round })
  return true
}

function carryOut(run: Run, node: CompiledNode, task: TaskState, timeout: TimeoutDocument, timer: { name: string; round: number }): void {
  switch (timeout.do) {
    case 'remind':
      remind(run, task, timeout, timer)
      break
    case 'approve':
    case 'reject':
      decideFor(run, task, timeout.do === 'approve' ? 'approved' : 'rejected')
      break
    case 'complete':
      decideFor(run, task, timeout.outcome)
      break
    case 'transfer':
      giveTo(run, task, membersOf(run, node, timeout.to).people)
      break
    case 'escalate':
      giveTo(run, task, leaderOf(run, task, timeout.levels ?? 1))
      break
    case 'return':
      sendBack(run, task, timeout.to)
      break
  }
}

function leaderOf(run: Run, task: TaskState, levels: number): string[] {
  const holder = task.assignee ?? task.candidates[0]
  return holder === undefined ? [] : uniqueTexts(run.fact({ type: 'leaders', person: holder, levels })).slice(-1)
}

function sendBack(run: Run, task: TaskState, place: Id): void {
  const to = returnTargetFor(run.process, run.state, task, place)
  if (to === undefined) reportLate(run, task)
  else sendTaskBack(run, task, { to, resubmit: 'replay', reason: 'timeout', opinion: reasonText(run, 'timeout') })
}

/** Whoever has it is told, as often as the timeout says. */
function remind(
  run: Run,
  task: TaskState,
  timeout: Extract<TimeoutDocument, { do: 'remind' }>,
  { name, round }: { name: string; round: number },
): void {
  const people = waitedFor(run, task)
  run.emit({ type: 'task.operated', task: task.id, operation: 'remind', by: null, people })
  run.effects.push({ type: 'remind', task: task.id, people, by: null, key: `remind:${task.id}:${timeout.id}:${round}` })
  if (round >= (timeout.times ?? 1)) return
  const dueAt = hoursAfter(run.given.now, timeout.everyHours ?? timeout.afterHours, run.process.calendar)
  setTimer(run, task.element, { name, dueAt, round: round + 1 })
}

/** The people a task waits for: its own, or those who were asked or added before it. */
function waitedFor(run: Run, task: TaskState): string[] {
  if (task.status === 'open') return task.claimedAt === undefined ? task.candidates : [task.assignee ?? ''].filter((one) => one !== '')
  const others = Object.values(run.state.tasks).filter(
    (other) => other.status === 'open' && (other.origin === task.id || (other.added?.of === task.id && other.added.where === 'before')),
  )
  return [...new Set(others.flatMap((other) => other.candidates))]
}

function decideFor(run: Run, task: TaskState, outcome: Id): void {
  finishTask(run, task, { outcome, reason: 'timeout', opinion: reasonText(run, 'timeout') })
}

function giveTo(run: Run, task: TaskState, people: string[]): void {
  const others = people.filter((person) => !task.candidates.includes(person))
  if (others.length === 0 || task.status !== 'open') reportLate(run, task)
  else handOn(run, task, { people: others, by: null, operation: 'escalate', opinion: reasonText(run, 'timeout'), reason: 'timeout' })
}

/** Nobody to give it to, nowhere to send it: those who have it are told once more, so that it does not lie in silence. */
function reportLate(run: Run, task: TaskState): void {
  const people = waitedFor(run, task)
  run.emit({ type: 'task.operated', task: task.id, operation: 'remind', by: null, people })
  run.effects.push({ type: 'remind', task: task.id, people, by: null, key: `late:${task.id}:${run.given.now}` })
}
