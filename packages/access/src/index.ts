export type { AccessDocument, EntityGrant, Grant, RoleDocument } from './document.ts'
export type { LinkPrincipal, PersonPrincipal, Principal, SystemPrincipal } from './principal.ts'
export type { Condition, EntityRights, RightsOn } from './rights.ts'
