import type { LocalizedText } from '@tangram/data-model'
import { keys, type Named, useClient, useFormat } from '@tangram/ui'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useArea } from '../../texts/area.ts'
import { peopleTexts } from '../../texts/people.ts'

export type Member = {
  id: string
  version: number
  name: string
  login: string | null
  title: LocalizedText | null
  email: string | null
  phone: string | null
  admin: boolean
  locale: 'zh-CN' | 'en'
  zone: string
  state: 'active' | 'invited' | 'suspended'
  teams: Named[]
  departments: Named[]
  roles: { app: string; role: string; team: Named | null }[]
  signedInAt: string | null
  invitedUntil: string | null
}
export type Invitation = { url: string; until: string; purpose: 'invite' | 'reset'; mailed: string | null }
export type Department = { id: string; name: string; parent: string | null; head: Named | null; people: number }
export type Team = { id: string; name: string; people: number; roles: { app: string; role: string }[] }
export type AppRoles = { id: string; label: LocalizedText; roles: { id: string; label: LocalizedText }[] }
export type Organisation = { departments: Department[]; teams: Team[]; apps: AppRoles[] }
export type MemberQuery = { search: string; state: string; department: string; team: string; page: number }

export const pageSize = 50
const key = ['organisation']

export function useMembers({ search, state, department, team, page }: MemberQuery) {
  const client = useClient()
  const asked = new URLSearchParams({ limit: String(pageSize), offset: String((page - 1) * pageSize) })
  for (const [name, value] of Object.entries({ search, state, department, team })) if (value !== '') asked.set(name, value)
  return useQuery({
    queryKey: [...key, 'members', asked.toString()],
    queryFn: ({ signal }) => client.get<{ members: Member[]; total: number }>(`/members?${asked}`, { signal }),
    placeholderData: keepPreviousData,
  })
}

export function useOrganisation() {
  const client = useClient()
  return useQuery({ queryKey: [...key, 'units'], queryFn: ({ signal }) => client.get<Organisation>('/organisation', { signal }) })
}

/** Whatever was changed about people, everything that names them is asked for again. */
export function useForgetPeople(): () => void {
  const cache = useQueryClient()
  return () => {
    for (const queryKey of [key, keys.people, keys.teams]) void cache.invalidateQueries({ queryKey })
  }
}

export type RoleEntry = { key: string; app: string; role: string; appLabel: string; label: string }

/** Every role of every published app, in order. */
export function useRoles(): { roles: RoleEntry[]; isPending: boolean; say: (role: { app: string; role: string }) => string } {
  const t = useArea(peopleTexts)
  const format = useFormat()
  const { data, isPending } = useOrganisation()
  const roles = (data?.apps ?? []).flatMap(({ id: app, label, roles }) =>
    roles.map((role) => ({
      key: `${app} ${role.id}`,
      app,
      role: role.id,
      appLabel: format.text(label, app),
      label: format.text(role.label, role.id),
    })),
  )
  const say = ({ app, role }: { app: string; role: string }) => {
    const found = roles.find((one) => one.app === app && one.role === role)
    return t('roleInApp', { app: found?.appLabel ?? app, role: found?.label ?? role })
  }
  return { roles, isPending, say }
}

/** Departments in the order of their tree, each with how deep it lies. */
export function inTreeOrder(departments: readonly Department[]): (Department & { depth: number })[] {
  const known = new Set(departments.map(({ id }) => id))
  const below = (parent: string | null, depth: number): (Department & { depth: number })[] =>
    departments
      .filter((one) => (one.parent !== null && known.has(one.parent) ? one.parent : null) === parent)
      .flatMap((one) => [{ ...one, depth }, ...below(one.id, depth + 1)])
  return below(null, 0)
}

/** For a choice: indented as the tree is. */
export const choicesOf = (departments: readonly Department[]): { value: string; label: string }[] =>
  inTreeOrder(departments).map(({ id, name, depth }) => ({ value: id, label: `${'\u2003'.repeat(depth)}${name}` }))

/** Each department with those above it, for where a name stands alone. */
export function pathsOf(departments: readonly Department[]): { value: string; label: string }[] {
  const byId = new Map(departments.map((one) => [one.id, one]))
  const pathOf = ({ name, parent }: Department): string => {
    const above = parent === null ? undefined : byId.get(parent)
    return above ? `${pathOf(above)} / ${name}` : name
  }
  return inTreeOrder(departments).map((one) => ({ value: one.id, label: pathOf(one) }))
}
