import { reference, text } from '@tangram/data-model'
import { sql } from 'kysely'
import { type Translations, valueAt } from './arguments.ts'
import { bound, type Fragment } from './fragment.ts'
import { orFalse } from './operand.ts'
import type { Translation } from './translation.ts'

export const peopleSql: Translations = {
  current_user: (to) => me(to),
  current_teams: (to) => all(to, 'teams'),
  current_departments: (to) => all(to, 'departments'),
  current_roles: (to) => all(to, 'roles'),
  is_signed_in: (to) => (to.scope.given.user ? sql`true` : sql`false`),
  is_me: (to, args, _, mode) => orFalse(sql`${valueAt(to, args, 0, reference('person'))} = ${me(to)}`, mode),
  includes_me: (to, args, _, mode) =>
    orFalse(sql`${me(to)} = any((${valueAt(to, args, 0, { kind: 'list', of: reference('person') })})::uuid[])`, mode),
  in_team: (to, args, _, mode) => orFalse(sql`${valueAt(to, args, 0, reference('team'))} = any(${all(to, 'teams')})`, mode),
  in_department: (to, args, _, mode) =>
    orFalse(sql`${valueAt(to, args, 0, reference('department'))} = any(${all(to, 'departments')})`, mode),
  has_role: (to, args, _, mode) => orFalse(sql`${valueAt(to, args, 0, text())} = any(${all(to, 'roles')})`, mode),
}

function me(to: Translation): Fragment {
  return bound(to.scope.given.user?.id ?? null, reference('person'))
}

function all(to: Translation, what: 'teams' | 'departments' | 'roles'): Fragment {
  return bound([...(to.scope.given.user?.[what] ?? [])], { kind: 'list', of: what === 'roles' ? text() : reference('team') })
}
