import { randomUUID } from 'node:crypto'
import type { Context } from '../context.ts'
import { actorOf } from '../context.ts'
import { fail } from '../errors.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import { holdJob } from '../jobs/hold-job.ts'
import { requireAdmin } from '../people/require-admin.ts'
import { createSealer } from '../sealed.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import type { Backup, BackupPlan, BackupSecrets, Backups, StoredBackupPlan } from './backups.ts'

type PlanRow = { settings: BackupPlan; secrets: string | null; version: number; restoredAt: string | null }

/** As long as nobody decided otherwise. */
const firstPlan: BackupPlan = {
  enabled: false,
  every: 'days',
  time: '02:15',
  days: [1, 2, 3, 4, 5, 6, 7],
  hours: 24,
  place: 'folder',
  bucket: null,
  keep: 14,
  keepDays: null,
  megabytesPerSecond: 20,
}
const columns = `id, name, place, why, state, begun_at as "begunAt", finished_at as "finishedAt", release, amounts, error,
  check_state as "checkState", checked_at as "checkedAt", check_error as "checkError"`
/** Of each property of a note. */
const columnOf = {
  state: 'state',
  finishedAt: 'finished_at',
  release: 'release',
  amounts: 'amounts',
  error: 'error',
  checkState: 'check_state',
  checkedAt: 'checked_at',
  checkError: 'check_error',
} as const
const nothing: Backup['amounts'] = { tables: 0, rows: 0, files: 0, bytes: 0, stored: 0, missing: 0 }

