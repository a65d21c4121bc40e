import { isUnfinished } from '../apply-to-tasks.ts'
import type { InstanceState, TaskState } from '../state.ts'

/** Tasks of a visit, in their order; those that are void too, for what hangs on them. */
export function tasksOf(state: InstanceState, element: string): TaskState[] {
  return Object.values(state.tasks)
    .filter((task) => task.element === element)
    .sort((one, other) => (one.order ?? 0) - (other.order ?? 0) || compare(one.openedAt, other.openedAt) || compare(one.id, other.id))
}

/** Whether the person may act on it now: it was offered to them and nobody else has taken it out of the pool. */
export function isHolder(task: TaskState, person: string): boolean {
  return task.candidates.includes(person) && (task.claimedAt === undefined || task.assignee === person)
}

/** It has a vote of its own at the node: not added before or after somebody, not handed on, not taken away. */
export function isVote(task: TaskState): boolean {
  return task.kind === 'approve' && (task.added === undefined || task.added.where === 'beside') && countsAsSigner(task)
}

/** Those added before or after a task (or the ones it took the place of), one list for each time somebody added. */
export function batchesOf(tasks: readonly TaskState[], task: TaskState, where: 'before' | 'after'): TaskState[][] {
  const line = lineageOf(tasks, task)
  const batches = new Map<number, TaskState[]>()
  for (const other of tasks) {
    if (other.added?.where !== where || !line.has(other.added.of) || !countsAsSigner(other)) continue
    const batch = other.added.batch ?? 1
    batches.set(batch, [...(batches.get(batch) ?? []), other])
  }
  return [...batches.entries()].sort(([one], [other]) => one - other).map(([, batch]) => batch)
}

/** People asked for an opinion on it who have not given it. */
export function openOpinions(tasks: readonly TaskState[], task: TaskState): TaskState[] {
  return tasks.filter((other) => other.kind === 'opinion' && other.origin === task.id && isUnfinished(other))
}

/** Everything that hangs on a task and is not finished: those added to it and those asked. */
export function dependentsOf(tasks: readonly TaskState[], task: TaskState): TaskState[] {
  const added = [...batchesOf(tasks, task, 'before'), ...batchesOf(tasks, task, 'after')].flat().filter(isUnfinished)
  return [...openOpinions(tasks, task), ...added.flatMap((other) => [other, ...openOpinions(tasks, other)])]
}

/** Those added to a task by hand who have not acted: before it, after it, beside it, or asked for an opinion. */
export function removableFrom(tasks: readonly TaskState[], task: TaskState): TaskState[] {
  const line = lineageOf(tasks, task)
  const beside = tasks.filter((other) => other.added?.where === 'beside' && line.has(other.added.of) && isUnfinished(other))
  return [...dependentsOf(tasks, task).filter((other) => other.added || other.origin === task.id), ...beside]
}

function countsAsSigner(task: TaskState): boolean {
  return !task.isVoid && task.status !== 'cancelled' && task.outcome !== 'transferred' && task.outcome !== 'returned'
}

/** The task and those whose place it took. */
function lineageOf(tasks: readonly TaskState[], task: TaskState): Set<string> {
  const line = new Set<string>()
  for (let id: string | undefined = task.id; id !== undefined && !line.has(id); ) {
    line.add(id)
    id = task.kind === 'opinion' ? undefined : tasks.find((other) => other.id === id)?.origin
  }
  return line
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
