import type { Instant } from '@tangram/data-model'
import type { InstanceState, TaskState } from '@tangram/flow-engine'

/**
 * How long a task lay in a pool before somebody had it in hand: until it was claimed, or done if nobody had claimed it. One that was
 * meant for one person was in hand from the beginning.
 */
export function queuedMs(task: TaskState, until: Instant): number {
  if (task.claimedAt !== undefined) return between(task.openedAt, task.claimedAt)
  return task.assignee === null ? between(task.openedAt, until) : 0
}

/** How long a visit lay before anybody had one of its tasks in hand; 0 where no people are asked. */
export function visitQueuedMs(state: InstanceState, element: string, from: Instant, to: Instant): number {
  let first: number | undefined
  for (const task of Object.values(state.tasks)) {
    if (task.element !== element) continue
    const touched = Date.parse(task.openedAt) + queuedMs(task, task.closedAt ?? to)
    first = Math.min(first ?? touched, touched)
  }
  return first === undefined ? 0 : Math.min(Math.max(0, first - Date.parse(from)), between(from, to))
}

function between(from: Instant, to: Instant): number {
  return Math.max(0, Date.parse(to) - Date.parse(from))
}
