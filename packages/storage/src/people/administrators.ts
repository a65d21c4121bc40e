import type { AdministratorDuty, Principal } from '@tangram/access'

export type Administrator = {
  /** uuid of tangram.person */
  id: string
  name: string
  active: boolean
  /** null: while nobody is separated, and for whoever became an administrator since and was given none yet. */
  duty: AdministratorDuty | null
}

/** Who is an administrator, and whether each holds one duty only. Whatever changes holds from everybody's next request on. */
export type Administrators = {
  /** By name. @throws storage.admin.required 403 */
  list(principal: Principal): Promise<{ separated: boolean; administrators: Administrator[] }>
  /**
   * From now on each administrator holds the duty given here and no other.
   *
   * @throws storage.admin.required 403, storage.administrators.separated 409, storage.administrators.each 422 unless every administrator is named
   * once, storage.administrators.uncovered 422 unless somebody active holds each duty
   */
  separate(principal: Principal, duties: ReadonlyMap<string, AdministratorDuty>): Promise<void>
  /**
   * Gives an administrator another duty.
   *
   * @throws storage.admin.required 403, storage.person.unknown 404, storage.administrators.together 409, storage.administrators.own 422,
   * storage.person.last-administrator 409
   */
  assign(principal: Principal, person: string, duty: AdministratorDuty): Promise<void>
  /** Each administrator holds every duty again. @throws storage.admin.required 403 */
  join(principal: Principal): Promise<void>
}
