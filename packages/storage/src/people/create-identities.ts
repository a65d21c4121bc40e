import { createHash } from 'node:crypto'
import { administers, type Principal } from '@tangram/access'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { createSealer } from '../sealed.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { Arrival, Identities, Identity } from './identities.ts'
import { requireAdmin } from './require-admin.ts'

type Row = Omit<Identity, 'provider' | 'person'> & { provider: Identity['provider']; person: Identity['person']; hasPassword: boolean }

const columns = `i.id, i.subject, i.label, i.linked_at as "linkedAt", i.last_used_at as "lastUsedAt", p.password_hash is not null as "hasPassword",
  jsonb_build_object('id', v.id, 'name', v.settings -> 'name', 'enabled', v.enabled, 'passwordOff', v.password_off) as provider,
  jsonb_build_object('id', p.id, 'name', p.name) as person`
const joined = 'tangram.identity i join tangram.identity_provider v on v.id = i.provider join tangram.person p on p.id = i.person'

export function createIdentities(context: Context): Identities {
  const { db, hub } = context
  const flows = createSealer(context.options, 'provider flow')
  const tokens = createSealer(context.options, 'id token')

  const rowsBy = async (condition: string, values: unknown[], trx?: Transaction): Promise<Row[]> => {
    const { rows } = await (trx?.client ?? db.pool).query<Row>(
      `select ${columns} from ${joined} where p.deleted_at is null and ${condition} order by i.linked_at desc, i.id limit 1000`,
      values,
    )
    return rows
  }

  return {
    use: async (provider, subject, label) => {
      const { rows } = await db.pool.query<{ person: string; isActive: boolean }>(
        `update tangram.identity i set last_used_at = $4, label = coalesce($3, i.label) from tangram.identity_provider v, tangram.person p
         where v.id = $1 and i.provider = v.id and i.issuer = v.issuer and i.subject = $2 and p.id = i.person and p.deleted_at is null
         returning i.person, p.active as "isActive"`,
        [provider, subject, label, context.now()],
      )
      return rows[0] ?? null
    },
    link: async (principal, { provider, subject, person, label = null }) => {
      requireSelfOrAdmin(principal, person)
      return inTransaction(db, async (trx) => {
        const id = uuidv7()
        const { rowCount } = await trx.client
          .query(
            `insert into tangram.identity (id, provider, issuer, subject, person, label, linked_at, linked_by)
             select $1, v.id, v.issuer, $3, p.id, $5, $6, $7 from tangram.identity_provider v, tangram.person p
             where v.id = $2 and p.id = $4 and p.deleted_at is null`,
            [id, idOf(provider), subject, idOf(person), label, context.now(), principal.kind === 'person' ? principal.id : null],
          )
          .catch((error: { code?: string }) => {
            throw error.code === '23505' ? fail('storage.identity.taken', {}, { path: '/subject', cause: error }) : error
          })
        if (rowCount === 0) throw fail('storage.person.unknown')
        trx.afterCommit.push(() => hub.tell('people', ''))
        const [row] = await rowsBy('i.id = $1', [id], trx)
        return identityOf(row as Row)
      })
    },
    matching: async (provider, email) => {
      const { rows } = await db.pool.query<{ id: string; mayBe: boolean }>(
        `select p.id, p.active and not p.admin and not exists (select from tangram.identity i where i.person = p.id and i.provider = $1) as "mayBe"
         from tangram.person p where lower(p.email) = lower($2) and p.deleted_at is null limit 2`,
        [provider, email],
      )
      return rows.length === 1 && rows[0]?.mayBe ? rows[0].id : null
    },
    admit: async (principal, arrival) => {
      if (principal.kind !== 'system') throw fail('storage.admin.required')
      return inTransaction(db, async (trx) => {
        await trx.client.query(`select pg_advisory_xact_lock(hashtextextended('identity ' || $1 || ' ' || $2, 0))`, [
          arrival.provider,
          arrival.subject,
        ])
        const [known] = await rowsBy('i.provider = $1 and i.subject = $2', [arrival.provider, arrival.subject], trx)
        if (known) return known.person.id
        const person = await insertPerson(context, trx, arrival)
        await giveRights(trx, person, arrival)
        await trx.client.query(
          `insert into tangram.identity (id, provider, issuer, subject, person, label, linked_at, last_used_at)
           select $1, v.id, v.issuer, $3, $4, $5, $6, $6 from tangram.identity_provider v where v.id = $2`,
          [uuidv7(), arrival.provider, arrival.subject, person, arrival.email ?? arrival.login ?? arrival.name, context.now()],
        )
        trx.afterCommit.push(() => hub.tell('people', ''))
        return person
      })
    },
    list: async (principal, of) => {
      if ('person' in of) requireSelfOrAdmin(principal, of.person)
      else requireAdmin(principal, 'security')
      const rows = 'person' in of ? await rowsBy('i.person = $1', [idOf(of.person)]) : await rowsBy('i.provider = $1', [idOf(of.provider)])
      return rows.map(identityOf)
    },
    unlink: (principal, id) =>
      inTransaction(db, async (trx) => {
        const [row] = await rowsBy('i.id = $1', [idOf(id)], trx)
        const isOwn = principal.kind === 'person' && row?.person.id === principal.id
        if (!row || !(isOwn || administers(principal, 'security'))) throw fail('storage.identity.unknown')
        if (isOwn && !row.hasPassword) throw fail('storage.identity.only-way')
        await trx.client.query('delete from tangram.identity where id = $1', [id])
        await trx.client.query(
          'delete from tangram.session s using tangram.provider_session b where b.session = s.id and b.provider = $1 and b.person = $2',
          [row.provider.id, row.person.id],
        )
        trx.afterCommit.push(() => hub.tell('people', ''))
        return identityOf(row)
      }),
    keepFlow: async ({ provider, state, content, expiresAt }) => {
      await db.pool.query('delete from tangram.provider_flow where expires_at < $1', [context.now()])
      await db.pool.query('insert into tangram.provider_flow (state, provider, content, expires_at) values ($1, $2, $3, $4)', [
        hashOf(state),
        provider,
        flows.seal(content, state),
        expiresAt,
      ])
    },
    takeFlow: async (provider, state) => {
      const { rows } = await db.pool.query<{ content: string; provider: string; expiresAt: string }>(
        'delete from tangram.provider_flow where state = $1 returning content, provider, expires_at as "expiresAt"',
        [hashOf(state)],
      )
      const [row] = rows
      if (!row || row.provider !== provider || row.expiresAt <= context.now()) return null
      return flows.open(row.content, state)?.text ?? null
    },
    noteSession: async (session, { provider, person, idToken }) => {
      await db.pool.query('insert into tangram.provider_session (session, provider, person, id_token) values ($1, $2, $3, $4)', [
        session,
        provider,
        person,
        idToken && tokens.seal(idToken, session),
      ])
    },
    providerOf: async (session) => {
      const { rows } = await db.pool.query<{ provider: string; sealed: string | null }>(
        'select provider, id_token as sealed from tangram.provider_session where session = $1',
        [session],
      )
      const [row] = rows
      return row ? { provider: row.provider, idToken: row.sealed && (tokens.open(row.sealed, session)?.text ?? null) } : null
    },
  }
}

