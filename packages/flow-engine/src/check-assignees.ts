import { type Diagnostic, diagnose, type Id, isJsonObject, type JsonValue, pointer } from '@tangram/data-model'
import type { Logic, Scope } from '@tangram/expression'
import type { Assignees } from './document.ts'
import { flowMessages } from './messages.ts'

type Given = { [name: string]: unknown }

const isName = (value: unknown) => typeof value === 'string' && value !== ''
const isPick = (value: unknown) => value === undefined || value === 'all' || value === 'least-loaded' || value === 'round-robin'

/** Each kind with what it needs besides. */
const kinds: { [kind: string]: (value: Given) => boolean } = {
  people: ({ people }) => Array.isArray(people) && people.length > 0 && people.every(isName),
  field: ({ field }) => isName(field),
  team: ({ team }) => isName(team),
  role: ({ role }) => isName(role),
  department: ({ department, below }) => isName(department) && (below === undefined || typeof below === 'boolean'),
  leader: ({ of, levels }) =>
    (of === undefined || isName(of)) && typeof levels === 'number' && Number.isInteger(levels) && levels > 0 && levels < 100,
  expression: ({ logic }) => logic !== undefined && logic !== null,
  previous: ({ node }) => isName(node),
  skill: ({ skills, from }) => skills !== undefined && skills !== null && (from === undefined || isComplete(asGiven(from))),
  initiator: () => true,
}

/** Kinds that name a field, and what the field has to hold. */
const fieldOf: { [kind: string]: { name: string; holds: readonly string[] } } = {
  field: { name: 'field', holds: ['person', 'team', 'department'] },
  leader: { name: 'of', holds: ['person'] },
}

/** Checks that a setting says who. */
export function checkAssignees(value: unknown, path: string, scope?: Scope): Diagnostic[] {
  const given = asGiven(value)
  if (!isComplete(given)) return [diagnose(flowMessages, 'flow.assignees.incomplete', path)]
  const own = fieldOf[String(given.kind)]
  const field = own && given[own.name]
  const found = own && typeof field === 'string' ? checkPeopleField(field, own.holds, path + pointer(own.name), scope) : []
  return [...found, ...(given.from === undefined ? [] : checkAssignees(given.from, `${path}/from`, scope))]
}

/** Whether a setting says who, apart from what it names. */
export const isAssignees = (value: unknown): value is Assignees => isComplete(asGiven(value))

/** Steps that settings name as whose people are meant, however deep: they have to be there. */
export function checkNodesNamed(value: JsonValue, nodes: readonly Id[], path: string): Diagnostic[] {
  if (value === null || typeof value !== 'object') return []
  const named = isJsonObject(value) && value.kind === 'previous' && typeof value.node === 'string' ? value.node : undefined
  const own =
    named === undefined || nodes.includes(named) ? [] : [diagnose(flowMessages, 'flow.node.unknown', `${path}/node`, { node: named })]
  return [...own, ...Object.entries(value).flatMap(([key, item]) => checkNodesNamed(item, nodes, path + pointer(key)))]
}

/** The expressions of such settings, with where they stand. */
export function logicsOfAssignees(assignees: Assignees | undefined, path: string): { logic: Logic; path: string }[] {
  if (assignees?.kind === 'expression') return [{ logic: assignees.logic, path: `${path}/logic` }]
  if (assignees?.kind !== 'skill') return []
  return [{ logic: assignees.skills, path: `${path}/skills` }, ...logicsOfAssignees(assignees.from, `${path}/from`)]
}

function checkPeopleField(field: string, holds: readonly string[], path: string, scope: Scope | undefined): Diagnostic[] {
  if (!scope) return []
  const type = scope.typeOf([field])
  if (!type) return [diagnose(flowMessages, 'flow.field.unknown', path, { field })]
  return type.kind === 'reference' && holds.includes(type.to)
    ? []
    : [diagnose(flowMessages, 'flow.assignees.no-people-in-field', path, { field })]
}

function isComplete(given: Given): boolean {
  const kind = String(given.kind)
  return Object.hasOwn(kinds, kind) && kinds[kind]?.(given) === true && isPick(given.pick)
}

const asGiven = (value: unknown): Given => (typeof value === 'object' && value !== null ? (value as Given) : {})
