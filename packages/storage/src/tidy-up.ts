import type { Principal } from '@tangram/access'
import type { Instant } from '@tangram/data-model'
import type { Context } from './context.ts'
import { draftMs } from './drafts/create-drafts.ts'
import { removeStaged } from './people/create-files.ts'
import { requireAdmin } from './people/require-admin.ts'
import type { Security } from './people/security.ts'
import { tidyAudit } from './people/tidy-audit.ts'

const dayMs = 24 * 3600_000

/** How long things are kept that somebody may still come back to. */
const keptMs = {
  /** An upload that no record named. */
  staged: dayMs,
  /** A key under which a repeated write finds the first one. */
  idempotency: 30 * dayMs,
  /** A notification after it was read. */
  readNotification: 90 * dayMs,
  /** A message that came for a process: a repeated one is recognised so long. */
  flowMessage: 30 * dayMs,
  /** A link nobody answered, after it expired or was revoked. */
  link: 90 * dayMs,
  /** An address to set a password by, after it was used or was over. */
  invitation: 30 * dayMs,
  /** An incident after it was retried or dismissed; the audit keeps who did. */
  incident: 180 * dayMs,
}

export type TidyLimits = {
  /** Rows of one statement, so that nobody waits long for a lock. */
  batch?: number
  /** Batches of each kind; what is left waits for the next time. */
  batches?: number
}

/** How many of each were removed. */
export type Tidied = {
  drafts: number
  files: number
  keys: number
  sessions: number
  notifications: number
  attempts: number
  processMessages: number
  links: number
  invitations: number
  incidents: number
  audit: number
}

type TidiedTable =
  | 'form_draft'
  | 'idempotency'
  | 'session'
  | 'notification'
  | 'attempt'
  | 'flow_message'
  | 'link'
  | 'incident'
  | 'invitation'

/** @see Storage.tidyUp */
export async function tidyUp(
  context: Context,
  security: Security,
  principal: Principal,
  { batch = 1_000, batches = 100 }: TidyLimits = {},
): Promise<Tidied> {
  requireAdmin(principal, 'system')
  const idleMs = (await security.settings()).session.idleMinutes * 60_000
  const now = Date.parse(context.now())
  const before = (ageMs: number): Instant => new Date(now - ageMs).toISOString()
  const remove = async (table: TidiedTable, condition: string, values: Instant[]): Promise<number> => {
    const { rowCount } = await context.db.pool.query(
      `delete from tangram.${table} where ctid = any(array(select ctid from tangram.${table} where ${condition} limit ${batch} for update skip locked))`,
      values,
    )
    return rowCount ?? 0
  }
  const inBatches = async (removeSome: () => Promise<number>): Promise<number> => {
    let count = 0
    for (let n = 0; n < batches; n++) {
      const removed = await removeSome()
      count += removed
      if (removed < batch) break
    }
    return count
  }
  return {
    // Before the files, which go with them.
    drafts: await inBatches(() => remove('form_draft', 'updated_at <= $1', [before(draftMs)])),
    files: await inBatches(() => removeStaged(context, before(keptMs.staged), batch)),
    keys: await inBatches(() => remove('idempotency', 'created_at < $1', [before(keptMs.idempotency)])),
    sessions: await inBatches(() => remove('session', 'expires_at <= $1 or touched_at <= $2', [before(0), before(idleMs)])),
    notifications: await inBatches(() => remove('notification', 'read_at < $1', [before(keptMs.readNotification)])),
    processMessages: await inBatches(() => remove('flow_message', 'at < $1 and expires_at < $2', [before(keptMs.flowMessage), before(0)])),
    links: await inBatches(() => remove('link', 'answered_at is null and (expires_at < $1 or revoked_at < $1)', [before(keptMs.link)])),
    invitations: await inBatches(() => remove('invitation', 'expires_at < $1', [before(keptMs.invitation)])),
    incidents: await inBatches(() => remove('incident', 'resolved_at < $1', [before(keptMs.incident)])),
    audit: await inBatches(() => tidyAudit(context, batch)),
    // By the database's clock, which counted them.
    attempts: await inBatches(() => remove('attempt', 'expires_at < clock_timestamp()', [])),
  }
}
