import type { Principal } from '@tangram/access'
import type { Id, Instant } from '@tangram/data-model'
import type { Holder } from './flows.ts'

/** A rule that tasks of one person go to another for a while (代理). */
export type StandIn = {
  id: string
  person: Holder
  to: Holder
  from: Instant
  until: Instant
  /** `replace`: the other one gets the task instead; `both`: both, the first to act has it. */
  mode: 'replace' | 'both'
  /** Only tasks of this app, or of one of its processes; null: all. */
  app: Id | null
  process: Id | null
  /** Whether it holds at this moment. */
  isActive: boolean
}

export type NewStandIn = {
  /** Whose tasks; absent: the principal's. Somebody else's only for administrators. */
  person?: string
  to: string
  from: Instant
  until: Instant
  mode: 'replace' | 'both'
  app?: Id | null
  process?: Id | null
}

export type StandIns = {
  /** The principal's own and those that name them, latest first; all of them, over ones too, for an administrator who asks for `all`. */
  list(principal: Principal, more?: { all?: boolean }): Promise<StandIn[]>
  /** @throws storage.stand-in.period 422, storage.stand-in.self 422, storage.person.unknown 404, storage.admin.required 403 */
  create(principal: Principal, standIn: NewStandIn): Promise<StandIn>
  /** Ends it; the person whose tasks they are, or an administrator. @throws storage.stand-in.unknown 404 */
  remove(principal: Principal, id: string): Promise<void>
}
