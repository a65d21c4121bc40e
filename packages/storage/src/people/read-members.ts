import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import type { Member, MemberFilter } from './directory.ts'

const most = 200
/** Whoever came in by a provider has signed in without ever holding a password; sample people need none. */
const state = `case when not p.active then 'suspended' when p.password_hash is null and p.signed_in_at is null and not p.sample then 'invited' else 'active' end`

const unitsOf = (unit: 'team' | 'department') =>
  `coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name collate "zh-x-icu", u.id)
     from tangram.${unit}_member m join tangram.${unit} u on u.id = m.${unit} and u.deleted_at is null where m.person = p.id), '[]'::jsonb)`

// Two arms rather than one with “or”: PostgreSQL 18.4 puts an “or” around a subselect into the scan and the join above it, shares its hash
// between both, and then answers for one person with the teams of another.
const rolesHeld = `select r.app, r.role, null::jsonb as team from tangram.role_member r where r.person = p.id
  union all
  select r.app, r.role, jsonb_build_object('id', t.id, 'name', t.name) from tangram.team_member m
  join tangram.team t on t.id = m.team and t.deleted_at is null join tangram.role_member r on r.team = t.id where m.person = p.id`

const columns = `p.id, p.version, p.name, p.login, p.title, p.email, p.phone, p.admin, p.locale, p.zone, ${state} as state,
  p.signed_in_at as "signedInAt", ${unitsOf('team')} as teams, ${unitsOf('department')} as departments,
  coalesce((select jsonb_agg(jsonb_build_object('app', h.app, 'role', h.role, 'team', h.team) order by h.app, h.role, h.team ->> 'name')
     from (${rolesHeld}) h), '[]'::jsonb) as roles,
  (select max(i.expires_at) from tangram.invitation i where i.person = p.id and i.closed_at is null and i.expires_at > $1) as "invitedUntil"`

const matching = `p.deleted_at is null
  and ($2::text is null or p.name ilike $2 or p.login ilike $2 or p.email ilike $2 or p.phone ilike $2)
  and ($3::text is null or ${state} = $3)
  and ($4::uuid is null or exists (select from tangram.team_member m where m.team = $4 and m.person = p.id))
  and ($5::uuid is null or exists (select from tangram.department_member m where m.person = p.id and m.department in (
    with recursive below as (select $5::uuid as id union select d.id from tangram.department d join below on d.parent = below.id)
    select id from below)))
  and ($6::boolean is null or p.admin = $6)`

/** One page of people by name, and how many there are in all. */
export async function findMembers(context: Context, filter: MemberFilter): Promise<{ members: Member[]; total: number }> {
  const { search, state: wanted = null, team, department, admin = null, offset = 0, limit = 50 } = filter
  const pattern = search ? `%${search.replaceAll('\0', '').replace(/[\\%_]/g, (special) => `\\${special}`)}%` : null
  const values = [context.now(), pattern, wanted, unit(team), unit(department), admin]
  const { rows } = await context.db.pool.query<Member>(
    `select ${columns} from tangram.person p where ${matching} order by p.name collate "zh-x-icu", p.id offset $7 limit $8`,
    [...values, Math.max(Math.trunc(offset), 0), Math.min(Math.max(Math.trunc(limit), 1), most)],
  )
  const counted = await context.db.pool.query<{ total: number }>(
    `select count(*)::integer as total from tangram.person p where $1::timestamptz is not null and ${matching}`,
    values,
  )
  return { members: rows, total: counted.rows[0]?.total ?? 0 }
}

/** @throws storage.person.unknown 404 */
export async function readMember(context: Context, id: string, trx?: Transaction): Promise<Member> {
  if (!isUuid(id)) throw fail('storage.person.unknown')
  const { rows } = await (trx?.client ?? context.db.pool).query<Member>(
    `select ${columns} from tangram.person p where p.id = $2 and p.deleted_at is null`,
    [context.now(), id],
  )
  if (!rows[0]) throw fail('storage.person.unknown')
  return rows[0]
}

/** A unit that cannot be has nobody in it. */
const unit = (id: string | undefined): string | null => (id === undefined ? null : isUuid(id) ? id : '00000000-0000-0000-0000-000000000000')
