/**
 * Who may see and do what. Roles, row conditions and field rules become predicates; storage compiles them into every query.
 *
 *     const rights = rightsOn(app.access, principal, ticket)
 *     rights.read // { in: [{ var: 'team' }, { var: '$user.teams' }] }
 *     holdsFor(rights.update, record.values, given) // may this person save this record?
 *     redact(rights, record.values, given) // without what this record does not show them
 */

export { type AdministratorDuty, administers, administratorDuties } from './administrator-duty.ts'
export { canDesign, canSeeDashboard } from './app-rights.ts'
export { type AccessLookup, checkAccess } from './check-access.ts'
export { all, any, holdsFor } from './condition.ts'
export { type ConditionPart, testsOf } from './condition-part.ts'
export { conditionInWords, nameInWords, testInWords } from './condition-words.ts'
export type { AccessDocument, EntityGrant, FieldRule, Grant, RoleDocument } from './document.ts'
export { explainField, type FieldAnswer, type FieldQuestion } from './explain-field.ts'
export {
  conditionsAbout,
  explainRights,
  type RightsAction,
  type RightsAnswer,
  type RightsQuestion,
  type RoleSay,
  rightsActions,
  type Verdict,
} from './explain-rights.ts'
export { canMask, maskOf, withMask } from './mask-rights.ts'
export { mayPick } from './may-pick.ts'
export { accessMessages } from './messages.ts'
export type { EmbedPrincipal, LinkPrincipal, PersonPrincipal, Principal, SystemPrincipal } from './principal.ts'
export { redact } from './redact.ts'
export type { Condition, EntityRights } from './rights.ts'
export { masksOfRoles, rightsOn } from './rights-on.ts'
export { actionWords, fieldInWords, rightsInWords, roleName } from './rights-words.ts'
