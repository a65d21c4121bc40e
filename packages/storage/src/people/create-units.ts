import type { Principal } from '@tangram/access'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { DepartmentEntry, Directory, TeamEntry } from './directory.ts'
import { requireAdmin } from './require-admin.ts'

type Units = Pick<
  Directory,
  'departments' | 'teams' | 'addDepartment' | 'changeDepartment' | 'removeDepartment' | 'addTeam' | 'changeTeam' | 'removeTeam'
>
type Change = <T>(principal: Principal, work: (trx: Transaction) => Promise<T>) => Promise<T>

/** Departments, which make a tree, and teams. */
export function createUnits(context: Context, change: Change): Units {
  const { db } = context

  /** One change of the tree at a time: two moves could make a circle together. */
  const changeTree = <T>(principal: Principal, work: (trx: Transaction) => Promise<T>): Promise<T> =>
    change(principal, async (trx) => {
      await trx.client.query(`select pg_advisory_xact_lock(hashtextextended('tangram.departments', 0))`)
      return work(trx)
    })

  return {
    departments: async (principal) => {
      requireAdmin(principal, 'security')
      const { rows } = await db.pool.query<DepartmentEntry>(
        `select d.id, d.name, d.parent, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as head,
           (select count(*)::integer from tangram.department_member m join tangram.person o on o.id = m.person and o.deleted_at is null
            where m.department = d.id) as people
         from tangram.department d left join tangram.person p on p.id = d.head and p.deleted_at is null
         where d.deleted_at is null order by d.name collate "zh-x-icu", d.id`,
      )
      return rows
    },
    teams: async (principal) => {
      requireAdmin(principal, 'security')
      const { rows } = await db.pool.query<TeamEntry>(
        `select t.id, t.name,
           (select count(*)::integer from tangram.team_member m join tangram.person o on o.id = m.person and o.deleted_at is null where m.team = t.id) as people,
           coalesce((select jsonb_agg(jsonb_build_object('app', r.app, 'role', r.role) order by r.app, r.role)
             from tangram.role_member r where r.team = t.id), '[]'::jsonb) as roles
         from tangram.team t where t.deleted_at is null order by t.name collate "zh-x-icu", t.id`,
      )
      return rows
    },
    addDepartment: (principal, { name, parent, head }) =>
      changeTree(principal, async (trx) => {
        if (parent !== null) await departmentName(trx, parent)
        await checkName(trx, { id: null, name, parent })
        const id = uuidv7()
        await trx.client.query(
          `insert into tangram.department (id, key, name, parent, head, created_at, created_by, updated_at, updated_by) values ($1, $2, $3, $4, $5, $6, $7, $6, $7)`,
          [id, id, name, parent, await personId(trx, head), context.now(), actorOf(principal)],
        )
        return { id }
      }),
    changeDepartment: (principal, id, wanted) =>
      changeTree(principal, async (trx) => {
        const { client } = trx
        const before = await departmentName(trx, id)
        const { rows } = await client.query<{ parent: string | null; head: string | null }>(
          'select parent, head from tangram.department where id = $1',
          [id],
        )
        const { name = before, parent = rows[0]?.parent ?? null, head = rows[0]?.head ?? null } = wanted
        if (parent !== null) await checkPlace(trx, { id, name, parent })
        await checkName(trx, { id, name, parent })
        await client.query(
          'update tangram.department set name = $2, parent = $3, head = $4, version = version + 1, updated_at = $5, updated_by = $6 where id = $1',
          [id, name, parent, await personId(trx, head), context.now(), actorOf(principal)],
        )
      }),
    removeDepartment: (principal, id) =>
      changeTree(principal, async (trx) => {
        const name = await departmentName(trx, id)
        const { rows } = await trx.client.query<{ people: number; departments: number }>(
          `select (select count(*)::integer from tangram.department_member m join tangram.person p on p.id = m.person and p.deleted_at is null where m.department = $1) as people,
             (select count(*)::integer from tangram.department d where d.parent = $1 and d.deleted_at is null) as departments`,
          [id],
        )
        const { people = 0, departments = 0 } = rows[0] ?? {}
        if (people + departments > 0) throw fail('storage.department.not-empty', { name, people, departments })
        await trx.client.query('update tangram.department set deleted_at = $2, deleted_by = $3 where id = $1', [
          id,
          context.now(),
          actorOf(principal),
        ])
      }),
    addTeam: (principal, { name }) =>
      change(principal, async (trx) => {
        await checkTeamName(trx, null, name)
        const id = uuidv7()
        await trx.client.query(
          'insert into tangram.team (id, key, name, created_at, created_by, updated_at, updated_by) values ($1, $2, $3, $4, $5, $4, $5)',
          [id, id, name, context.now(), actorOf(principal)],
        )
        return { id }
      }),
    changeTeam: (principal, id, { name }) =>
      change(principal, async (trx) => {
        await checkTeamName(trx, id, name)
        const { rowCount } = await trx.client.query(
          'update tangram.team set name = $2, version = version + 1, updated_at = $3, updated_by = $4 where id = $1 and deleted_at is null',
          [uuidOf(id), name, context.now(), actorOf(principal)],
        )
        if (rowCount === 0) throw fail('storage.team.unknown', { team: id })
      }),
    removeTeam: (principal, id) =>
      change(principal, async ({ client }) => {
        const { rowCount } = await client.query(
          'update tangram.team set deleted_at = $2, deleted_by = $3 where id = $1 and deleted_at is null',
          [uuidOf(id), context.now(), actorOf(principal)],
        )
        if (rowCount === 0) throw fail('storage.team.unknown', { team: id })
        await client.query('delete from tangram.role_member where team = $1', [id])
        await client.query('delete from tangram.team_member where team = $1', [id])
      }),
  }
}

