import { isUnfinished } from '../apply-to-tasks.ts'
import type { TaskState } from '../state.ts'
import type { SigningMode } from './document.ts'
import { batchesOf, isVote } from './tasks-of.ts'

/** How votes become a result. */
export type SigningRule = {
  mode: SigningMode
  /** Of `any` and `sequence`: whether the first rejection rejects, or only that of everybody. */
  rejectRule: 'first' | 'all'
  /** Of `vote`: share of all weights that has to approve, percent. */
  passShare?: number
  /** Of `vote`: more than the share instead of at least it. */
  passAbove?: boolean
}

export type Result = 'approved' | 'rejected'
type Vote = { value: Result | 'pending'; weight: number }

/** The result that the votes make certain; undefined while it is open. */
function decideVotes(rule: SigningRule, votes: readonly Vote[]): Result | undefined {
  const approvals = votes.filter((vote) => vote.value === 'approved').length
  const rejections = votes.filter((vote) => vote.value === 'rejected').length
  const patient = rule.rejectRule === 'all'
  switch (rule.mode) {
    case 'all':
      if (rejections > 0) return 'rejected'
      return approvals === votes.length ? 'approved' : undefined
    case 'any':
      if (approvals > 0) return 'approved'
      return rejections > 0 && (!patient || rejections === votes.length) ? 'rejected' : undefined
    case 'sequence':
      if (rejections > 0 && !patient) return 'rejected'
      if (approvals + rejections < votes.length) return undefined
      return rejections > 0 && approvals === 0 ? 'rejected' : 'approved'
    case 'vote':
      return decideByWeight(rule, votes)
  }
}

/** What one task says: an approval counts once those added after it have approved too. */
function voteOf(task: TaskState, tasks: readonly TaskState[], rule: SigningRule): Vote['value'] {
  if (isUnfinished(task)) return 'pending'
  if (task.outcome !== 'approved') return 'rejected'
  const after = batchesOf(tasks, task, 'after').map((batch) => batchResult(batch, tasks, rule))
  if (after.includes('rejected')) return 'rejected'
  return after.includes(undefined) ? 'pending' : 'approved'
}

/** The result of people who were added together, by the rule they were added under. */
export function batchResult(batch: readonly TaskState[], tasks: readonly TaskState[], rule: SigningRule): Result | undefined {
  const mode = batch[0]?.added?.mode ?? 'all'
  return decideVotes({ mode, rejectRule: rule.rejectRule }, votesOf(batch, tasks, rule))
}

/** The result of the whole node. */
export function verdict(tasks: readonly TaskState[], rule: SigningRule): Result | undefined {
  return decideVotes(rule, votesOf(tasks.filter(isVote), tasks, rule))
}

function votesOf(some: readonly TaskState[], tasks: readonly TaskState[], rule: SigningRule): Vote[] {
  return some.map((task) => ({ value: voteOf(task, tasks, rule), weight: task.weight ?? 1 }))
}

/** Weights are compared in millionths: 0.1 + 0.2 is 0.3 here. Without any weight every vote weighs the same. */
function decideByWeight({ passShare = 50, passAbove = false }: SigningRule, votes: readonly Vote[]): Result | undefined {
  const isWeighed = votes.some((vote) => vote.weight > 0)
  const sum = (values: Vote['value'][]) =>
    votes.reduce((total, { value, weight }) => total + (values.includes(value) ? Math.round((isWeighed ? weight : 1) * 1e6) : 0), 0)
  const needed = sum(['approved', 'rejected', 'pending']) * passShare
  const reaches = (weight: number) => (passAbove ? weight * 100 > needed : weight * 100 >= needed)
  if (votes.length > 0 && reaches(sum(['approved']))) return 'approved'
  return reaches(sum(['approved', 'pending'])) ? undefined : 'rejected'
}
