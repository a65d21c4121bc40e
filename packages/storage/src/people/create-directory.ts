import type { Principal } from '@tangram/access'
import { type Id, inOrder, itemOf } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { actorOf } from '../context.ts'
import { fail } from '../errors.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import { createUnits } from './create-units.ts'
import type { Directory, Holders, Member, MemberChange } from './directory.ts'
import { keepAdministrator } from './keep-administrator.ts'
import type { RoleHolder } from './people.ts'
import { findMembers, readMember } from './read-members.ts'
import { requireAdmin } from './require-admin.ts'

export function createDirectory(context: Context): Directory {
  const { db, hub } = context

  /** One change by an administrator: all of it or nothing, and every process forgets the principals and names it keeps. */
  const change = async <T>(principal: Principal, work: (trx: Transaction) => Promise<T>): Promise<T> => {
    requireAdmin(principal, 'security')
    return inTransaction(db, async (trx) => {
      const result = await work(trx)
      trx.afterCommit.push(() => hub.tell('people', ''))
      return result
    })
  }
  /** @throws storage.app.unknown 404, storage.role.unknown 404 */
  const requireRole = async (app: Id, role: Id): Promise<void> => {
    const { document } = await context.apps.current(app)
    if (!itemOf(document.access.roles, role)) throw fail('storage.role.unknown', { role })
  }

  return {
    members: async (principal, filter = {}) => {
      requireAdmin(principal, 'security')
      return findMembers(context, filter)
    },
    member: async (principal, id) => {
      requireAdmin(principal, 'security')
      return readMember(context, id)
    },
    add: (principal, person) =>
      change(principal, async (trx) => {
        const id = uuidv7()
        const login = person.login || person.email || person.phone
        if (!login) throw fail('storage.person.no-login', {}, { path: '/login' })
        await trx.client.query(
          'insert into tangram.person (id, name, created_at, created_by, updated_at, updated_by, zone) values ($1, $2, $3, $4, $3, $4, $5)',
          [id, person.name, context.now(), actorOf(principal), person.zone ?? context.options.zone],
        )
        await writeMember(trx, id, { ...person, login })
        for (const { app, role } of person.roles ?? []) await requireRole(app, role)
        return readMember(context, id, trx)
      }),
    correct: (principal, id, version, wanted) =>
      change(principal, async (trx) => {
        if (wanted.admin === false) await keepAdministrator(trx, idOf(id))
        const before = await locked(trx, id)
        if (before.version !== version) throw fail('storage.person.changed', { name: before.name })
        if (wanted.login === null || wanted.login === '') throw fail('storage.person.no-login', {}, { path: '/login' })
        const held = before.roles.filter(({ team }) => team === null)
        // What they hold already stays possible, even of a role that an app has lost.
        for (const { app, role } of wanted.roles ?? []) {
          if (!held.some((one) => one.app === app && one.role === role)) await requireRole(app, role)
        }
        await writeMember(trx, id, wanted)
        await trx.client.query('update tangram.person set version = version + 1, updated_at = $2, updated_by = $3 where id = $1', [
          id,
          context.now(),
          actorOf(principal),
        ])
        // Nobody is raised within a session that began with less.
        if (wanted.admin === true && !before.admin) await trx.client.query('delete from tangram.session where person = $1', [id])
        return readMember(context, id, trx)
      }),
    suspend: (principal, id) =>
      change(principal, async (trx) => {
        await keepAdministrator(trx, idOf(id))
        await locked(trx, id)
        await trx.client.query('delete from tangram.session where person = $1', [id])
        await trx.client.query('update tangram.invitation set closed_at = $2 where person = $1 and closed_at is null', [id, context.now()])
        await setActive(trx, principal, id, false)
        return readMember(context, id, trx)
      }),
    reinstate: (principal, id) =>
      change(principal, async (trx) => {
        await locked(trx, id)
        await setActive(trx, principal, id, true)
        return readMember(context, id, trx)
      }),
    ...createUnits(context, change),
    roles: async (principal) => {
      requireAdmin(principal, 'security')
      const { rows } = await db.pool.query<{ id: Id }>('select id from tangram.app where version is not null order by id')
      const apps = await Promise.all(rows.map(({ id }) => context.apps.current(id)))
      return apps.map(({ id, document }) => ({
        id,
        label: document.label,
        roles: inOrder(document.access.roles).map((role) => ({ id: role.id, label: role.label })),
      }))
    },
    holders: async (principal, app, role) => {
      requireAdmin(principal, 'security')
      await requireRole(app, role)
      return holdersOf(app, role)
    },
    grant: (principal, app, role, holder) =>
      change(principal, async ({ client }) => {
        await requireRole(app, role)
        await client.query('insert into tangram.role_member (app, role, person, team) values ($1, $2, $3, $4) on conflict do nothing', [
          app,
          role,
          ...(await holderIds(client, holder)),
        ])
      }),
    revoke: (principal, app, role, holder) =>
      change(principal, async ({ client }) => {
        await client.query(
          'delete from tangram.role_member where app = $1 and role = $2 and person is not distinct from $3 and team is not distinct from $4',
          [app, role, ...(await holderIds(client, holder))],
        )
      }),
  }

  async function locked(trx: Transaction, id: string): Promise<Member> {
    await trx.client.query('select from tangram.person where id = $1 for update', [idOf(id)])
    return readMember(context, id, trx)
  }

  async function setActive({ client }: Transaction, principal: Principal, id: string, active: boolean): Promise<void> {
    await client.query('update tangram.person set active = $2, version = version + 1, updated_at = $3, updated_by = $4 where id = $1', [
      id,
      active,
      context.now(),
      actorOf(principal),
    ])
  }

  async function holdersOf(app: Id, role: Id): Promise<Holders> {
    const { rows } = await db.pool.query<{ kind: 'people' | 'teams' | 'everyone'; id: string; name: string }>(
      `select case when r.person is not null then 'people' when r.team is not null then 'teams' else 'everyone' end as kind,
         coalesce(p.id, t.id) as id, coalesce(p.name, t.name) as name
       from tangram.role_member r left join tangram.person p on p.id = r.person left join tangram.team t on t.id = r.team
       where r.app = $1 and r.role = $2 and p.deleted_at is null and t.deleted_at is null
       order by coalesce(p.name, t.name) collate "zh-x-icu", r.person, r.team`,
      [app, role],
    )
    const named = (kind: 'people' | 'teams') => rows.filter((row) => row.kind === kind).map(({ id, name }) => ({ id, name }))
    return { everyone: rows.some(({ kind }) => kind === 'everyone'), people: named('people'), teams: named('teams') }
  }
}

