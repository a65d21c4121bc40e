import type { LinkPrincipal, Principal } from '@tangram/access'
import type { Id, Instant, JsonObject, LocalizedText } from '@tangram/data-model'
import type { Transaction } from '../transaction.ts'

export type NewLink = {
  app: Id
  purpose: LinkPrincipal['purpose']
  form?: Id | null
  entity: Id
  record?: string | null
  /** The flow element that waits for the answer. */
  instance?: string
  element?: string
  message?: LocalizedText
  expiresAt?: Instant
  /** Issuing again with the same key answers with the same link. */
  key?: string
}

export type Link = {
  id: string
  app: Id
  purpose: LinkPrincipal['purpose']
  form: Id | null
  entity: Id
  record: string | null
  instance: string | null
  element: string | null
  message: LocalizedText | null
  expiresAt: Instant | null
  answeredAt: Instant | null
  answer: JsonObject | null
}

export type Links = {
  /** The token is 192 bits; only its hash is stored. */
  issue(principal: Principal, link: NewLink, trx?: Transaction): Promise<{ link: Link; token: string }>
  /** Null when unknown, revoked or expired: the three look the same. */
  find(token: string): Promise<{ link: Link; principal: LinkPrincipal } | null>
  /** The token of a link this installation issued; for sending it (again). */
  tokenOf(principal: Principal, id: string): Promise<string>
  /** The standing link of a public form; made when there is none yet. */
  publicForm(principal: Principal, app: Id, form: Id): Promise<string>
  /** Marks it answered. @throws storage.link.answered 409 */
  answer(principal: LinkPrincipal, answer: JsonObject, trx?: Transaction): Promise<void>
  revoke(principal: Principal, id: string): Promise<void>
}
