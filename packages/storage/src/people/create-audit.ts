import { actorOf, type Context } from '../context.ts'
import { isUuid } from '../uuid.ts'
import type { Audit, AuditEntry } from './audit.ts'
import { requireAdmin } from './require-admin.ts'

export function createAudit(context: Context): Audit {
  const { db } = context
  return {
    append: async (principal, { action, object, result, ip, details }, trx) => {
      await (trx?.client ?? db.pool).query(
        'insert into tangram.audit (at, actor, actor_kind, action, object, result, ip, details) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [
          context.now(),
          actorOf(principal),
          principal.kind,
          action,
          object ?? null,
          result,
          ip ?? null,
          details ? JSON.stringify(details) : null,
        ],
      )
    },
    list: async (principal, { limit = 100, before } = {}) => {
      requireAdmin(principal)
      const { rows } = await db.pool.query<AuditEntry>(
        `select id, at, actor, actor_kind as "actorKind", action, object, result, ip, details from tangram.audit
         where ($2::uuid is null or id < $2) order by id desc limit $1`,
        [Math.min(Math.max(Math.trunc(limit), 1), 500), isUuid(before) ? before : null],
      )
      return rows
    },
  }
}
