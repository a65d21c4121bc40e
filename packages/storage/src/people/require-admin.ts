import type { Principal } from '@tangram/access'
import { fail } from '../errors.ts'

/** @throws storage.admin.required 403 */
export function requireAdmin(principal: Principal): void {
  if (principal.kind === 'system' || (principal.kind === 'person' && principal.admin)) return
  throw fail('storage.admin.required')
}
