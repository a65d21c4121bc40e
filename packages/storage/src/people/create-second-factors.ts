import { randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { createSealer, purposeKey } from '../sealed.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import { newRecoveryCodes, recoveryHash } from './recovery-codes.ts'
import { requireAdmin } from './require-admin.ts'
import type { SecondFactors } from './second-factors.ts'
import { base32, stepOfCode } from './totp.ts'

const secretBytes = 20
const nobody = '00000000-0000-0000-0000-000000000000'

export function createSecondFactors(context: Context): SecondFactors {
  const { db, hub, options } = context
  const sealer = createSealer(options, 'second factor')
  const recoveryKeys = [options.secret, ...(options.formerSecrets ?? [])].map((secret) => purposeKey(secret, 'recovery code'))
  const [recoveryKey] = recoveryKeys as [Buffer]
  const nowMs = () => Date.parse(context.now())
  // Sessions know whether their person still has to set one up.
  const changed = () => hub.tell('people', '')

  /** Uses the code up; the same one again, at the same moment too, finds a step that is not later. */
  const takeCode = async (person: string, code: string, isConfirmed: boolean, trx?: Transaction): Promise<boolean> => {
    const client = trx?.client ?? db.pool
    const { rows } = await client.query<{ secret: string }>(
      'select secret from tangram.second_factor where person = $1 and (confirmed_at is not null) = $2',
      [person, isConfirmed],
    )
    const opened = rows[0] ? sealer.open(rows[0].secret, person) : null
    const step = stepOfCode(opened ? Buffer.from(opened.text, 'base64url') : Buffer.alloc(secretBytes), code, nowMs())
    if (!opened || step === null) return false
    const { rowCount } = await client.query(
      'update tangram.second_factor set last_step = $2, secret = coalesce($4, secret) where person = $1 and secret = $3 and last_step < $2',
      [person, step, rows[0]?.secret, opened.isFormer ? sealer.seal(opened.text, person) : null],
    )
    return rowCount === 1
  }
  const takeRecoveryCode = async (person: string, code: string): Promise<boolean> => {
    const { rowCount } = await db.pool.query(
      `update tangram.recovery_code c set used_at = $3 from tangram.second_factor f
       where c.person = $1 and c.hash = any($2) and c.used_at is null and f.person = c.person and f.confirmed_at is not null`,
      [person, recoveryKeys.map((key) => recoveryHash(key, person, code)), context.now()],
    )
    return rowCount === 1
  }
  const giveRecoveryCodes = async (person: string, { client }: Transaction): Promise<string[]> => {
    const codes = newRecoveryCodes()
    await client.query('delete from tangram.recovery_code where person = $1', [person])
    await client.query('insert into tangram.recovery_code (person, hash) select $1, unnest($2::bytea[])', [
      person,
      codes.map((code) => recoveryHash(recoveryKey, person, code)),
    ])
    return codes
  }

  return {
    begin: async (person) => {
      const secret = randomBytes(secretBytes)
      const { rowCount } = await db.pool.query(
        `insert into tangram.second_factor as f (person, secret, created_at) values ($1, $2, $3)
         on conflict (person) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = 0 where f.confirmed_at is null`,
        [person, sealer.seal(secret.toString('base64url'), person), context.now()],
      )
      if (rowCount === 0) throw fail('storage.factor.already')
      return base32(secret)
    },
    confirm: async (person, code) => {
      const codes = await inTransaction(db, async (trx) => {
        const { rows } = await trx.client.query('select from tangram.second_factor where person = $1 and confirmed_at is null for update', [
          person,
        ])
        if (rows.length === 0) throw fail('storage.factor.unknown')
        if (!(await takeCode(person, code, false, trx))) throw fail('storage.factor.wrong-code', {}, { path: '/code' })
        await trx.client.query('update tangram.second_factor set confirmed_at = $2 where person = $1', [person, context.now()])
        return giveRecoveryCodes(person, trx)
      })
      changed()
      return codes
    },
    take: async (person, code) => {
      const whose = person ?? nobody
      if (/^\d{6}$/.test(code)) return (await takeCode(whose, code, true)) ? 'authenticator' : null
      return (await takeRecoveryCode(whose, code)) ? 'recovery' : null
    },
    renewRecoveryCodes: (person) =>
      inTransaction(db, async (trx) => {
        const { rows } = await trx.client.query(
          'select from tangram.second_factor where person = $1 and confirmed_at is not null for update',
          [person],
        )
        if (rows.length === 0) throw fail('storage.factor.unknown')
        return giveRecoveryCodes(person, trx)
      }),
    remove: async (principal, person) => {
      if (!(principal.kind === 'person' && principal.id === person)) requireAdmin(principal, 'security')
      const { rowCount } = await db.pool.query('delete from tangram.second_factor where person = $1 and confirmed_at is not null', [
        isUuid(person) ? person : nobody,
      ])
      if (rowCount === 0) throw fail('storage.factor.unknown')
      changed()
    },
    share: async () => {
      const { rows } = await db.pool.query<{ share: number }>(
        `select coalesce(count(f.person)::float8 / nullif(count(*), 0), 0) as share
         from tangram.person p left join tangram.second_factor f on f.person = p.id and f.confirmed_at is not null
         where p.password_hash is not null and p.active and p.deleted_at is null`,
      )
      return Number(rows[0]?.share ?? 0)
    },
  }
}
