import type { AdministratorDuty, PersonPrincipal } from '@tangram/access'
import type { Locale } from '@tangram/data-model'
import type { Database } from '../database.ts'

type Row = {
  id: string
  name: string
  admin: boolean
  administers: AdministratorDuty | null
  isSeparated: boolean
  locale: Locale
  zone: string
  teams: string[]
  departments: string[]
  roles: { app: string; role: string }[]
}

/** The principal of an active person; undefined when suspended or unknown. */
export async function principalOf(db: Database, person: string): Promise<PersonPrincipal | undefined> {
  const { rows } = await db.pool.query<Row>({
    name: 'person.principal',
    text: `select p.id, p.name, p.admin, p.administers, p.locale, p.zone,
             exists (select from tangram.setting s where s.name = 'separated-administrators' and s.value = 'true') as "isSeparated",
             array(select m.team from tangram.team_member m join tangram.team t on t.id = m.team and t.deleted_at is null where m.person = p.id order by 1) as teams,
             array(select m.department from tangram.department_member m join tangram.department d on d.id = m.department and d.deleted_at is null
               where m.person = p.id order by 1) as departments,
             coalesce((select jsonb_agg(distinct jsonb_build_object('app', r.app, 'role', r.role)) from tangram.role_member r
               where r.person = p.id or (r.person is null and r.team is null)
                 or r.team in (select m.team from tangram.team_member m join tangram.team t on t.id = m.team and t.deleted_at is null where m.person = p.id)), '[]'::jsonb) as roles
           from tangram.person p where p.id = $1 and p.active and p.deleted_at is null`,
    values: [person],
  })
  const [row] = rows
  if (!row) return undefined
  const roles: PersonPrincipal['roles'] = {}
  for (const { app, role } of row.roles) roles[app] = [...(roles[app] ?? []), role]
  const { id, name, locale, zone, teams, departments } = row
  const admin = row.admin && !row.isSeparated
  const duty = row.admin && row.isSeparated && row.administers ? { administers: row.administers } : {}
  return { kind: 'person', id, name, roles, teams, departments, admin, ...duty, locale, zone }
}
