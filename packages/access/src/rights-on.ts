import { type Entity, type Id, inOrder, itemOf, type Mask } from '@tangram/data-model'
import { any } from './condition.ts'
import type { AccessDocument, EntityGrant, FieldRule, Grant, RoleDocument } from './document.ts'
import { isMask, maskOfAll, ruleOn, withMask } from './mask-rights.ts'
import type { EmbedPrincipal, LinkPrincipal, PersonPrincipal, Principal } from './principal.ts'
import type { Condition, EntityRights } from './rights.ts'

const everything: EntityRights = {
  read: true,
  create: true,
  update: true,
  delete: true,
  export: true,
  hidden: new Set(),
  shownWhere: new Map(),
  masked: new Map(),
  readOnly: new Set(),
  writableWhere: new Map(),
  readOnlyOnCreate: new Set(),
  writableWhereOnCreate: new Map(),
}

const nothing: EntityRights = { ...everything, read: false, create: false, update: false, delete: false, export: false }

/** How to reach or impersonate a colleague: administrators know, others need it for nothing. */
const ofNobodysConcern: ReadonlySet<Id> = new Set(['login', 'email', 'phone'])

/**
 * What this principal may do with the records of one entity.
 *
 * A person has what any of their roles gives, record by record: a field is shown where one of the roles that let them read the record
 * shows it, and may be changed where one of those that let them change it says nothing against it. The entities of the organisation (people, teams, departments) may be read by everybody with an account but for how to reach them, and changed by administrators only.
 */
export function rightsOn(access: AccessDocument, principal: Principal, entity: Entity): EntityRights {
  const rights = rightsOfPrincipal(access, principal, entity)
  // Tables that somebody else keeps are only read, whoever asks.
  return entity.linked ? { ...rights, create: false, update: false, delete: false } : rights
}

function rightsOfPrincipal(access: AccessDocument, principal: Principal, entity: Entity): EntityRights {
  switch (principal.kind) {
    case 'system':
      return everything
    case 'person':
      return principal.admin ? everything : personRights(access, principal, entity)
    case 'link':
      return principal.purpose === 'embed' ? embedRights(access, principal, entity) : linkRights(access, principal, entity)
  }
}

/** The roles of a person in an app that its document still has. */
export function rolesOf(access: AccessDocument, principal: PersonPrincipal, app: Id): RoleDocument[] {
  const held = Object.hasOwn(principal.roles, app) ? (principal.roles[app] ?? []) : []
  return inOrder(access.roles).filter((role) => held.includes(role.id))
}

function personRights(access: AccessDocument, principal: PersonPrincipal, entity: Entity): EntityRights {
  if (entity.system) return { ...nothing, read: true, hidden: ofNobodysConcern }
  const grants = rolesOf(access, principal, entity.app).flatMap((role) => {
    const grant = Object.hasOwn(role.grants, entity.id) ? role.grants[entity.id] : undefined
    return grant ? [grant] : []
  })
  if (grants.length === 0) return nothing
  const isHidden = (rule: FieldRule | undefined) => rule === 'hidden'
  const isFixed = (rule: FieldRule | undefined) => rule !== undefined
  const shown = fieldsBy(entity, grants, 'read', isHidden)
  const changed = fieldsBy(entity, grants, 'update', isFixed)
  const given = fieldsBy(entity, grants, 'create', isFixed)
  const rights: EntityRights = {
    read: unionOf(grants, 'read'),
    create: unionOf(grants, 'create'),
    update: unionOf(grants, 'update'),
    delete: unionOf(grants, 'delete'),
    export: grants.some((grant) => grant.export === true),
    hidden: shown.nowhere,
    shownWhere: shown.where,
    masked: new Map(),
    readOnly: changed.nowhere,
    writableWhere: changed.where,
    readOnlyOnCreate: given.nowhere,
    writableWhereOnCreate: given.where,
  }
  return maskedBy(rights, entity, grants)
}

/** With the fields masked that a role masks, save in the records where another one shows them whole. */
function maskedBy(rights: EntityRights, entity: Entity, grants: readonly EntityGrant[]): EntityRights {
  const speaking = speakersFor(grants, 'read')
  const clear = fieldsBy(entity, grants, 'read', (rule) => rule === 'hidden' || isMask(rule))
  return fieldsOf(speaking).reduce((before, field) => {
    const mask = maskOfAll(
      entity,
      field,
      speaking.map((grant) => ruleOn(entity, grant, field)),
    )
    const clearWhere = clear.nowhere.has(field) ? false : (clear.where.get(field) ?? true)
    return mask ? withMask(before, field, mask, clearWhere) : before
  }, rights)
}

