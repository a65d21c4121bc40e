import type { PersonPrincipal, Principal } from '@tangram/access'
import type { Id, Instant, JsonObject } from '@tangram/data-model'

/** A link by which one dashboard stands on another site, or is opened by people without an account. */
export type NewEmbed = {
  app: Id
  dashboard: Id
  /** Only this report of the dashboard. */
  report: Id | null
  /** What its maker calls it. */
  name: string
  /** It reads with the rights of this role of the app. */
  role: Id
  /** Values of filters that visitors cannot change. */
  fixed: JsonObject
  /** Of those, the filters whose values visitors are told. */
  shown: Id[]
  /** Filters that visitors may set. */
  open: Id[]
  /** Origins whose pages may frame it, `'self'` among them; none: it is opened by its address alone. */
  sites: string[]
  /** True: the records behind a mark may be read too; false: figures alone. */
  withRecords: boolean
  /** Questions an hour, of all visitors together. */
  quota: number
  refreshSeconds: number | null
  expiresAt: Instant | null
}

export type Embed = NewEmbed & {
  id: string
  hasPassword: boolean
  by: { id: string; name: string }
  createdAt: Instant
  lastUsedAt: Instant | null
}

export type Embeds = {
  /** Those of a dashboard that were not revoked, newest first. Who may see them is for the caller to know. */
  list(principal: PersonPrincipal, app: Id, dashboard: Id): Promise<Embed[]>
  /** The token is 192 random bits, told this once: only its hash is kept. */
  create(principal: PersonPrincipal, embed: NewEmbed, password: string | null): Promise<{ embed: Embed; token: string }>
  /** @throws storage.embed.unknown 404, of another dashboard too */
  revoke(principal: PersonPrincipal, app: Id, dashboard: Id, id: string): Promise<void>
  /**
   * The link and who made it, as they are now. Null when it is unknown, revoked or expired or its maker may no longer sign in: all
   * look the same and take the same statement.
   */
  find(token: string): Promise<{ embed: Embed; maker: PersonPrincipal } | null>
  /** Takes as long whether the link has a password or not. */
  passwordMatches(principal: Principal, id: string, password: string): Promise<boolean>
  /** A sign that the password of a link was given; ends after twelve hours. Without a server's secret nobody makes one. */
  ticketFor(id: string): string
  isTicket(id: string, ticket: string): boolean
  /** Remembers that the link was used, to the minute. */
  noteUse(id: string): Promise<void>
}
