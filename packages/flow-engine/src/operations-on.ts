import type { Instant } from '@tangram/data-model'
import type { AllowedOperation } from './approval/document.ts'
import { isAllowed, returnNeedsOpinion, returnRuleOf } from './approval/task-settings.ts'
import { isHolder, removableFrom, tasksOf } from './approval/tasks-of.ts'
import { whyNotWithdraw } from './approval/why-not-withdraw.ts'
import type { CompiledProcess } from './compile-process.ts'
import { type ReturnTarget, returnTargets } from './return-targets.ts'
import type { InstanceState, TaskOutcome, TaskState } from './state.ts'

/** Something the person can do with a task now, with what they may choose of. */
export type TaskOffer =
  | { operation: 'complete'; outcomes: TaskOutcome[] }
  | { operation: 'claim' | 'release' | 'transfer' | 'delegate' | 'add-beside' | 'copy' | 'withdraw' }
  | { operation: 'add-before'; modes: ('all' | 'any' | 'sequence')[] }
  /** `starts`: at once (adding them is an approval) or when the person has approved. */
  | { operation: 'add-after'; modes: ('all' | 'any' | 'sequence')[]; starts: ('now' | 'approval')[] }
  /** Whom the person may take away again. */
  | { operation: 'remove-signers'; people: string[] }
  | { operation: 'return'; to: ReturnTarget[]; resubmit: 'replay' | 'direct' | 'choose'; needsOpinion: boolean }
  /** `from`: not before this instant. */
  | { operation: 'urge'; from?: Instant }

/** Shortest time between two reminders where a process does not say, minutes. */
const urgeEveryMinutes = 30

/** Everything the person can do with a task at this moment; the commands refuse whatever is not among it. */
export function operationsOn(process: CompiledProcess, state: InstanceState, taskId: string, actor: string, now: Instant): TaskOffer[] {
  const task = state.tasks[taskId]
  const node = task && process.nodes[task.node]
  if (!task || !node || state.status !== 'running' || state.suspendedAt !== undefined || task.isVoid) return []
  const removable = isHolder(task, actor) ? removableFrom(tasksOf(state, task.element), task).flatMap((other) => other.candidates) : []
  const remove: TaskOffer[] = removable.length > 0 ? [{ operation: 'remove-signers', people: [...new Set(removable)] }] : []
  if (task.status === 'waiting') return remove
  if (task.status === 'done')
    return whyNotWithdraw(process, state, task, actor) === undefined ? [{ operation: 'withdraw' }, ...remove] : remove
  if (task.status !== 'open') return []
  if (!isHolder(task, actor)) return urgeOffer(process, state, task, actor, now)
  const offers: TaskOffer[] = [{ operation: 'complete', outcomes: task.outcomes }]
  const isPool = task.candidates.length > 1
  if (isPool) offers.push({ operation: task.claimedAt === undefined ? 'claim' : 'release' })
  if (task.kind === 'opinion') return offers
  const may = (operation: AllowedOperation) => isAllowed(node, operation)
  if (may('transfer')) offers.push({ operation: 'transfer' })
  if (may('delegate')) offers.push({ operation: 'delegate' })
  if (task.kind === 'approve' && !task.added) {
    const modes: ('all' | 'any' | 'sequence')[] = ['all', 'any', 'sequence']
    if (may('add-before')) offers.push({ operation: 'add-before', modes })
    if (may('add-after')) offers.push({ operation: 'add-after', modes, starts: ['now', 'approval'] })
    if (may('add-beside')) offers.push({ operation: 'add-beside' })
  }
  offers.push(...remove)
  const to = returnTargets(process, state, taskId)
  if (to.length > 0) {
    offers.push({ operation: 'return', to, resubmit: returnRuleOf(node).resubmit, needsOpinion: returnNeedsOpinion(node) })
  }
  if (may('copy')) offers.push({ operation: 'copy' })
  return offers
}

/** When somebody may be urged again; undefined: now. */
export function urgeableFrom(process: CompiledProcess, task: TaskState, now: Instant): Instant | undefined {
  if (task.urgedAt === undefined) return undefined
  const minutes = process.document.policies?.urgeEveryMinutes ?? urgeEveryMinutes
  const from = new Date(Date.parse(task.urgedAt) + minutes * 60_000).toISOString()
  return from > now ? from : undefined
}

/** Whether the person has to do with the instance: started it, or has dealt with a task of it. */
export function isInvolved(state: InstanceState, person: string): boolean {
  return state.initiator === person || Object.values(state.tasks).some((task) => task.by === person)
}

function urgeOffer(process: CompiledProcess, state: InstanceState, task: TaskState, actor: string, now: Instant): TaskOffer[] {
  if (task.candidates.includes(actor) || !isInvolved(state, actor)) return []
  const from = urgeableFrom(process, task, now)
  return [{ operation: 'urge', ...(from ? { from } : {}) }]
}
