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
  /** What became of the last one, for each recipient. */
  results: DeliveryResult[]
}

/** What became of a delivery for one recipient. A failure is tried again by itself for some hours. */
export type DeliveryResult = {
  /** uuid of a person, or an address. */
  recipient: string
  outcome: 'sent' | 'skipped' | 'failed'
  /** Why it was passed over (`left`, `rights`, `no-address`, `condition`), the code of the failure, or what the mail server said. */
  reason: string | null
  at: Instant
}

/** What has to hold for a delivery to go out, in the figures of whoever gets it. */
export type DeliveryCondition =
  /** Some report of the dashboard counts or lists something. */
  | { is: 'something' }
  /** The first figure of a report is above a number. */
  | { is: 'above'; report: Id; than: number }

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
  /** A calendar of the app: days that it has closed are passed over. */
  calendar: Id | null
  /** Null: it always goes out. */
  onlyWhen: DeliveryCondition | null
}

export type Deliveries = {
  /** The principal's own; everybody's for an administrator who asks for `all`, and those of one app for who designs it. */
  list(principal: Principal, more?: { all?: boolean; app?: Id; dashboard?: Id }): Promise<RegularDelivery[]>
  /** Own ones; any for administrators and the server itself, and those of an app for who designs it. @throws storage.delivery.unknown 404 */
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
  /** From now on it is the principal's, who sends with their own rights; one that was over goes on. @throws storage.delivery.unknown 404 */
  takeOver(principal: Principal, id: string, trx?: Transaction): Promise<RegularDelivery>
  /** Notes what became of an occurrence for a recipient; a later note replaces it, but nothing that was sent becomes unsent. */
  noteResult(
    principal: Principal,
    id: string,
    at: Instant,
    result: Omit<DeliveryResult, 'at'> & { messageKey?: string | undefined },
  ): Promise<void>
  /** Notes that it went out, or that it never will again. */
  note(
    principal: Principal,
    id: string,
    what: { lastAt: Instant } | { endedReason: NonNullable<RegularDelivery['endedReason']> },
  ): Promise<void>
}
