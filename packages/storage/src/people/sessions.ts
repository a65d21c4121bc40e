import type { PersonPrincipal } from '@tangram/access'
import type { Instant } from '@tangram/data-model'

export type NewSession = { token: string; csrf: string; principal: PersonPrincipal }
/** What somebody has to do before anything else is answered. */
export type Duty = 'change-password' | 'set-up-second-factor'
export type Session = {
  id: string
  csrf: string
  createdAt: Instant
  principal: PersonPrincipal
  /** Null: the session may do whatever its person may. */
  duty: Duty | null
}
/** A session as its person or an administrator sees it. */
export type SessionSummary = { id: string; createdAt: Instant; lastUsedAt: Instant; ip: string | null; userAgent: string | null }

/** Sign-ins. Only the hash of a token is kept; a suspended person or a changed role shows in the next request. */
export type Sessions = {
  create(person: string, about: { ip?: string; userAgent?: string }): Promise<NewSession>
  /**
   * The session of a token; null when unknown, expired, idle too long or its person suspended.
   *
   * @param more.isUse false: looking is no use of it, so that what a page hears by itself does not keep it alive; true when absent
   */
  find(token: string, more?: { isUse?: boolean }): Promise<Session | null>
  /** A fresh token for the same session; the old one ends. */
  rotate(token: string): Promise<NewSession>
  revoke(token: string): Promise<void>
  revokeAll(person: string): Promise<void>
  /** All of a person's but this one. */
  revokeOthers(person: string, session: string): Promise<void>
  /** One of a person's. @throws storage.session.unknown 404 */
  revokeOne(person: string, session: string): Promise<void>
  /** Those of a person that still serve, the one used last first. */
  list(person: string): Promise<SessionSummary[]>
}
