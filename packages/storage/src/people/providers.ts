import type { Principal } from '@tangram/access'
import type { Id, Instant, LocalizedText } from '@tangram/data-model'

export const unknownPeople = ['refuse', 'create', 'create-with-rights'] as const

/** What somebody new gets whose claim holds this value: a department, a team or a role of an app. */
export type Grant = { claim: string; value: string } & ({ department: string } | { team: string } | { app: Id; role: Id })

/** An OpenID provider as administrators set it. */
export type ProviderSettings = {
  /** On the button. */
  name: LocalizedText
  /** Exactly as the provider writes it in its ID tokens. */
  issuer: string
  clientId: string
  /** Separated by spaces; `openid` is one of them. */
  scopes: string
  /** Names of claims, nested ones with dots: `realm_access.roles`. */
  claims: { login: string; name: string; email: string }
  /** What happens to somebody whom nobody here is linked with. */
  unknown: (typeof unknownPeople)[number]
  grants: Grant[]
  /** Domains of verified e-mail addresses that may come in; none: all may. */
  emailDomains: string[]
  /** Whether the issuer's host may lie in a private network. */
  privateNetwork: boolean
  /** Whether a verified e-mail address of the provider is enough to link somebody who is no administrator. */
  matchesEmail: boolean
  /** Whether those who are linked may not sign in with a password. */
  passwordOff: boolean
  /** Whether signing out here signs out there. */
  endsSession: boolean
  /** Whom those who do not get in should ask; shown to everybody. */
  contact: string
  enabled: boolean
}

export type Provider = ProviderSettings & { id: string; version: number; hasSecret: boolean; people: number; updatedAt: Instant }

/** Secrets of clients are sealed, and told to nobody but the provider. */
export type Providers = {
  /** Administrators and the system. */
  list(principal: Principal): Promise<Provider[]>
  /** @throws storage.provider.unknown 404 */
  get(principal: Principal, id: string): Promise<Provider>
  /** For talking to the provider; the system only. Null: a public client. */
  secretOf(principal: Principal, id: string): Promise<string | null>
  /** @throws storage.provider.issuer-taken 409, storage.provider.no-way-in 409 */
  add(principal: Principal, provider: { id: string; settings: ProviderSettings; secret: string | null }): Promise<Provider>
  /**
   * Whoever came in by a provider that is no longer enabled is signed out.
   *
   * @param secret absent: as it was; null: none
   * @throws storage.provider.unknown 404, issuer-taken 409, issuer-fixed 409, no-way-in 409
   */
  change(principal: Principal, id: string, settings: ProviderSettings, secret?: string | null): Promise<Provider>
  /** With the links of its people, whose sessions by it end. */
  remove(principal: Principal, id: string): Promise<void>
}
