import { type Id, inOrder } from '@tangram/data-model'
import type { RoleDocument } from './document.ts'
import { explainRights, grantOn, type RightsQuestion, rolesIn, sayOf, type Verdict } from './explain-rights.ts'
import { ruleOn as fieldRule } from './mask-rights.ts'
import { rightsOn } from './rights-on.ts'

/** What one role says of a field: `open` when it has no rule for it. */
export type FieldSay = { role: Id; rule: 'open' | 'read' | 'masked' | 'hidden' }

/**
 * `everything`: no rule binds them; `roles`: by the rules of those held; `shown`: who meets a record by a task or a copy alone sees what
 * no role and no step hides; `record`: they do not see the record at all.
 */
export type FieldBasis = 'everything' | 'roles' | 'shown' | 'organisation' | 'link' | 'record'

export type FieldAnswer = {
  field: Id
  /** `some`: not in every record that they see. */
  sees: Verdict
  changes: Verdict
  /** Whether what is seen is masked; `some`: in some of the records they see. */
  masked: Verdict
  basis: FieldBasis
  /** The roles that have a say in whether it is seen. */
  seeing: FieldSay[]
  /** The roles that have a say in whether it may be changed. */
  changing: FieldSay[]
}

export type FieldQuestion = RightsQuestion & {
  /** Fields that a step of a process hides: whoever meets a record only by a task does not see them elsewhere either. */
  hiddenBySteps?: ReadonlySet<Id>
}

/**
 * Why somebody sees or changes (or not) one field of the records they see, or of the one that is asked about. Says what `rightsOn` decides,
 * role by role: those that reach the record have a say in its fields.
 */
export function explainField(question: FieldQuestion, field: Id): FieldAnswer {
  const { access, principal, entity, holds, shownBy, hiddenBySteps } = question
  const plain = { field, masked: 'no' as Verdict, seeing: [], changing: [] }
  if (principal.kind === 'system' || (principal.kind === 'person' && principal.admin)) {
    return { ...plain, sees: 'yes', changes: entity.linked ? 'no' : 'yes', basis: 'everything' }
  }
  if (holds && explainRights(question, 'read').verdict === 'no') return { ...plain, sees: 'no', changes: 'no', basis: 'record' }
  if (entity.system || (principal.kind === 'link' && principal.purpose !== 'embed')) {
    const { hidden, readOnly, update, masked } = rightsOn(access, principal, entity)
    const sees = hidden.has(field) ? 'no' : 'yes'
    const changes = sees === 'yes' && update !== false && !readOnly.has(field) ? 'yes' : 'no'
    return { ...plain, sees, changes, masked: masked.has(field) ? 'yes' : 'no', basis: entity.system ? 'organisation' : 'link' }
  }
  const held = rolesIn(question).held.filter((role) => grantOn(role, entity))
  const rulesOf = (roles: readonly RoleDocument[]) => roles.map((role) => ({ role: role.id, rule: ruleOf(role, question, field) }))
  const changing = entity.linked || principal.kind !== 'person' ? [] : reaching(held, question, 'update')
  const opened = changesBy(changing, question, field)
  const readers = reaching(held, question, 'read')
  // Without a role that reads, records are met one by one: by a task or a copy.
  const isMetOtherwise = readers.length === 0 && principal.kind === 'person' && (shownBy !== undefined || !holds)
  if (isMetOtherwise) {
    const seeing = rulesOf(inOrder(access.roles).filter((role) => grantOn(role, entity)))
    const isHidden = seeing.some(({ rule }) => rule === 'hidden') || hiddenBySteps?.has(field) === true
    const isMasked = !isHidden && seeing.some(({ rule }) => rule === 'masked')
    const changes = isHidden || isMasked ? 'no' : opened
    return {
      field,
      sees: isHidden ? 'no' : 'yes',
      changes,
      masked: isMasked ? 'yes' : 'no',
      basis: 'shown',
      seeing,
      changing: rulesOf(changing),
    }
  }
  const speaking = readers.length > 0 ? readers : held
  const sees = openBy(speaking, question, 'read', (rule) => rule !== 'hidden', field)
  const clear = openBy(speaking, question, 'read', (rule) => rule !== 'hidden' && rule !== 'masked', field)
  const isMasking = speaking.some((role) => ruleOf(role, question, field) === 'masked')
  const masked = sees === 'no' || !isMasking || clear === 'yes' ? 'no' : clear === 'no' ? 'yes' : 'some'
  const changes = sees === 'no' || masked === 'yes' ? 'no' : masked === 'some' && opened === 'yes' ? 'some' : opened
  return { field, sees, changes, masked, basis: 'roles', seeing: rulesOf(speaking), changing: rulesOf(changing) }
}

/** The roles that let their people do this: to the record that is asked about, else to any. */
function reaching(held: readonly RoleDocument[], question: RightsQuestion, action: 'read' | 'update'): RoleDocument[] {
  return held.filter((role) => sayOf(role, question, action).verdict !== 'no')
}

function changesBy(changing: readonly RoleDocument[], question: RightsQuestion, field: Id): Verdict {
  if (changing.length === 0 || explainRights(question, 'update').verdict === 'no') return 'no'
  return openBy(changing, question, 'update', (rule) => rule === 'open', field)
}

/** Whether all, none or some of the records that these roles reach are reached by one that leaves the field open. */
function openBy(
  roles: readonly RoleDocument[],
  question: RightsQuestion,
  action: 'read' | 'update',
  isOpen: (rule: FieldSay['rule']) => boolean,
  field: Id,
): Verdict {
  const open = roles.filter((role) => isOpen(ruleOf(role, question, field)))
  if (open.length === 0) return 'no'
  if (question.holds) return 'yes'
  const recordsOf = (role: RoleDocument) => JSON.stringify(grantOn(role, question.entity)?.[action])
  const reached = new Set(open.map(recordsOf))
  return reached.has('true') || roles.every((role) => reached.has(recordsOf(role))) ? 'yes' : 'some'
}

function ruleOf(role: RoleDocument, { entity }: RightsQuestion, field: Id): FieldSay['rule'] {
  const rule = fieldRule(entity, grantOn(role, entity) ?? {}, field) ?? 'open'
  return typeof rule === 'object' ? 'masked' : rule
}
