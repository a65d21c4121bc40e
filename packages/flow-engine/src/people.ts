import type { CompiledNode } from './compile-process.ts'
import type { Assignees } from './document.ts'
import { fail } from './errors.ts'
import type { Fact } from './fact.ts'
import { FactsMissing } from './facts-missing.ts'
import { membersOf } from './people-meant.ts'
import { uniqueTexts } from './people-texts.ts'
import type { Run } from './run.ts'

/**
 * The active people meant, each once. Nobody left: the administrators, so that a task never lies where no one sees it.
 *
 * @throws flow.assignees.nobody when there is no administrator either
 */
export function peopleOf(run: Run, node: CompiledNode, assignees: Assignees): { team: string | null; people: string[] } {
  const { team, people } = membersOf(run, node, assignees)
  return { team, people: people.length > 0 ? people : adminsFor(run, node) }
}

/** The administrators, in whose hands a task falls that would be nobody's. @throws flow.assignees.nobody */
export function adminsFor(run: Run, node: CompiledNode): string[] {
  const admins = uniqueTexts(run.fact({ type: 'admins' }))
  if (admins.length === 0) throw fail('flow.assignees.nobody', { node: node.document.label })
  return admins
}

/** Does each of several things and breaks off only after every one has said what it misses: one round instead of many. */
export function eachWithFacts<Item, Found>(items: readonly Item[], find: (item: Item) => Found): Found[] {
  const missing: Fact[] = []
  const found: Found[] = []
  for (const item of items) {
    try {
      found.push(find(item))
    } catch (error) {
      if (!(error instanceof FactsMissing)) throw error
      missing.push(...error.facts)
    }
  }
  if (missing.length > 0) throw new FactsMissing(missing)
  return found
}
