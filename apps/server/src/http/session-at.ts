import type { SeenAs, Session } from '@tangram/storage'
import type { Services } from '../services.ts'

/** Somebody signed in. `seenAs`: an administrator who looks with the rights of somebody else, which `principal` has then. */
export type SignedIn = Session & { seenAs?: SeenAs }

/** The one place that says who a session is. Null: unknown or over. */
export async function sessionAt(
  { storage }: Pick<Services, 'storage'>,
  token: string,
  more?: { isUse?: boolean },
): Promise<SignedIn | null> {
  // Storage remembers sessions in use and forgets them as soon as anything about people changes: no round trip.
  const session = await storage.sessions.find(token, more)
  const seenAs = session && (await storage.seeAs.of(session))
  return session && seenAs ? { ...session, principal: seenAs.principal, seenAs } : session
}
