import { randomBytes } from 'node:crypto'
import type { Principal } from '@tangram/access'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { Audit, AuditEntry, NewAuditEntry } from './audit.ts'
import { chainKeys, personDigest } from './audit-chain.ts'
import { requireAdmin } from './require-admin.ts'
import { sealAudit } from './seal-audit.ts'
import { leastRetentionDays, retentionSetting } from './tidy-audit.ts'
import { verifyAudit } from './verify-audit.ts'

export function createAudit(context: Context): Audit {
  const { db } = context
  const [key] = chainKeys(context.options)
  return {
    append: async (principal, entry, trx) => {
      const { row, personal } = written(principal, entry, context.now())
      const mac = key.ofEntry({ ...row, mac: null })
      const { id, at, actor, actorKind, action, object, result, person } = row
      await (trx?.client ?? db.pool).query(
        `with entry as (
           insert into tangram.audit (id, at, actor, actor_kind, action, object, result, person, mac)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
         ), personal as (
           insert into tangram.audit_person (entry, salt, ip, login, details)
           select id, $10::bytea, $11::text, $12::text, $13::json from entry where $10::bytea is not null
         )
         insert into tangram.audit_unsealed select id from entry`,
        [
          ...[id, at, actor, actorKind, action, object, result, person, mac],
          ...(personal ? [personal.salt, personal.ip, personal.login, personal.details] : [null, null, null, null]),
        ],
      )
    },
    list: async (principal, { limit = 100, before, from, to, actor, action, app, object, result } = {}) => {
      requireAdmin(principal, 'audit')
      const { rows } = await db.pool.query<AuditEntry>(
        `select a.id, a.at, a.actor, p.name as "actorName", a.actor_kind as "actorKind", a.action, a.object, a.result, v.ip, v.login, v.details
         from tangram.audit a
           left join tangram.person p on p.id = a.actor
           left join tangram.audit_person v on v.entry = a.id
         where ($2::uuid is null or (a.at, a.id) < (select at, id from tangram.audit where id = $2))
           and ($3::timestamptz is null or a.at >= $3) and ($4::timestamptz is null or a.at < $4)
           and ($5::uuid is null or a.actor = $5)
           and ($6::text is null or a.action = $6)
           and ($7::text is null or split_part(a.object, ' ', 1) = $7)
           and ($8::text is null or strpos(lower(a.object), lower($8)) > 0 or strpos(lower(v.login), lower($8)) > 0)
           and ($9::text is null or a.result = $9)
         order by a.at desc, a.id desc limit $1`,
        [
          Math.min(Math.max(Math.trunc(limit), 1), 500),
          isUuid(before) ? before : null,
          ...[from, to, actor, action, app, object, result].map((value) => value ?? null),
        ],
      )
      return rows
    },
    seal: () => sealAudit(context),
    verify: async (principal) => {
      requireAdmin(principal, 'audit')
      return verifyAudit(context)
    },
    retention: async (principal) => {
      requireAdmin(principal, 'audit')
      const { rows } = await db.pool.query<{ value: number | null }>('select value from tangram.setting where name = $1', [
        retentionSetting,
      ])
      return rows[0]?.value ?? null
    },
    keepFor: async (principal, days) => {
      requireAdmin(principal, 'audit')
      if (days !== null && days < leastRetentionDays) throw fail('storage.audit.retention', { days, least: leastRetentionDays })
      await db.pool.query(
        'insert into tangram.setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
        [retentionSetting, JSON.stringify(days)],
      )
    },
  }
}

/** The row, and what lies beside it. */
function written(principal: Principal, { action, object, result, ip, login, details }: NewAuditEntry, now: string) {
  const personal =
    ip === undefined && login === undefined && details === undefined
      ? null
      : { salt: randomBytes(16), ip: ip ?? null, login: login ?? null, details: details ? JSON.stringify(details) : null }
  const row = {
    id: uuidv7(),
    at: new Date(now).toISOString(),
    actor: actorOf(principal),
    actorKind: principal.kind,
    action,
    object: object ?? null,
    result,
    person: personal && personDigest(personal.salt, personal),
  }
  return { row, personal }
}
