import type { Id } from '@tangram/data-model'
import type { Database } from '../database.ts'

/** A team by id or key with its active members; null when there is none. */
export async function teamMembers(db: Database, team: string): Promise<{ team: string; members: string[] } | null> {
  const { rows } = await db.pool.query<{ team: string; members: string[] }>(
    `select t.id as team, coalesce(array_agg(p.id order by p.id) filter (where p.id is not null), '{}') as members
     from tangram.team t left join tangram.team_member m on m.team = t.id left join tangram.person p on p.id = m.person and p.active and p.deleted_at is null
     where (t.id::text = $1 or t.key = $1) and t.deleted_at is null group by t.id order by t.id limit 1`,
    [team],
  )
  return rows[0] ?? null
}

/** Active people who hold a role, directly, through a team or because everyone does. */
export async function membersOfRole(db: Database, app: Id, role: Id): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select p.id from tangram.person p where p.active and p.deleted_at is null and exists (
       select from tangram.role_member r where r.app = $1 and r.role = $2 and (
         r.person = p.id or (r.person is null and r.team is null)
         or exists (select from tangram.team_member m join tangram.team t on t.id = m.team and t.deleted_at is null
           where m.team = r.team and m.person = p.id)))
     order by p.id`,
    [app, role],
  )
  return rows.map(({ id }) => id)
}
