import type { Id } from '@tangram/data-model'
import type { PickRule } from './document.ts'
import type { Outlook } from './outlook.ts'

type Facts = Pick<Outlook, 'fact'>

/** Those of several who are meant in the end: all of them, or one. */
export function pick(from: Facts, node: Id, people: string[], rule: PickRule = 'all'): string[] {
  if (people.length < 2 || rule === 'all') return people
  return [rule === 'least-loaded' ? leastLoaded(from, people) : nextInTurn(from, node, people)]
}

/** Of several people the one with the fewest open tasks; the first of them in a tie. */
export function leastLoaded(from: Facts, people: string[]): string {
  const [first = ''] = people
  if (people.length < 2) return first
  const counts = from.fact({ type: 'open-task-counts', people }) as { [person: string]: number }
  return people.reduce((best, person) => ((counts[person] ?? 0) < (counts[best] ?? 0) ? person : best), first)
}

/** Whoever has not had a task of this node for the longest time; those who never had one come first, in their order. */
function nextInTurn(from: Facts, node: Id, people: string[]): string {
  const last = from.fact({ type: 'last-assigned', node, people }) as { [person: string]: string }
  const [first = ''] = people
  return people.reduce((best, person) => ((last[person] ?? '') < (last[best] ?? '') ? person : best), first)
}
