import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { hashOfToken } from '../people/issue-link.ts'
import { hashPassword, passwordMatches } from '../people/password.ts'
import { principalOf } from '../people/principal-of.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { Embed, Embeds } from './embeds.ts'

const columns = `e.id, e.app, e.dashboard, e.report, e.name, e.role, e.fixed_values as fixed, e.shown_filters as shown, e.open_filters as open, e.sites,
  e.with_records as "withRecords", e.hourly_quota as quota, e.refresh_seconds as "refreshSeconds", e.password_hash is not null as "hasPassword",
  e.expires_at as "expiresAt", e.created_at as "createdAt", e.last_used_at as "lastUsedAt", jsonb_build_object('id', p.id, 'name', p.name) as by`
const from = 'from tangram.embed e join tangram.person p on p.id = e.created_by'

export function createEmbeds(context: Context): Embeds {
  const { db, options } = context
  const list: Embeds['list'] = async (_principal, app, dashboard) => {
    const { rows } = await db.pool.query<Embed>(
      `select ${columns} ${from} where e.app = $1 and e.dashboard = $2 and e.revoked_at is null order by e.id desc limit 500`,
      [app, dashboard],
    )
    return rows
  }
  /** `<end in base 36>.<signature>` */
  const signed = (id: string, end: string): string =>
    `${end}.${createHmac('sha256', options.secret).update(`embed-ticket:${id}:${end}`).digest('base64url')}`
  return {
    list,
    create: async (principal, embed, password) => {
      const id = uuidv7()
      const token = randomBytes(24).toString('base64url')
      await db.pool.query(
        `insert into tangram.embed (id, token_hash, app, dashboard, report, name, role, fixed_values, shown_filters, open_filters, sites,
           with_records, hourly_quota, refresh_seconds, expires_at, password_hash, created_at, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
        [
          ...[id, hashOfToken(token), embed.app, embed.dashboard, embed.report, embed.name, embed.role, JSON.stringify(embed.fixed)],
          ...[embed.shown, embed.open, embed.sites, embed.withRecords, embed.quota, embed.refreshSeconds, embed.expiresAt],
          ...[password === null ? null : await hashPassword(password), context.now(), principal.id],
        ],
      )
      const { rows } = await db.pool.query<Embed>(`select ${columns} ${from} where e.id = $1`, [id])
      return { embed: rows[0] as Embed, token }
    },
    revoke: async (principal, app, dashboard, id) => {
      const { rowCount } = await db.pool.query(
        'update tangram.embed set revoked_at = $4, revoked_by = $5 where id = $3 and app = $1 and dashboard = $2 and revoked_at is null',
        [app, dashboard, isUuid(id) ? id : nobody, context.now(), principal.id],
      )
      if (rowCount === 0) throw fail('storage.embed.unknown')
    },
    find: async (token) => {
      const { rows } = await db.pool.query<Embed>({
        name: 'embed.find',
        text: `select ${columns} ${from} where e.token_hash = $1 and e.revoked_at is null and (e.expires_at is null or e.expires_at > $2)`,
        values: [hashOfToken(token), context.now()],
      })
      const [embed] = rows
      const maker = await principalOf(db, embed?.by.id ?? nobody)
      return embed && maker ? { embed, maker } : null
    },
    passwordMatches: async (_principal, id, password) => {
      const { rows } = await db.pool.query<{ hash: string | null }>('select password_hash as hash from tangram.embed where id = $1', [id])
      return passwordMatches(password, rows[0]?.hash ?? null)
    },
    ticketFor: (id) => signed(id, (Date.parse(context.now()) + ticketMs).toString(36)),
    isTicket: (id, ticket) => {
      const [end = ''] = ticket.split('.')
      const [given, wanted] = [Buffer.from(ticket), Buffer.from(signed(id, end))]
      return given.length === wanted.length && timingSafeEqual(given, wanted) && Number.parseInt(end, 36) > Date.parse(context.now())
    },
    noteUse: async (id) => {
      await db.pool.query(
        `update tangram.embed set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
        [id, context.now()],
      )
    },
  }
}

const ticketMs = 12 * 3_600_000
/** The id of nobody. */
const nobody = '00000000-0000-0000-0000-000000000000'
