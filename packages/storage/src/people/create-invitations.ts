import { createHash, createHmac } from 'node:crypto'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import { inTransaction } from '../transaction.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { Invitation, Invitations } from './invitations.ts'
import { isPasswordOff } from './password-off.ts'
import type { Passwords } from './passwords.ts'
import { requireAdmin } from './require-admin.ts'

const hourMs = 3_600_000
/** Longer than a holiday weekend; a reset is asked for by somebody who waits for it. */
const lifetimeMs = { invite: 7 * 24 * hourMs, reset: 2 * hourMs } as const

const columns = `i.id, i.purpose, i.expires_at as "expiresAt",
  jsonb_build_object('id', p.id, 'name', p.name, 'login', p.login, 'email', p.email, 'locale', p.locale) as person`
/** Whoever was suspended meanwhile sets no password. */
const openOnes = `tangram.invitation i join tangram.person p on p.id = i.person and p.active and p.deleted_at is null where i.closed_at is null`

export function createInvitations(context: Context, passwords: Passwords): Invitations {
  const { db, options } = context
  /** 192 bits that only this installation can make again from the id. */
  const tokenOf = (id: string): string => createHmac('sha256', options.secret).update(`invitation:${id}`).digest('base64url').slice(0, 32)

  const byId = async (id: string): Promise<Invitation | undefined> => {
    const { rows } = await db.pool.query<Invitation>(`select ${columns} from ${openOnes} and i.id = $1 and i.expires_at > $2`, [
      isUuid(id) ? id : null,
      context.now(),
    ])
    return rows[0]
  }

  return {
    issue: async (principal, person, { id = uuidv7() } = {}, open) => {
      requireAdmin(principal, 'security')
      return inTransaction(
        db,
        async ({ client }) => {
          const { rows } = await client.query<Whom>(
            `select p.id, p.name, p.login, p.email, p.locale, p.active, p.password_hash is not null as "hasPassword", ${isPasswordOff} as "isPasswordOff"
             from tangram.person p where p.id = $1 and p.deleted_at is null for update`,
            [isUuid(person) ? person : null],
          )
          const [whom] = rows
          if (!whom) throw fail('storage.person.unknown')
          const { active, hasPassword, isPasswordOff: isOff, ...about } = whom
          if (!active) throw fail('storage.person.suspended', { name: about.name })
          if (isOff) await passwords.refuseOff(about.id)
          if (!about.login) throw fail('storage.person.no-login', {}, { path: '/login' })
          const purpose = hasPassword ? 'reset' : 'invite'
          const now = context.now()
          const expiresAt = new Date(Date.parse(now) + lifetimeMs[purpose]).toISOString()
          await client.query('update tangram.invitation set closed_at = $2 where person = $1 and closed_at is null and id <> $3', [
            about.id,
            now,
            id,
          ])
          await client.query(
            `insert into tangram.invitation (id, person, purpose, token_hash, created_at, created_by, expires_at) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (id) do nothing`,
            [id, about.id, purpose, hashOf(tokenOf(id)), now, actorOf(principal), expiresAt],
          )
          return { id, purpose, expiresAt, person: about, token: tokenOf(id) }
        },
        open,
      )
    },
    close: async (principal, person) => {
      requireAdmin(principal, 'security')
      await db.pool.query('update tangram.invitation set closed_at = $2 where person = $1 and closed_at is null', [
        isUuid(person) ? person : null,
        context.now(),
      ])
    },
    open: async (principal, id) => {
      if (principal.kind !== 'system') throw fail('storage.invitation.closed')
      const found = await byId(id)
      return found ? { ...found, token: tokenOf(id) } : null
    },
    find: async (token) => {
      const { rows } = await db.pool.query<Invitation>(`select ${columns} from ${openOnes} and i.token_hash = $1 and i.expires_at > $2`, [
        hashOf(token),
        context.now(),
      ])
      if (!rows[0]) throw fail('storage.invitation.closed')
      return rows[0]
    },
    accept: async (token, password) => {
      const hash = hashOf(token)
      const { rows } = await db.pool.query<Invitation>(`select ${columns} from ${openOnes} and i.token_hash = $1 and i.expires_at > $2`, [
        hash,
        context.now(),
      ])
      const [invitation] = rows
      if (!invitation) throw fail('storage.invitation.closed')
      const { id } = invitation.person
      await passwords.refuseOff(id)
      const made = await passwords.make(password, invitation.person, id)
      await inTransaction(db, async (trx) => {
        const now = context.now()
        const { rowCount } = await trx.client.query(
          `update tangram.invitation i set closed_at = $2 from tangram.person p
           where i.token_hash = $1 and i.closed_at is null and i.expires_at > $2 and p.id = i.person and p.active and p.deleted_at is null`,
          [hash, now],
        )
        if (rowCount === 0) throw fail('storage.invitation.closed')
        await passwords.write(trx, { person: id, hash: made, mustChange: false })
      })
      return invitation
    },
    whoForgot: async (principal, login) => {
      if (principal.kind !== 'system') throw fail('storage.admin.required')
      const { rows } = await db.pool.query<{ id: string }>(
        `select p.id from tangram.person p where p.active and p.deleted_at is null and p.email is not null and not ${isPasswordOff}
           and (lower(p.login) = lower($1) or lower(p.email) = lower($1)) order by lower(p.login) = lower($1) desc limit 2`,
        [login.replaceAll('\0', '')],
      )
      return rows.length === 1 ? (rows[0]?.id ?? null) : null
    },
  }
}

type Whom = Invitation['person'] & { active: boolean; hasPassword: boolean; isPasswordOff: boolean }

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
