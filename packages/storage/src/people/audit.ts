import type { Principal } from '@tangram/access'
import type { Instant, JsonObject } from '@tangram/data-model'
import type { Transaction } from '../transaction.ts'

export type NewAuditEntry = { action: string; object?: string; result: 'ok' | 'refused' | 'failed'; ip?: string; details?: JsonObject }
export type AuditEntry = NewAuditEntry & { id: string; at: Instant; actor: string | null; actorKind: Principal['kind'] }

/** Who did what, append-only. */
export type Audit = {
  append(principal: Principal, entry: NewAuditEntry, trx?: Transaction): Promise<void>
  /** Administrators only; newest first. */
  list(principal: Principal, more?: { limit?: number; before?: string }): Promise<AuditEntry[]>
}
