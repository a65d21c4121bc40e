import type { Principal } from '@tangram/access'
import type { Id, Instant, Locale, LocalizedText } from '@tangram/data-model'
import type { RoleHolder } from './people.ts'

/** `invited`: has not signed in yet and holds no password. */
export type MemberState = 'active' | 'invited' | 'suspended'

/** A role somebody holds: by themselves, or because of a team. */
export type HeldRole = { app: Id; role: Id; team: { id: string; name: string } | null }

/** A person as administrators see them. */
export type Member = {
  id: string
  version: number
  name: string
  login: string | null
  title: LocalizedText | null
  email: string | null
  phone: string | null
  admin: boolean
  locale: Locale
  zone: string
  state: MemberState
  teams: { id: string; name: string }[]
  departments: { id: string; name: string }[]
  roles: HeldRole[]
  signedInAt: Instant | null
  /** Until when the address serves that lets them set a password; null when there is none. */
  invitedUntil: Instant | null
}

export type MemberFilter = {
  /** Anywhere in name, login, e-mail or phone. */
  search?: string
  state?: MemberState
  /** uuid; with every department below it. */
  department?: string
  team?: string
  admin?: boolean
  offset?: number
  /** 50 when absent, 200 at most. */
  limit?: number
}

/** What is entered about a person. Absent: as it was; null: nothing. Lists are complete. */
export type MemberChange = {
  name?: string
  login?: string | null
  title?: LocalizedText | null
  email?: string | null
  phone?: string | null
  admin?: boolean
  locale?: Locale
  zone?: string
  teams?: readonly string[]
  departments?: readonly string[]
  /** Those they hold by themselves. */
  roles?: readonly { app: Id; role: Id }[]
}

export type DepartmentEntry = { id: string; name: string; parent: string | null; head: { id: string; name: string } | null; people: number }
export type TeamEntry = { id: string; name: string; people: number; roles: { app: Id; role: Id }[] }

/** The roles of a published app, in its order. */
export type AppRoles = { id: Id; label: LocalizedText; roles: { id: Id; label: LocalizedText }[] }

/** Who holds a role of a published app. */
export type Holders = { everyone: boolean; people: { id: string; name: string }[]; teams: { id: string; name: string }[] }

/**
 * Who belongs to the organisation, and what they may. For administrators only; every change holds from the next request on.
 *
 * @throws storage.admin.required 403
 */
export type Directory = {
  members(principal: Principal, filter?: MemberFilter): Promise<{ members: Member[]; total: number }>
  /** @throws storage.person.unknown 404 */
  member(principal: Principal, id: string): Promise<Member>
  /** Somebody without a password yet. Their login is the e-mail or phone where none is given. */
  add(principal: Principal, person: MemberChange & { name: string }): Promise<Member>
  /**
   * All of a change, or nothing.
   *
   * @throws storage.person.changed 409 when `version` is not the newest, storage.person.last-administrator 409, storage.person.login-taken 409
   */
  correct(principal: Principal, id: string, version: number, change: MemberChange): Promise<Member>
  /** Ends their sessions and open invitations; what they did and own stays. @throws storage.person.last-administrator 409 */
  suspend(principal: Principal, id: string): Promise<Member>
  reinstate(principal: Principal, id: string): Promise<Member>
  departments(principal: Principal): Promise<DepartmentEntry[]>
  teams(principal: Principal): Promise<TeamEntry[]>
  addDepartment(principal: Principal, department: { name: string; parent: string | null; head: string | null }): Promise<{ id: string }>
  /** @throws storage.department.cycle 422, storage.department.name-taken 409 */
  changeDepartment(principal: Principal, id: string, change: { name?: string; parent?: string | null; head?: string | null }): Promise<void>
  /** @throws storage.department.not-empty 409 */
  removeDepartment(principal: Principal, id: string): Promise<void>
  addTeam(principal: Principal, team: { name: string }): Promise<{ id: string }>
  changeTeam(principal: Principal, id: string, change: { name: string }): Promise<void>
  /** With what its members held because of it. */
  removeTeam(principal: Principal, id: string): Promise<void>
  /** Of every published app. */
  roles(principal: Principal): Promise<AppRoles[]>
  /** @throws storage.role.unknown 404 */
  holders(principal: Principal, app: Id, role: Id): Promise<Holders>
  grant(principal: Principal, app: Id, role: Id, holder: RoleHolder): Promise<void>
  revoke(principal: Principal, app: Id, role: Id, holder: RoleHolder): Promise<void>
}
