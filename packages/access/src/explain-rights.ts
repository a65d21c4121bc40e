import { type Entity, type Id, inOrder, itemOf } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { type ConditionPart, conditionsIn, type Holds, partOf } from './condition-part.ts'
import type { AccessDocument, EntityGrant, Grant, RoleDocument } from './document.ts'
import type { Principal } from './principal.ts'

/** What one can ask about. `create` is about records that are not there yet. */
export const rightsActions = ['read', 'create', 'update', 'delete', 'export'] as const
export type RightsAction = (typeof rightsActions)[number]

/** `some`: it depends on the record, and none was named. */
export type Verdict = 'yes' | 'no' | 'some'

/**
 * What decides: being the server or an `administrator`; `roles`; the table is one of the `organisation` or `linked` from somewhere else; an
 * open `task` or a `copy` that shows this one record; what a link is for.
 */
export type RightsBasis = 'server' | 'administrator' | 'roles' | 'organisation' | 'linked' | 'task' | 'copy' | 'link'

/** What one role gives. `condition`: the records it gives it for. */
export type RoleSay = { role: Id; verdict: Verdict; condition: ConditionPart | null }

export type RightsAnswer = {
  action: RightsAction
  verdict: Verdict
  basis: RightsBasis
  /** The roles that are held, each with what it gives. */
  held: RoleSay[]
  /** Roles that are not held and would give it. */
  wouldHelp: RoleSay[]
  /** True: a role gives it, but nothing can be done with what is not seen. */
  needsRead: boolean
}

export type RightsQuestion = {
  access: AccessDocument
  principal: Principal
  entity: Entity
  /** Whether a condition holds for the record that is asked about, for this principal; absent: no record in particular. */
  holds?: Holds
  /** What shows this one record to the principal beside the roles. */
  shownBy?: 'task' | 'copy' | undefined
}

/**
 * Why somebody may (not) do something, in the terms of roles and conditions. Says what `rightsOn` decides, found out role by role instead
 * of joined: a property test holds the two against each other.
 *
 *     explainRights({ access, principal, entity: ticket, holds }, 'read')
 *     // { verdict: 'no', basis: 'roles', held: [{ role: 'agent', verdict: 'no', condition: { kind: 'any', holds: false, parts: […] } }], … }
 */
export function explainRights(question: RightsQuestion, action: RightsAction): RightsAnswer {
  const { principal, entity, shownBy } = question
  const plain = { action, held: [], wouldHelp: [], needsRead: false }
  const changes = action === 'create' || action === 'update' || action === 'delete'
  if (entity.linked && changes) return { ...plain, verdict: 'no', basis: 'linked' }
  if (principal.kind === 'system') return { ...plain, verdict: 'yes', basis: 'server' }
  if (principal.kind === 'person' && principal.admin) return { ...plain, verdict: 'yes', basis: 'administrator' }
  if (principal.kind === 'link' && principal.purpose !== 'embed') return { ...plain, ...byLink(question, principal, action) }
  if (entity.system) return { ...plain, verdict: action === 'read' ? 'yes' : 'no', basis: 'organisation' }
  if (principal.kind === 'link' && action !== 'read') return { ...plain, verdict: 'no', basis: 'link' }

  const { held, others } = rolesIn(question)
  const says = held.map((role) => sayOf(role, question, action))
  const byRoles = anyOf(says.map(({ verdict }) => verdict))
  const wouldHelp = others.map((role) => sayOf(role, question, action)).filter(({ verdict }) => verdict !== 'no')
  const answer = { ...plain, held: says, wouldHelp: byRoles === 'yes' ? [] : wouldHelp }
  if (action === 'create') return { ...answer, verdict: byRoles, basis: 'roles' }
  const read = anyOf(held.map((role) => sayOf(role, question, 'read').verdict))
  if (action === 'read') {
    if (byRoles === 'yes' || shownBy === undefined) return { ...answer, verdict: byRoles, basis: 'roles' }
    return { ...answer, verdict: 'yes', basis: shownBy }
  }
  const seen = shownBy ? 'yes' : read
  return { ...answer, verdict: both(byRoles, seen), basis: 'roles', needsRead: byRoles !== 'no' && seen === 'no' }
}

/** Every condition that `holds` will be asked about, each once, by its text. */
export function conditionsAbout({ access, entity }: Pick<RightsQuestion, 'access' | 'entity'>): Map<string, Logic> {
  const found = new Map<string, Logic>()
  for (const role of inOrder(access.roles)) {
    const grant = grantOn(role, entity)
    for (const action of ['read', 'update', 'delete'] as const) {
      const given = grant?.[action] ?? false
      if (typeof given === 'boolean') continue
      for (const each of conditionsIn(given)) found.set(JSON.stringify(each), each)
    }
  }
  return found
}

export function grantOn(role: RoleDocument, entity: Entity): EntityGrant | undefined {
  return Object.hasOwn(role.grants, entity.id) ? role.grants[entity.id] : undefined
}

/** The roles of the app of this entity that the principal holds, and the others. */
export function rolesIn({ access, principal, entity }: Pick<RightsQuestion, 'access' | 'principal' | 'entity'>): {
  held: RoleDocument[]
  others: RoleDocument[]
} {
  const all = inOrder(access.roles)
  if (principal.kind === 'person') {
    const ids = Object.hasOwn(principal.roles, entity.app) ? (principal.roles[entity.app] ?? []) : []
    return { held: all.filter(({ id }) => ids.includes(id)), others: all.filter(({ id }) => !ids.includes(id)) }
  }
  const own = principal.kind === 'link' && principal.purpose === 'embed' && principal.app === entity.app ? principal.role : ''
  const role = itemOf(access.roles, own)
  return { held: role ? [role] : [], others: all.filter(({ id }) => id !== own) }
}

/** What one role gives by itself. */
export function sayOf(role: RoleDocument, { entity, holds }: RightsQuestion, action: RightsAction): RoleSay {
  const given: Grant = grantOn(role, entity)?.[action] ?? false
  if (typeof given === 'boolean') return { role: role.id, verdict: given ? 'yes' : 'no', condition: null }
  // Of what does not exist yet there is nothing to look at.
  const condition = partOf(given, action === 'create' ? undefined : holds)
  const verdict = condition.holds === null ? 'some' : condition.holds ? 'yes' : 'no'
  return { role: role.id, verdict, condition }
}

export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('yes')) return 'yes'
  return verdicts.includes('some') ? 'some' : 'no'
}

function both(a: Verdict, b: Verdict): Verdict {
  if (a === 'no' || b === 'no') return 'no'
  return a === 'some' || b === 'some' ? 'some' : 'yes'
}

/** A link does what it was made for: a form makes records, the others are about one. */
function byLink(
  { entity, holds }: RightsQuestion,
  link: Extract<Principal, { kind: 'link'; purpose: 'form' | 'progress' | 'survey' | 'confirm' }>,
  action: RightsAction,
): Pick<RightsAnswer, 'verdict' | 'basis'> {
  const basis = 'link'
  if (entity.app !== link.app || entity.id !== link.entity) return { verdict: 'no', basis }
  if (link.purpose === 'form') return { verdict: action === 'create' ? 'yes' : 'no', basis }
  const isAbout = action === 'read' || (action === 'update' && link.purpose !== 'progress')
  if (!isAbout || link.record === null) return { verdict: 'no', basis }
  if (!holds) return { verdict: 'some', basis }
  return { verdict: holds({ '==': [{ var: 'id' }, link.record] }) ? 'yes' : 'no', basis }
}
