import type { Principal } from './principal.ts'

/**
 * What administrators look after: `system` apps, services, jobs and deliveries · `security` people, grants and sign-in · `audit` the audit log.
 */
export const administratorDuties = ['system', 'security', 'audit'] as const
export type AdministratorDuty = (typeof administratorDuties)[number]

/** Whether somebody may do what this duty covers. */
export function administers(principal: Principal, duty: AdministratorDuty): boolean {
  if (principal.kind === 'link') return false
  return principal.kind === 'system' || principal.admin || principal.administers === duty
}
