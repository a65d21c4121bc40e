import type { PersonPrincipal } from '@tangram/access'
import type { Instant } from '@tangram/data-model'

export type NewSession = { token: string; csrf: string; principal: PersonPrincipal }
export type Session = { id: string; csrf: string; createdAt: Instant; principal: PersonPrincipal }

/** Sign-ins. Only the hash of a token is kept; a suspended person or a changed role shows in the next request. */
export type Sessions = {
  create(person: string, about: { ip?: string; userAgent?: string }): Promise<NewSession>
  /** The session of a token and touches it; null when unknown, expired, idle too long or its person suspended. */
  find(token: string): Promise<Session | null>
  /** A fresh token for the same session; the old one ends. */
  rotate(token: string): Promise<NewSession>
  revoke(token: string): Promise<void>
  revokeAll(person: string): Promise<void>
}