/** @throws storage.department.unknown 404 */
async function departmentName({ client }: Transaction, id: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select name from tangram.department where id = $1 and deleted_at is null', [
    uuidOf(id),
  ])
  if (!rows[0]) throw fail('storage.department.unknown', { department: id })
  return rows[0].name
}

type Place = { id: string | null; name: string; parent: string | null }

/** @throws storage.department.unknown 404, storage.department.cycle 422 */
async function checkPlace(trx: Transaction, { id, name, parent }: Place & { parent: string }): Promise<void> {
  await departmentName(trx, parent)
  const { rows } = await trx.client.query<{ isBelow: boolean }>(
    `with recursive above as (select $1::uuid as id union select d.parent from tangram.department d join above on d.id = above.id where d.parent is not null)
     select exists (select from above where id = $2) as "isBelow"`,
    [parent, id],
  )
  if (rows[0]?.isBelow) throw fail('storage.department.cycle', { name }, { path: '/parent' })
}

/** @throws storage.department.name-taken 409 */
async function checkName({ client }: Transaction, { id, name, parent }: Place): Promise<void> {
  const { rowCount } = await client.query(
    `select from tangram.department where parent is not distinct from $1 and lower(name) = lower($2) and id is distinct from $3 and deleted_at is null`,
    [parent, name, id],
  )
  if (rowCount) throw fail('storage.department.name-taken', { name }, { path: '/name' })
}

/** One at a time, so that two of the same name are not made at once. @throws storage.team.name-taken 409 */
async function checkTeamName({ client }: Transaction, id: string | null, name: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('tangram.teams', 0))`)
  const { rowCount } = await client.query(
    'select from tangram.team where lower(name) = lower($1) and id is distinct from $2 and deleted_at is null',
    [name, id === null ? null : uuidOf(id)],
  )
  if (rowCount) throw fail('storage.team.name-taken', { name }, { path: '/name' })
}

/** @throws storage.person.unknown 404 */
async function personId({ client }: Transaction, id: string | null): Promise<string | null> {
  if (id === null) return null
  const { rowCount } = await client.query('select from tangram.person where id = $1 and deleted_at is null', [uuidOf(id)])
  if (rowCount === 0) throw fail('storage.person.unknown', {}, { path: '/head' })
  return id
}

const uuidOf = (id: string): string | null => (isUuid(id) ? id : null)