export function createBackups(context: Context): Backups {
  const { db, hub } = context
  const sealer = createSealer(context.options, 'backup plan')

  const planRow = async (trx?: Transaction): Promise<PlanRow> => {
    const { rows } = await (trx?.client ?? db.pool).query<PlanRow>(
      `select settings, secrets, version, restored_at as "restoredAt" from tangram.backup_plan ${trx ? 'for update' : ''}`,
    )
    return rows[0] ?? { settings: firstPlan, secrets: null, version: 0, restoredAt: null }
  }
  const opened = ({ secrets }: PlanRow): BackupSecrets => {
    const text = secrets === null ? undefined : sealer.open(secrets, 'plan')?.text
    return text === undefined ? { passphrase: null, secretAccessKey: null } : (JSON.parse(text) as BackupSecrets)
  }
  const stored = (row: PlanRow): StoredBackupPlan => {
    const { passphrase, secretAccessKey } = opened(row)
    const { settings: plan, version, restoredAt } = row
    return { plan, version, restoredAt, hasPassphrase: passphrase !== null, hasSecretKey: secretAccessKey !== null }
  }
  const get = async (id: string): Promise<Backup> => {
    const { rows } = await db.pool.query<Backup>(`select ${columns} from tangram.backup where id = $1`, [isUuid(id) ? id : null])
    if (!rows[0]) throw fail('storage.backup.unknown')
    return rows[0]
  }
  const queue = async (trx: Transaction, kind: string, key: string, backup: string) => {
    await enqueueJob(trx.client, { kind, key, payload: { backup } }, context.now())
    trx.afterCommit.push(() => hub.tell('job', ''))
  }

  return {
    plan: async (principal) => {
      requireAdmin(principal, 'system')
      return stored(await planRow())
    },
    secrets: async (principal) => {
      if (principal.kind !== 'system') throw fail('storage.admin.required')
      return opened(await planRow())
    },
    change: (principal, version, plan, given) => {
      requireAdmin(principal, 'system')
      return inTransaction(db, async (trx) => {
        await trx.client.query(`select pg_advisory_xact_lock(hashtextextended('tangram.backup-plan', 0))`)
        const before = await planRow(trx)
        if (before.version !== version) throw fail('storage.backup.plan-changed')
        const secrets = { ...opened(before), ...given }
        if (plan.enabled) requireWhole(plan, secrets)
        const { rows } = await trx.client.query<PlanRow>(
          `insert into tangram.backup_plan (settings, secrets, version, updated_at) values ($1, $2, $3, $4)
           on conflict (one) do update set settings = $1, secrets = $2, version = $3, updated_at = $4, restored_at = null
           returning settings, secrets, version, restored_at as "restoredAt"`,
          [JSON.stringify(plan), sealer.seal(JSON.stringify(secrets), 'plan'), version + 1, context.now()],
        )
        return stored(rows[0] as PlanRow)
      })
    },
    begin: (principal, { why, place, name }) => {
      requireAdmin(principal, 'system')
      return inTransaction(db, async (trx) => {
        const row = await planRow(trx)
        requireWhole(row.settings, opened(row))
        // One whose job was given up: nobody will finish it.
        await trx.client.query(
          `update tangram.backup set state = 'failed', finished_at = $1
           where state in ('waiting', 'running') and not exists (select from tangram.job where key = 'backup:run')`,
          [context.now()],
        )
        const { rows } = await trx.client.query<Backup>(
          `insert into tangram.backup (id, name, place, why, asked_by, state, begun_at, amounts)
           select $1, $2, $3, $4, $5, 'waiting', $6, $7
           where not exists (select from tangram.job where key = 'backup:run') on conflict do nothing returning ${columns}`,
          [randomUUID(), name, place, why, actorOf(principal), context.now(), JSON.stringify(nothing)],
        )
        const [backup] = rows
        if (!backup) throw fail('storage.backup.under-way')
        await queue(trx, 'backup.run', 'backup:run', backup.id)
        return backup
      })
    },
    list: async (principal) => {
      requireAdmin(principal, 'system')
      const { rows } = await db.pool.query<Backup>(`select ${columns} from tangram.backup order by begun_at desc, id limit 200`)
      return rows
    },
    get: (principal, id) => {
      requireAdmin(principal, 'system')
      return get(id)
    },
    note: (principal, id, change, fence) => {
      requireAdmin(principal, 'system')
      return inTransaction(db, async (trx) => {
        await holdJob(trx, fence)
        const entries = Object.entries(change) as [keyof typeof columnOf, unknown][]
        const values = entries.map(([, value]) => (value !== null && typeof value === 'object' ? JSON.stringify(value) : value))
        const sets = entries.map(([name], index) => `${columnOf[name]} = $${index + 2}`)
        await trx.client.query(`update tangram.backup set ${sets.join(', ')} where id = $1`, [id, ...values])
      })
    },
    askCheck: async (principal, id) => {
      requireAdmin(principal, 'system')
      const { state } = await get(id)
      if (state !== 'good' && state !== 'incomplete') throw fail('storage.backup.not-there')
      await inTransaction(db, async (trx) => {
        await trx.client.query(`update tangram.backup set check_state = 'running' where id = $1`, [id])
        await queue(trx, 'backup.check', `backup:check:${id}`, id)
      })
      return get(id)
    },
    tell: async (principal, key, text) => {
      requireAdmin(principal, 'system')
      const { rows } = await db.pool.query<{ person: string }>(
        `insert into tangram.notification (person, text, key, created_at)
         select id, $1, $2, $3 from tangram.person where admin and active and deleted_at is null
         on conflict (person, key) do nothing returning person`,
        [JSON.stringify(text), key, context.now()],
      )
      if (rows.length > 0) hub.tellLive({ type: 'notification', people: rows.map(({ person }) => person) })
    },
    lastGoodAt: async (principal) => {
      requireAdmin(principal, 'system')
      const { rows } = await db.pool.query<{ at: string | null }>(
        `select max(begun_at) as at from tangram.backup where state = 'good' and check_state <> 'damaged'`,
      )
      return rows[0]?.at ?? null
    },
  }
}

/** @throws storage.backup.plan-lacks 422 */
function requireWhole({ place, bucket, every, days }: BackupPlan, { passphrase, secretAccessKey }: BackupSecrets): void {
  const lacks = (en: string, zh: string) => fail('storage.backup.plan-lacks', { what: { en, 'zh-CN': zh } })
  if (passphrase === null) throw lacks('the passphrase', '口令')
  if (place === 'bucket' && (bucket === null || secretAccessKey === null)) throw lacks('the bucket and its key', '存储桶及其密钥')
  if (every === 'days' && days.length === 0) throw lacks('a day of the week', '至少一个星期几')
}