/** Everything of a change but the version. */
async function writeMember({ client }: Transaction, id: string, { teams, departments, roles, ...fields }: MemberChange): Promise<void> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  if (entries.length > 0) {
    const sets = entries.map(([name], index) => `${columns[name as keyof typeof columns]} = $${index + 2}`)
    const values = entries.map(([, value]) =>
      value !== null && typeof value === 'object' ? JSON.stringify(value) : value === '' ? null : value,
    )
    await client.query(`update tangram.person set ${sets.join(', ')} where id = $1`, [id, ...values]).catch(loginTaken(fields.login))
  }
  if (teams) await setUnits(client, 'team', id, teams)
  if (departments) await setUnits(client, 'department', id, departments)
  if (roles) {
    await client.query('delete from tangram.role_member where person = $1', [id])
    await client.query(
      `insert into tangram.role_member (app, role, person) select r ->> 'app', r ->> 'role', $1 from jsonb_array_elements($2) r on conflict do nothing`,
      [id, JSON.stringify(roles)],
    )
  }
}

const columns = {
  name: 'name',
  login: 'login',
  title: 'title',
  email: 'email',
  phone: 'phone',
  admin: 'admin',
  locale: 'locale',
  zone: 'zone',
} as const satisfies { [name in Exclude<keyof MemberChange, 'teams' | 'departments' | 'roles'>]: string }

const loginTaken = (login: unknown) => (error: { code?: string }) => {
  throw error.code === '23505' ? fail('storage.person.login-taken', { login: String(login) }, { path: '/login', cause: error }) : error
}

/** @throws storage.team.unknown 404, storage.department.unknown 404 */
async function setUnits(
  client: Transaction['client'],
  unit: 'team' | 'department',
  person: string,
  wanted: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(`select id from tangram.${unit} where id = any($1::uuid[]) and deleted_at is null`, [
    wanted.filter(isUuid),
  ])
  const found = new Set(rows.map(({ id }) => id))
  const missing = wanted.find((id) => !found.has(id))
  if (missing !== undefined)
    throw unit === 'team' ? fail('storage.team.unknown', { team: missing }) : fail('storage.department.unknown', { department: missing })
  await client.query(`delete from tangram.${unit}_member where person = $1`, [person])
  await client.query(`insert into tangram.${unit}_member (${unit}, person) select unnest($2::uuid[]), $1 on conflict do nothing`, [
    person,
    [...found],
  ])
}

/** @throws storage.person.unknown 404, storage.team.unknown 404 */
async function holderIds(client: Transaction['client'], holder: RoleHolder): Promise<[person: string | null, team: string | null]> {
  if (holder === 'everyone') return [null, null]
  if ('person' in holder) {
    const { rowCount } = await client.query('select from tangram.person where id = $1 and deleted_at is null', [idOf(holder.person)])
    if (rowCount === 0) throw fail('storage.person.unknown')
    return [holder.person, null]
  }
  const { rowCount } = await client.query('select from tangram.team where id = $1 and deleted_at is null', [idOf(holder.team)])
  if (rowCount === 0) throw fail('storage.team.unknown', { team: holder.team })
  return [null, holder.team]
}

/** An id that nobody has finds nobody. */
const idOf = (id: string): string => (isUuid(id) ? id : '00000000-0000-0000-0000-000000000000')
