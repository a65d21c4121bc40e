import { type AdministratorDuty, administers, type Principal } from '@tangram/access'
import { fail } from '../errors.ts'

/** @throws storage.admin.required 403 */
export function requireAdmin(principal: Principal, duty: AdministratorDuty): void {
  if (!administers(principal, duty)) throw fail('storage.admin.required')
}
