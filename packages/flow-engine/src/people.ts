import type { JsonValue } from '@tangram/data-model'
import type { CompiledNode } from './compile-process.ts'
import type { Assignees, PickRule } from './document.ts'
import { fail } from './errors.ts'
import type { Fact } from './fact.ts'
import { FactsMissing } from './facts-missing.ts'
import { readValue } from './read-value.ts'
import type { Run } from './run.ts'

/**
 * The active people meant, each once. Nobody left: the administrators, so that a task never lies where no one sees it.
 *
 * @throws flow.assignees.nobody when there is no administrator either
 */
export function peopleOf(run: Run, node: CompiledNode, assignees: Assignees): { team: string | null; people: string[] } {
  const { team, people } = resolve(run, assignees)
  if (people.length > 0) return { team, people }
  const admins = unique(run.fact({ type: 'admins' }))
  if (admins.length === 0) throw fail('flow.assignees.nobody', { node: node.document.label })
  return { team, people: admins }
}

/** The people of several settings; breaks off only after each has said what it misses. */
export function peopleOfEach(run: Run, node: CompiledNode, settings: Assignees[]): string[][] {
  const missing: Fact[] = []
  const found = settings.map((assignees) => {
    try {
      return peopleOf(run, node, assignees).people
    } catch (error) {
      if (!(error instanceof FactsMissing)) throw error
      missing.push(...error.facts)
      return []
    }
  })
  if (missing.length > 0) throw new FactsMissing(missing)
  return found
}

/** Of several people the one with the fewest open tasks; the first of them in a tie. */
export function leastLoaded(run: Run, people: string[]): string {
  const [first = ''] = people
  if (people.length < 2) return first
  const counts = run.fact({ type: 'open-task-counts', people }) as { [person: string]: number }
  return people.reduce((best, person) => ((counts[person] ?? 0) < (counts[best] ?? 0) ? person : best), first)
}

function resolve(run: Run, assignees: Assignees): { team: string | null; people: string[] } {
  switch (assignees.kind) {
    case 'people':
      return { team: null, people: active(run, assignees.people) }
    case 'field':
      return ofField(run, assignees.field)
    case 'team':
      return ofTeam(run, assignees.team, assignees.pick)
    case 'role':
      return { team: null, people: unique(run.fact({ type: 'role-members', role: assignees.role })) }
    case 'initiator':
      return { team: null, people: active(run, run.state.initiator === null ? [] : [run.state.initiator]) }
    default:
      return { team: null, people: [] }
  }
}

function ofField(run: Run, field: string): { team: string | null; people: string[] } {
  const named = unique(readValue(run, [field]))
  const type = run.process.scope?.typeOf([field])
  const [team] = named
  if (type?.kind === 'reference' && type.to === 'team') return team === undefined ? { team: null, people: [] } : ofTeam(run, team, 'all')
  return { team: null, people: active(run, named) }
}

function ofTeam(run: Run, key: string, pick: PickRule): { team: string | null; people: string[] } {
  const found = run.fact({ type: 'team-members', team: key }) as { team: string; members: string[] } | null
  const members = unique(found?.members ?? [])
  const people = pick === 'all' || members.length === 0 ? members : [leastLoaded(run, members)]
  return { team: found?.team ?? null, people }
}

function active(run: Run, people: string[]): string[] {
  return people.length === 0 ? [] : unique(run.fact({ type: 'active-people', people }))
}

/** Texts of a value that is one, several or none. */
function unique(value: JsonValue): string[] {
  const all = Array.isArray(value) ? value : [value]
  return [...new Set(all.filter((item) => typeof item === 'string' && item !== ''))] as string[]
}
