import type { Id } from '@tangram/data-model'
import type { AccessDocument } from './document.ts'
import type { Principal } from './principal.ts'
import { rolesOf } from './rights-on.ts'

/** Whether the principal may open the designer of this app and publish it. */
export function canDesign(access: AccessDocument, principal: Principal, app: Id): boolean {
  if (principal.kind === 'link') return false
  if (principal.kind === 'system' || principal.admin) return true
  return rolesOf(access, principal, app).some((role) => role.designs === true)
}

/** Whether the principal may open this dashboard and run its reports. */
export function canSeeDashboard(access: AccessDocument, principal: Principal, app: Id, dashboard: Id): boolean {
  if (principal.kind === 'link') return false
  if (principal.kind === 'system' || principal.admin) return true
  return rolesOf(access, principal, app).some((role) => role.dashboards === 'all' || role.dashboards?.includes(dashboard) === true)
}
