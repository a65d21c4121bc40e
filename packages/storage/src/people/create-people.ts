import { administers, type Principal } from '@tangram/access'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import { keepAdministrator } from './keep-administrator.ts'
import { membersOfRole, teamMembers } from './members.ts'
import { passwordMatches } from './password.ts'
import { isPasswordOff } from './password-off.ts'
import type { Passwords } from './passwords.ts'
import type { Department, People, Person, RoleHolder, Team } from './people.ts'
import { principalOf } from './principal-of.ts'
import { requireAdmin } from './require-admin.ts'
import type { Security } from './security.ts'

const columns = `p.id, p.login, p.name, p.title, p.email, p.phone, p.admin, p.active, p.locale, p.zone, p.sample, p.skills,
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'key', t.key, 'name', t.name) order by t.key)
    from tangram.team_member m join tangram.team t on t.id = m.team and t.deleted_at is null where m.person = p.id), '[]'::jsonb) as teams`
const updatable = ['name', 'locale', 'zone', 'active', 'admin', 'email', 'phone', 'skills'] as const satisfies readonly (keyof Person)[]

export function createPeople(context: Context, security: Security, passwords: Passwords): People {
  const { db, hub } = context

  /** Every process forgets the principals and names it keeps. */
  const changed = (trx?: Transaction) => {
    if (trx) trx.afterCommit.push(() => hub.tell('people', ''))
    else hub.tell('people', '')
  }
  const personBy = async (where: string, values: unknown[], trx?: Transaction): Promise<Person | undefined> => {
    const { rows } = await (trx?.client ?? db.pool).query<Person>(
      `select ${columns} from tangram.person p where p.deleted_at is null and ${where}`,
      values,
    )
    return rows[0]
  }
  const get = async (id: string, trx?: Transaction): Promise<Person> => {
    const person = isUuid(id) ? await personBy('p.id = $1', [id], trx) : undefined
    if (!person) throw fail('storage.person.unknown')
    return person
  }
  const teamId = async (team: string, trx?: Transaction): Promise<string> => {
    const { rows } = await (trx?.client ?? db.pool).query<{ id: string }>(
      'select id from tangram.team where (id::text = $1 or key = $1) and deleted_at is null',
      [team],
    )
    if (!rows[0]) throw fail('storage.team.unknown', { team })
    return rows[0].id
  }
  const holderIds = async (holder: RoleHolder): Promise<[person: string | null, team: string | null]> => {
    if (holder === 'everyone') return [null, null]
    if ('person' in holder) return [(await get(holder.person)).id, null]
    return [null, await teamId(holder.team)]
  }
  /** Whoever is given a password by somebody else chooses one of their own; those that the system makes were chosen by their person. */
  const mustChange = async (principal: Principal, person?: string): Promise<boolean> =>
    principal.kind === 'person' && principal.id !== person && (await security.settings()).password.changeWhenGiven

  return {
    create: async (principal, person) => {
      requireAdmin(principal, 'security')
      const owner = { name: person.name, login: person.login ?? null, email: person.email ?? null }
      const hash = person.password === undefined ? null : await passwords.make(person.password, owner)
      const changes = hash !== null && (await mustChange(principal))
      return inTransaction(db, async (trx) => {
        const id = person.id ?? uuidv7()
        const {
          name,
          login = null,
          title = null,
          email = null,
          phone = null,
          admin = false,
          sample = false,
          locale = 'zh-CN',
          zone = context.options.zone,
          skills = [],
        } = person
        await trx.client
          .query(
            `insert into tangram.person (id, name, login, title, email, phone, admin, sample, locale, zone, password_hash, created_at, updated_at, skills, password_must_change, password_changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15)`,
            [
              id,
              name,
              login,
              title && JSON.stringify(title),
              email,
              phone,
              admin,
              sample,
              locale,
              zone,
              hash,
              context.now(),
              skills,
              changes,
              hash && context.now(),
            ],
          )
          .catch((error: { code?: string }) => {
            throw error.code === '23505'
              ? fail('storage.person.login-taken', { login: login ?? '' }, { path: '/login', cause: error })
              : error
          })
        for (const team of person.teams ?? []) {
          await trx.client.query('insert into tangram.team_member (team, person) values ($1, $2) on conflict do nothing', [
            await teamId(team, trx),
            id,
          ])
        }
        for (const department of person.departments ?? []) {
          await trx.client.query(
            'insert into tangram.department_member (department, person) select id, $2 from tangram.department where (id::text = $1 or key = $1) and deleted_at is null on conflict do nothing',
            [department, id],
          )
        }
        changed(trx)
        return get(id, trx)
      })
    },
    update: async (principal, id, change) => {
      const own =
        principal.kind === 'person' && principal.id === id && Object.keys(change).every((field) => field === 'locale' || field === 'zone')
      if (!own) requireAdmin(principal, 'security')
      return inTransaction(db, async (trx) => {
        if (change.active === false || change.admin === false) await keepAdministrator(trx, (await get(id, trx)).id)
        const before = await get(id, trx)
        const given = updatable.filter((name) => change[name] !== undefined)
        const sets = given.map((name, index) => `${name} = $${index + 3}`)
        await trx.client.query(
          `update tangram.person set ${[...sets, 'version = version + 1', 'updated_at = $2'].join(', ')} where id = $1`,
          [id, context.now(), ...given.map((name) => change[name])],
        )
        // Nobody is raised within a session that began with less.
        const isRaised = change.admin === true && !before.admin
        if (change.active === false || isRaised) await trx.client.query('delete from tangram.session where person = $1', [id])
        changed(trx)
        return get(id, trx)
      })
    },
    setPassword: async (principal, id, password, { keepSession } = {}) => {
      if (!(principal.kind === 'person' && principal.id === id)) requireAdmin(principal, 'security')
      const owner = await get(id)
      await passwords.refuseOff(id)
      const hash = await passwords.make(password, owner, id)
      const mustChangeIt = await mustChange(principal, id)
      await inTransaction(db, (trx) =>
        passwords.write(trx, { person: id, hash, mustChange: mustChangeIt, ...(keepSession ? { keepSession } : {}) }),
      )
    },
    askNewPassword: async (principal, id) => {
      requireAdmin(principal, 'security')
      await get(id)
      await db.pool.query('update tangram.person set password_must_change = true where id = $1 and password_hash is not null', [id])
      changed()
    },
    isPassword: async (id, password) => {
      const { rows } = await db.pool.query<{ hash: string | null }>(
        `select case when not ${isPasswordOff} then p.password_hash end as hash from tangram.person p where p.id = $1`,
        [id],
      )
      return passwordMatches(password, rows[0]?.hash ?? null)
    },
    get: (principal, id) => {
      if (principal.kind === 'link') throw fail('storage.person.unknown')
      return get(id)
    },
    find: async (principal, { search, ids, sample, limit = 20 } = {}) => {
      if (principal.kind === 'link') return []
      // Only they may know a login, so only they find people by it.
      const knowsLogins = administers(principal, 'security')
      const pattern = search ? `%${search.replaceAll('\0', '').replace(/[\\%_]/g, (special) => `\\${special}`)}%` : null
      const { rows } = await db.pool.query<Person>(
        `select ${columns} from tangram.person p where p.deleted_at is null and ($1::uuid[] is not null or p.active)
           and ($1::uuid[] is null or p.id = any($1)) and ($2::text is null or p.name ilike $2 or ($5 and p.login ilike $2)) and ($3::boolean is null or p.sample = $3)
         order by p.name collate "zh-x-icu", p.id limit $4`,
        [ids ? ids.filter(isUuid) : null, pattern, sample ?? null, Math.min(Math.max(Math.trunc(limit), 1), 500), knowsLogins],
      )
      return rows
    },
    verify: async (login, password) => {
      const { rows } = await db.pool.query<{ id: string; hash: string | null; active: boolean; hasFactor: boolean }>(
        `select p.id, case when not ${isPasswordOff} then p.password_hash end as hash, p.active,
           exists (select from tangram.second_factor f where f.person = p.id and f.confirmed_at is not null) as "hasFactor"
         from tangram.person p where lower(p.login) = lower($1) and p.deleted_at is null`,
        [login.replaceAll('\0', '')],
      )
      const [row] = rows
      const isRight = await passwordMatches(password, row?.hash ?? null)
      return { person: row?.id ?? null, isRight: isRight && row?.active === true, hasFactor: row?.hasFactor ?? false }
    },
    principalOf: async (id) => {
      const principal = isUuid(id) ? await principalOf(db, id) : undefined
      if (!principal) throw fail('storage.person.unknown')
      return principal
    },
    needsSetup: async () => {
      const { rows } = await db.pool.query<{ needed: boolean }>(
        'select not exists (select from tangram.person where admin and active and deleted_at is null) as needed',
      )
      return rows[0]?.needed ?? true
    },
    createTeam: async (principal, { id = uuidv7(), key, name }) => {
      requireAdmin(principal, 'security')
      await db.pool.query('insert into tangram.team (id, key, name, created_at, updated_at) values ($1, $2, $3, $4, $4)', [
        id,
        key,
        name,
        context.now(),
      ])
      changed()
      return { id, key, name, members: 0 }
    },
    teams: async (principal) => {
      if (principal.kind === 'link') return []
      const { rows } = await db.pool.query<Team>(
        `select t.id, t.key, t.name, (select count(*) from tangram.team_member m where m.team = t.id) as members
         from tangram.team t where t.deleted_at is null order by t.name collate "zh-x-icu", t.id`,
      )
      return rows
    },
    departments: async (principal) => {
      if (principal.kind === 'link') return []
      const { rows } = await db.pool.query<Department>(
        'select id, key, name, parent, head from tangram.department where deleted_at is null order by name collate "zh-x-icu", id',
      )
      return rows
    },
    createDepartment: async (principal, { id = uuidv7(), key, name, parent, head }) => {
      requireAdmin(principal, 'security')
      await db.pool.query(
        'insert into tangram.department (id, key, name, parent, head, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)',
        [id, key, name, parent ?? null, head ?? null, context.now()],
      )
      changed()
      return { id }
    },
    setHead: async (principal, department, person) => {
      requireAdmin(principal, 'security')
      const head = person === null ? null : (await get(person)).id
      const { rowCount } = await db.pool.query(
        `update tangram.department set head = $2, version = version + 1, updated_at = $3
         where (id::text = $1 or key = $1) and deleted_at is null`,
        [department, head, context.now()],
      )
      if (rowCount === 0) throw fail('storage.department.unknown', { department })
      changed()
    },
    addMember: async (principal, team, person) => {
      requireAdmin(principal, 'security')
      await db.pool.query('insert into tangram.team_member (team, person) values ($1, $2) on conflict do nothing', [
        await teamId(team),
        (await get(person)).id,
      ])
      changed()
    },
    removeMember: async (principal, team, person) => {
      requireAdmin(principal, 'security')
      await db.pool.query('delete from tangram.team_member where team = $1 and person = $2', [await teamId(team), (await get(person)).id])
      changed()
    },
    grant: async (principal, app, role, holder) => {
      requireAdmin(principal, 'security')
      const [person, team] = await holderIds(holder)
      await db.pool.query('insert into tangram.role_member (app, role, person, team) values ($1, $2, $3, $4) on conflict do nothing', [
        app,
        role,
        person,
        team,
      ])
      changed()
    },
    revoke: async (principal, app, role, holder) => {
      requireAdmin(principal, 'security')
      const [person, team] = await holderIds(holder)
      await db.pool.query(
        'delete from tangram.role_member where app = $1 and role = $2 and person is not distinct from $3 and team is not distinct from $4',
        [app, role, person, team],
      )
      changed()
    },
    membersOfTeam: async (_principal, team) => {
      const found = await teamMembers(db, team)
      if (!found) throw fail('storage.team.unknown', { team })
      return found.members
    },
    membersOfRole: (_principal, app, role) => membersOfRole(db, app, role),
  }
}
