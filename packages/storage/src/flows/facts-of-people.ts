import type { Id, Instant } from '@tangram/data-model'
import type { Database } from '../database.ts'
import { isUuid } from '../uuid.ts'

/** Active people of a department (id or key), with `below` of those under it too; null when there is none. */
export async function departmentMembers(db: Database, department: string, below: boolean): Promise<string[] | null> {
  const { rows } = await db.pool.query<{ members: string[] }>(
    `with recursive meant as (
       select id from tangram.department where (id::text = $1 or key = $1) and deleted_at is null
     ), under as (
       select id from meant
       union select d.id from tangram.department d join under u on d.parent = u.id where $2 and d.deleted_at is null
     )
     select array(select distinct p.id from under u join tangram.department_member m on m.department = u.id
       join tangram.person p on p.id = m.person and p.active and p.deleted_at is null order by p.id) as members
     from meant limit 1`,
    [department, below],
  )
  return rows[0]?.members ?? null
}

/** Active heads above a person, nearest first, each once, never the person; at most `levels`. Departments that loop end the search. */
export async function leadersOf(db: Database, person: string, levels: number): Promise<string[]> {
  if (!isUuid(person)) return []
  const { rows } = await db.pool.query<{ head: string }>(
    `with recursive above as (
       select d.id, d.parent, d.head, 1 as level, array[d.id] as seen from tangram.department_member m
       join tangram.department d on d.id = m.department and d.deleted_at is null where m.person = $1
       union all
       select d.id, d.parent, d.head, a.level + 1, a.seen || d.id from above a join tangram.department d on d.id = a.parent and d.deleted_at is null
       where not d.id = any(a.seen)
     )
     select a.head from above a join tangram.person p on p.id = a.head and p.active and p.deleted_at is null
     where a.head <> $1 group by a.head order by min(a.level), a.head limit $2`,
    [person, Math.max(0, Math.trunc(levels))],
  )
  return rows.map(({ head }) => head)
}

/** Active people who have every one of the skills; among `people` in the order they are named. */
export async function skilledPeople(db: Database, skills: readonly string[], people?: readonly string[]): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select p.id from tangram.person p where p.active and p.deleted_at is null and p.skills @> $1::text[] and ($2::uuid[] is null or p.id = any($2))
     order by array_position($2::uuid[], p.id), p.id`,
    [skills, people ? people.filter(isUuid) : null],
  )
  return rows.map(({ id }) => id)
}

/** When each of the people last got a task of a node; those who never did are missing. */
export async function lastAssigned(
  db: Database,
  { app, process, node, people }: { app: Id; process: Id | undefined; node: Id; people: readonly string[] },
): Promise<{ [person: string]: Instant }> {
  const { rows } = await db.pool.query<{ person: string; at: Instant }>(
    `select w.person, l.opened_at as at from unnest($1::uuid[]) as w (person)
     cross join lateral (select k.opened_at from tangram.task k where k.app = $2 and k.process = $3 and k.node = $4 and k.assignee = w.person
       order by k.opened_at desc limit 1) as l`,
    [people.filter(isUuid), app, process ?? '', node],
  )
  return Object.fromEntries(rows.map(({ person, at }) => [person, at]))
}

/** Who stands in for whom at this instant in a process: the narrowest rule, of those the latest. */
export async function standIns(
  db: Database,
  { app, process, people, at }: { app: Id; process: Id | undefined; people: readonly string[]; at: Instant },
): Promise<{ [person: string]: { to: string; mode: 'replace' | 'both' } }> {
  const { rows } = await db.pool.query<{ person: string; to: string; mode: 'replace' | 'both' }>(
    `select distinct on (s.person) s.person, s."to", s.mode from tangram.stand_in s
     join tangram.person t on t.id = s."to" and t.active and t.deleted_at is null
     where s.person = any($1::uuid[]) and s.from_at <= $4 and s.until_at > $4
       and (s.app is null or s.app = $2) and (s.process is null or s.process = $3)
     order by s.person, s.process is null, s.app is null, s.created_at desc, s.id desc`,
    [people.filter(isUuid), app, process ?? '', at],
  )
  return Object.fromEntries(rows.map(({ person, to, mode }) => [person, { to, mode }]))
}
