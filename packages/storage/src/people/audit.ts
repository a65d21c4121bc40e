import type { Principal } from '@tangram/access'
import type { Instant, JsonObject } from '@tangram/data-model'
import type { Transaction } from '../transaction.ts'

export type AuditResult = 'ok' | 'refused' | 'failed'

export type NewAuditEntry = {
  action: string
  object?: string
  result: AuditResult
  /** Personal values lie beside the entry and can be erased: where they were, what they typed as their login, whatever else. */
  ip?: string
  login?: string
  details?: JsonObject
}

export type AuditEntry = {
  id: string
  at: Instant
  actor: string | null
  actorName: string | null
  actorKind: Principal['kind']
  action: string
  object: string | null
  result: AuditResult
  ip: string | null
  login: string | null
  details: JsonObject | null
}

export type AuditFilter = {
  /** Inclusive. */
  from?: Instant
  /** Exclusive. */
  to?: Instant
  actor?: string
  action?: string
  /** The first word of the object. */
  app?: string
  /** Anywhere in the object or the typed login, whatever the case of its letters. */
  object?: string
  result?: AuditResult
}

/**
 * What differs where the chain breaks: the entry is `missing` · its content is `changed` · its personal values are (`personal`) · it stands at
 * another place, or its seal does (`order`) · nobody sealed it or the server did not write it (`stranger`) · an `end` of the chain is another.
 */
export type AuditBreak = {
  what: 'missing' | 'changed' | 'personal' | 'order' | 'stranger' | 'end'
  seq: number | null
  entry: string | null
}

export type AuditVerified = {
  /** The first break; null when every entry is as it was written. */
  broken: AuditBreak | null
  /** Entries that were walked. */
  entries: number
  /** Entries whose personal values were erased. */
  erased: number
  /** Entries of the last moments, which no seal holds yet. */
  unsealed: number
  /** Where the chain ends: who writes it down elsewhere can tell later that nothing was cut off. */
  last: { seq: number; digest: string }
}

/** Who did what, append-only, sealed as a chain. */
export type Audit = {
  append(principal: Principal, entry: NewAuditEntry, trx?: Transaction): Promise<void>
  /** Administrators only; newest first. */
  list(principal: Principal, more?: AuditFilter & { limit?: number; before?: string }): Promise<AuditEntry[]>
  /** Seals entries that are not yet; one server at a time. @returns how many */
  seal(): Promise<number>
  /** Walks the chain from end to end. Administrators only. */
  verify(principal: Principal): Promise<AuditVerified>
  /** Days that entries are kept; null: for ever. */
  retention(principal: Principal): Promise<number | null>
  /** @throws storage.audit.retention 422 below 180 days */
  keepFor(principal: Principal, days: number | null): Promise<void>
}
