import type { Principal } from '@tangram/access'
import type { Id, Instant, JsonObject } from '@tangram/data-model'
import type { Transaction } from '../transaction.ts'

/** A dashboard that is sent regularly. */
export type RegularDelivery = NewDelivery & {
  id: string
  owner: { id: string; name: string }
  /** Counts changes: an occurrence that was queued before one is passed over. */
  revision: number
  isPaused: boolean
  /** Why it is over for good: its owner left, or may not open the dashboard any more. */
  endedReason: 'owner' | 'dashboard' | null
  lastAt: Instant | null
}

export type NewDelivery = {
  app: Id
  dashboard: Id
  /** Five parts of cron, by the clocks of `zone`. */
  schedule: string
  zone: string
  /** Each gets it counted with their own rights. */
  people: string[]
  /** Mail addresses outside of the house: counted with the rights of the owner. */
  addresses: string[]
  channel: 'mail' | 'app'
  format: 'pdf' | 'xlsx' | 'png'
  /** Values of the dashboard's filters as they were on screen. */
  values: JsonObject
}

export type Deliveries = {
  /** The principal's own; everybody's for an administrator who asks for `all`. */
  list(principal: Principal, more?: { all?: boolean; app?: Id; dashboard?: Id }): Promise<RegularDelivery[]>
  /** Own ones; any for administrators and the server itself. @throws storage.delivery.unknown 404 */
  get(principal: Principal, id: string): Promise<RegularDelivery>
  create(principal: Principal, delivery: NewDelivery, trx?: Transaction): Promise<RegularDelivery>
  /** @throws storage.delivery.unknown 404 */
  update(
    principal: Principal,
    id: string,
    change: Partial<Omit<NewDelivery, 'app' | 'dashboard'> & Pick<RegularDelivery, 'isPaused'>>,
    trx?: Transaction,
  ): Promise<RegularDelivery>
  /** @throws storage.delivery.unknown 404 */
  remove(principal: Principal, id: string): Promise<void>
  /** Notes that it went out, or that it never will again. */
  note(
    principal: Principal,
    id: string,
    what: { lastAt: Instant } | { endedReason: NonNullable<RegularDelivery['endedReason']> },
  ): Promise<void>
}
