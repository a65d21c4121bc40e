import { type Diagnostic, diagnose } from '@tangram/data-model'
import { flowMessages } from './messages.ts'

/** Each kind with what it needs besides. */
const kinds: { [kind: string]: (value: { [name: string]: unknown }) => boolean } = {
  people: ({ people }) => Array.isArray(people) && people.length > 0 && people.every((person) => typeof person === 'string'),
  field: ({ field }) => typeof field === 'string' && field !== '',
  team: ({ team, pick }) => typeof team === 'string' && team !== '' && (pick === 'all' || pick === 'least-loaded'),
  role: ({ role }) => typeof role === 'string' && role !== '',
  initiator: () => true,
}

/** Checks that a setting says who. */
export function checkAssignees(value: unknown, path: string): Diagnostic[] {
  const given = (typeof value === 'object' && value !== null ? value : {}) as { [name: string]: unknown }
  const kind = String(given.kind)
  const complete = Object.hasOwn(kinds, kind) && kinds[kind]?.(given)
  return complete ? [] : [diagnose(flowMessages, 'flow.assignees.incomplete', path)]
}
