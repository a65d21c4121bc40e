import type { PersonPrincipal, Principal } from '@tangram/access'
import type { Id, Locale, LocalizedText } from '@tangram/data-model'

export type Person = {
  id: string
  login: string | null
  name: string
  title: LocalizedText | null
  email: string | null
  phone: string | null
  admin: boolean
  active: boolean
  locale: Locale
  zone: string
  sample: boolean
  /** Keys of what they can do, for assigning by skill. */
  skills: string[]
  teams: { id: string; key: string; name: string }[]
}

export type NewPerson = {
  id?: string
  login?: string
  name: string
  title?: LocalizedText
  email?: string
  phone?: string
  password?: string
  admin?: boolean
  locale?: Locale
  zone?: string
  /** Offered for sign-in without a password in a trial. */
  sample?: boolean
  /** Ids or keys. */
  teams?: readonly string[]
  skills?: readonly string[]
  departments?: readonly string[]
}

/** A department, the one it belongs to and who leads it. */
export type Department = { id: string; key: string; name: string; parent: string | null; head: string | null }

export type Team = { id: string; key: string; name: string; members: number }

/** Who holds a role: a person, the members of a team, or everyone who can sign in. */
export type RoleHolder = { person: string } | { team: string } | 'everyone'

/** `person`: null where nobody has the login. `isRight`: never for somebody who is suspended. */
export type Proof = { person: string | null; isRight: boolean; hasFactor: boolean }

export type People = {
  create(principal: Principal, person: NewPerson): Promise<Person>
  update(
    principal: Principal,
    id: string,
    change: Partial<Pick<Person, 'name' | 'locale' | 'zone' | 'active' | 'admin' | 'email' | 'phone' | 'skills'>>,
  ): Promise<Person>
  /**
   * A new password: one's own, or that of anybody for administrators, after whom its person may have to choose another. Sessions of the
   * person end, but for the one that is kept.
   *
   * @throws storage.person.weak-password 422 with every rule that is not met
   */
  setPassword(principal: Principal, id: string, password: string, more?: { keepSession?: string }): Promise<void>
  /** Has somebody choose a new password before anything else. Administrators only. */
  askNewPassword(principal: Principal, id: string): Promise<void>
  /** Whether this is somebody's password now. */
  isPassword(id: string, password: string): Promise<boolean>
  get(principal: Principal, id: string): Promise<Person>
  find(principal: Principal, query?: { search?: string; ids?: readonly string[]; sample?: boolean; limit?: number }): Promise<Person[]>
  /** Whose login this is and whether the password is theirs; takes as long for an unknown login as for a wrong password. */
  verify(login: string, password: string): Promise<Proof>
  /** The principal of an active person, with teams, departments and roles. @throws storage.person.unknown 404 */
  principalOf(id: string): Promise<PersonPrincipal>
  /** True until the first administrator exists. */
  needsSetup(): Promise<boolean>
  createTeam(principal: Principal, team: { id?: string; key: string; name: string }): Promise<Team>
  teams(principal: Principal): Promise<Team[]>
  /** All departments by name; they make a tree by `parent`. */
  departments(principal: Principal): Promise<Department[]>
  createDepartment(
    principal: Principal,
    department: { id?: string; key: string; name: string; parent?: string; head?: string },
  ): Promise<{ id: string }>
  /** Who leads a department (id or key); null: nobody. @throws storage.department.unknown 404, storage.person.unknown 404 */
  setHead(principal: Principal, department: string, person: string | null): Promise<void>
  addMember(principal: Principal, team: string, person: string): Promise<void>
  removeMember(principal: Principal, team: string, person: string): Promise<void>
  grant(principal: Principal, app: Id, role: Id, holder: RoleHolder): Promise<void>
  revoke(principal: Principal, app: Id, role: Id, holder: RoleHolder): Promise<void>
  /** Active members of a team (id or key); for assigning tasks. */
  membersOfTeam(principal: Principal, team: string): Promise<string[]>
  /** Active people who hold a role, directly or through a team. */
  membersOfRole(principal: Principal, app: Id, role: Id): Promise<string[]>
}