function fieldsOf(grants: readonly EntityGrant[]): Id[] {
  return [...new Set(grants.flatMap((grant) => Object.keys(grant.fields ?? {})))]
}

type Right = 'read' | 'create' | 'update' | 'delete'

/** The records for which one of the grants gives the right. */
function unionOf(grants: readonly EntityGrant[], right: Right): Condition {
  return any(grants.map((grant) => conditionOf(grant[right])))
}

/**
 * Fields that no grant with this right leaves open, and those that some do, with the records of these. A role has a say in a field only
 * for what it lets its people do: one that just creates opens no field of a record that is there.
 */
function fieldsBy(
  entity: Entity,
  grants: readonly EntityGrant[],
  right: Right,
  bars: (rule: FieldRule | undefined) => boolean,
): { nowhere: Set<Id>; where: Map<Id, Condition> } {
  const speaking = speakersFor(grants, right)
  const everywhere = unionOf(grants, right)
  const nowhere = new Set<Id>()
  const where = new Map<Id, Condition>()
  for (const field of fieldsOf(speaking)) {
    const open = speaking.filter((grant) => !bars(ruleOn(entity, grant, field)))
    const records = unionOf(open, right)
    if (open.length === 0) nowhere.add(field)
    else if (JSON.stringify(records) !== JSON.stringify(everywhere)) where.set(field, records)
  }
  return { nowhere, where }
}

/** The grants with this right; all of them when none has it. */
function speakersFor(grants: readonly EntityGrant[], right: Right): readonly EntityGrant[] {
  const having = grants.filter((grant) => conditionOf(grant[right]) !== false)
  return having.length > 0 ? having : grants
}

/** A grant left out, or broken to null, gives nothing. */
function conditionOf(grant: Grant | undefined): Condition {
  return grant ?? false
}

/** What people of the role may read, and no more: nobody outside changes anything or takes it out. */
function embedRights(access: AccessDocument, { app, role }: EmbedPrincipal, entity: Entity): EntityRights {
  if (entity.system) return { ...nothing, read: true, hidden: ofNobodysConcern }
  if (entity.app !== app) return nothing
  const grants = itemOf(access.roles, role)?.grants ?? {}
  const grant = Object.hasOwn(grants, entity.id) ? grants[entity.id] : undefined
  if (!grant) return nothing
  const hidden = new Set(fieldsOf([grant]).filter((field) => ruleOn(entity, grant, field) === 'hidden'))
  return maskedBy({ ...nothing, read: conditionOf(grant.read), hidden }, entity, [grant])
}

/**
 * A link does what its purpose says to its own entity: a form makes records and reads none, the others concern one record. Whoever
 * holds it neither sees nor writes a field that is hidden from any role, and sees masked what any role sees masked.
 */
function linkRights(access: AccessDocument, link: LinkPrincipal, entity: Entity): EntityRights {
  if (entity.app !== link.app || entity.id !== link.entity) return nothing
  const grants = grantsOn(access, entity)
  const hidden = new Set(fieldsOf(grants).filter((field) => grants.some((grant) => ruleOn(entity, grant, field) === 'hidden')))
  const rights = { ...nothing, hidden, readOnly: hidden, readOnlyOnCreate: hidden }
  if (link.purpose === 'form') return { ...rights, create: true }
  if (link.record === null) return rights
  const itsRecord: Condition = { '==': [{ var: 'id' }, link.record] }
  const own: EntityRights = { ...rights, read: itsRecord, update: link.purpose === 'progress' ? false : itsRecord }
  return [...masksOfRoles(access, entity)].reduce<EntityRights>((before, [field, mask]) => withMask(before, field, mask, false), own)
}

/** What every role says of the entity. */
function grantsOn(access: AccessDocument, entity: Entity): EntityGrant[] {
  return inOrder(access.roles).flatMap(({ grants }) => (Object.hasOwn(grants, entity.id) ? (grants[entity.id] ?? []) : []))
}

/** The fields that any role masks, for those who come by none. */
export function masksOfRoles(access: AccessDocument, entity: Entity): Map<Id, Mask> {
  const grants = grantsOn(access, entity)
  return new Map(
    fieldsOf(grants).flatMap((field) => {
      const mask = maskOfAll(
        entity,
        field,
        grants.map((grant) => ruleOn(entity, grant, field)),
      )
      return mask ? [[field, mask] as const] : []
    }),
  )
}
