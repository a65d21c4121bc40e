import { type Id, itemOf } from '@tangram/data-model'
import { administers } from './administrator-duty.ts'
import type { AccessDocument, RoleDocument } from './document.ts'
import type { Principal } from './principal.ts'
import { rolesOf } from './rights-on.ts'

/** Whether the principal may open the designer of this app and publish it. */
export function canDesign(access: AccessDocument, principal: Principal, app: Id): boolean {
  if (principal.kind === 'link') return false
  if (principal.kind === 'system' || administers(principal, 'system')) return true
  return rolesOf(access, principal, app).some((role) => role.designs === true)
}

/** Whether the principal may open this dashboard and run its reports. */
export function canSeeDashboard(access: AccessDocument, principal: Principal, app: Id, dashboard: Id): boolean {
  if (principal.kind === 'link') {
    if (principal.purpose !== 'embed' || principal.app !== app || principal.dashboard !== dashboard) return false
    return showsDashboard(itemOf(access.roles, principal.role), dashboard)
  }
  if (principal.kind === 'system' || principal.admin) return true
  return rolesOf(access, principal, app).some((role) => showsDashboard(role, dashboard))
}

function showsDashboard(role: RoleDocument | undefined, dashboard: Id): boolean {
  return role?.dashboards === 'all' || role?.dashboards?.includes(dashboard) === true
}
