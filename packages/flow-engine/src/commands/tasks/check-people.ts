import { isUnfinished } from '../../apply-to-tasks.ts'
import { isVote, tasksOf } from '../../approval/tasks-of.ts'
import { fail } from '../../errors.ts'
import { uniqueTexts } from '../../people-texts.ts'
import type { Run } from '../../run.ts'
import type { TaskState } from '../../state.ts'

/** The active people named. @throws flow.person.inactive when one of them is not */
export function activePeople(run: Run, people: readonly string[]): string[] {
  const named = [...new Set(people)]
  if (named.length === 0) throw fail('flow.people.missing')
  const active = uniqueTexts(run.fact({ type: 'active-people', people: named }))
  if (active.length < named.length) throw fail('flow.person.inactive')
  return active
}

/** Nobody signs twice at one node. @throws flow.signer.already */
export function checkNotSigning(run: Run, task: TaskState, people: readonly string[]): void {
  const signing = tasksOf(run.state, task.element).filter(
    (other) => !other.isVoid && (isUnfinished(other) || isVote(other) || isAddedVote(other)),
  )
  const taken = new Set(signing.flatMap((other) => (other.by === undefined ? other.candidates : [other.by])))
  if (people.some((person) => taken.has(person))) throw fail('flow.signer.already')
}

const isAddedVote = (task: TaskState) => task.added !== undefined && task.status === 'done' && task.outcome !== 'transferred'