async function insertPerson(context: Context, { client }: Transaction, { name, login, email, locale }: Arrival): Promise<string> {
  const id = uuidv7()
  // A login that is somebody's stays theirs; who comes by the provider needs none.
  await client.query(
    `insert into tangram.person (id, name, login, email, locale, zone, created_at, updated_at)
     values ($1, $2, case when exists (select from tangram.person where lower(login) = lower($3) and deleted_at is null) then null else $3 end, $4, $5, $6, $7, $7)`,
    [id, name, login, email, locale, context.options.zone, context.now()],
  )
  return id
}

async function giveRights({ client }: Transaction, person: string, { grants }: Arrival): Promise<void> {
  for (const grant of grants) {
    if ('department' in grant)
      await client.query(
        'insert into tangram.department_member (department, person) select id, $2 from tangram.department where id = $1 and deleted_at is null on conflict do nothing',
        [idOf(grant.department), person],
      )
    else if ('team' in grant)
      await client.query(
        'insert into tangram.team_member (team, person) select id, $2 from tangram.team where id = $1 and deleted_at is null on conflict do nothing',
        [idOf(grant.team), person],
      )
    else
      await client.query('insert into tangram.role_member (app, role, person) values ($1, $2, $3) on conflict do nothing', [
        grant.app,
        grant.role,
        person,
      ])
  }
}

function requireSelfOrAdmin(principal: Principal, person: string): void {
  if (!(principal.kind === 'person' && principal.id === person)) requireAdmin(principal, 'security')
}

const identityOf = ({ hasPassword: _, ...identity }: Row): Identity => identity
const idOf = (id: string): string | null => (isUuid(id) ? id : null)
const hashOf = (state: string): Buffer => createHash('sha256').update(state).digest()
