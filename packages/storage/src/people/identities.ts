import type { Principal } from '@tangram/access'
import type { Instant, Locale, LocalizedText } from '@tangram/data-model'
import type { Grant } from './providers.ts'

export type Identity = {
  id: string
  provider: { id: string; name: LocalizedText; enabled: boolean; passwordOff: boolean }
  person: { id: string; name: string }
  subject: string
  label: string | null
  linkedAt: Instant
  lastUsedAt: Instant | null
}

export type NewIdentity = { provider: string; subject: string; person: string; label?: string | null }

/** Somebody whom a provider vouches for. */
export type Arrival = {
  provider: string
  subject: string
  name: string
  login: string | null
  email: string | null
  locale: Locale
  grants: readonly Grant[]
}

/** Which account of a provider is who. An account is its issuer and subject, never an e-mail address. */
export type Identities = {
  /** Whose account this is, and notes its use; `isActive` false: suspended. Null: nobody's. */
  use(provider: string, subject: string, label: string | null): Promise<{ person: string; isActive: boolean } | null>
  /** Oneself, or anybody for administrators. @throws storage.identity.taken 409 */
  link(principal: Principal, identity: NewIdentity): Promise<Identity>
  /** The one active person with this address who is no administrator and has no account of the provider; null: none or several. */
  matching(provider: string, email: string): Promise<string | null>
  /** Somebody new with what the grants give; when the same account arrives twice at once, one person. System only. */
  admit(principal: Principal, arrival: Arrival): Promise<string>
  /** Of a person or a provider; one's own, or any for administrators. */
  list(principal: Principal, of: { person: string } | { provider: string }): Promise<Identity[]>
  /**
   * Ends the sessions that began by it.
   *
   * @throws storage.identity.unknown 404, storage.identity.only-way 409 for one's own without a password
   */
  unlink(principal: Principal, id: string): Promise<Identity>
  /** Keeps what a provider said until the person comes back with the state. */
  keepFlow(flow: { provider: string; state: string; content: string; expiresAt: Instant }): Promise<void>
  /** What was kept, this once; null when it was taken before, is too old or never was. */
  takeFlow(provider: string, state: string): Promise<string | null>
  /** Notes that a session began by a provider. */
  noteSession(session: string, about: { provider: string; person: string; idToken: string | null }): Promise<void>
  /** The provider a session began by. */
  providerOf(session: string): Promise<{ provider: string; idToken: string | null } | null>
}
