import { isUnfinished } from '../apply-to-tasks.ts'
import type { Run } from '../run.ts'
import type { ElementInstance, TaskState } from '../state.ts'
import { reasonText } from './reasons.ts'
import { changeTask, endTask, giveTurn } from './task-life.ts'
import { batchesOf, dependentsOf, isVote, openOpinions, tasksOf } from './tasks-of.ts'
import { batchResult, type Result, type SigningRule, verdict } from './verdict.ts'

/** Gives the turn to whoever it is now and closes what is decided; answers with the result once it is certain. */
export function advanceSigners(run: Run, element: ElementInstance, rule: SigningRule): Result | undefined {
  const tasks = () => tasksOf(run.state, element.id)
  while (oneStep(run, tasks(), rule)) {}
  return verdict(tasks(), rule)
}

/** Does one thing that has become due; false when nothing is. */
function oneStep(run: Run, tasks: readonly TaskState[], rule: SigningRule): boolean {
  const votes = tasks.filter(isVote)
  if (votes.some((vote) => stepOfVote(run, vote, tasks, rule))) return true
  const waiting = votes.filter((vote) => vote.status === 'waiting' && !isHeldUp(vote, tasks))
  const [next] = waiting
  const isBusy = votes.some((vote) => vote.status === 'open' || isHeldUp(vote, tasks) || isTentative(vote, tasks, rule))
  if (!next || (rule.mode === 'sequence' && isBusy)) return false
  giveTurn(run, next)
  return true
}

function stepOfVote(run: Run, vote: TaskState, tasks: readonly TaskState[], rule: SigningRule): boolean {
  const before = vote.status === 'waiting' ? batchesOf(tasks, vote, 'before').at(-1) : undefined
  if (before && stepOfBatch(run, before, tasks, rule)) return true
  if (before && openOpinions(tasks, vote).length === 0) {
    const result = batchResult(before, tasks, rule)
    if (result === 'approved') changeTask(run, vote.id, { status: 'open' })
    if (result === 'rejected') rejectFor(run, vote, tasks)
    if (result) return true
  }
  const isApproved = vote.status === 'done' && vote.outcome === 'approved'
  return isApproved && batchesOf(tasks, vote, 'after').some((batch) => stepOfBatch(run, batch, tasks, rule))
}

/** Those added together: closes the rest once they have decided, else opens whoever's turn it is. */
function stepOfBatch(run: Run, batch: readonly TaskState[], tasks: readonly TaskState[], rule: SigningRule): boolean {
  if (batchResult(batch, tasks, rule)) {
    const rest = batch.filter(isUnfinished)
    for (const task of rest) cancelTask(run, task, tasks, 'decided')
    return rest.length > 0
  }
  const idle = batch.filter((task) => task.status === 'waiting' && openOpinions(tasks, task).length === 0)
  const isBusy = batch.some((task) => isUnfinished(task) && !idle.includes(task))
  const [next] = idle
  if (!next || (batch[0]?.added?.mode === 'sequence' && isBusy)) return false
  giveTurn(run, next)
  return true
}

/** Ends a task nobody need do any more, with all that hangs on it. */
export function cancelTask(run: Run, task: TaskState, tasks: readonly TaskState[], reason: 'decided' | 'removed'): void {
  for (const other of dependentsOf(tasks, task)) endTask(run, other.id, { status: 'cancelled', reason })
  endTask(run, task.id, { status: 'cancelled', reason })
}

function rejectFor(run: Run, vote: TaskState, tasks: readonly TaskState[]): void {
  const reason = 'added-rejected'
  for (const other of dependentsOf(tasks, vote)) endTask(run, other.id, { status: 'cancelled', reason: 'decided' })
  endTask(run, vote.id, { status: 'done', outcome: 'rejected', reason, opinion: reasonText(run, reason) })
}

/** It waits for somebody who was added before it or asked for an opinion; else a waiting task waits for its turn. */
function isHeldUp(vote: TaskState, tasks: readonly TaskState[]): boolean {
  if (vote.status !== 'waiting') return false
  return openOpinions(tasks, vote).length > 0 || batchesOf(tasks, vote, 'before').some((batch) => batch.some(isUnfinished))
}

/** Its approval waits for those added after it. */
function isTentative(vote: TaskState, tasks: readonly TaskState[], rule: SigningRule): boolean {
  return (
    vote.status === 'done' &&
    vote.outcome === 'approved' &&
    batchesOf(tasks, vote, 'after').some((batch) => batchResult(batch, tasks, rule) === undefined)
  )
}
