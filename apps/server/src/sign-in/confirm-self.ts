import type { Session } from '@tangram/storage'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'

const freshMs = 10 * 60_000
const minute = 60_000

/** Whether somebody has signed in so lately that nobody else sits there by now. */
export function isFresh(services: Pick<Services, 'now'>, session: Pick<Session, 'createdAt'>): boolean {
  return Date.parse(services.now()) - Date.parse(session.createdAt) < freshMs
}

/**
 * Before the way of signing in changes: the password again, unless they have just signed in.
 *
 * @throws server.password.wrong-current 422
 */
export async function confirmSelf(services: Services, session: Session, password: string | undefined): Promise<void> {
  if (!isFresh(services, session)) await confirmPassword(services, session.principal.id, password ?? '', '/password')
}

/** @throws server.password.wrong-current 422, server.throttled 429 */
export async function confirmPassword({ storage, throttle }: Services, person: string, password: string, path: string): Promise<void> {
  const limit = { key: `own password ${person}`, limit: 10, windowMs: 15 * minute }
  await throttle.admit(limit)
  if (!(await storage.people.isPassword(person, password))) throw fail('server.password.wrong-current', {}, { path })
  await throttle.clear(limit.key)
}
