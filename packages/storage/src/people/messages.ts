import type { Principal } from '@tangram/access'
import type { Id, Instant, LocalizedText } from '@tangram/data-model'
import type { Transaction } from '../transaction.ts'

export type NewMessage = {
  /** `app`: what people are told in the app; here only when it reached nobody. */
  channel: 'sms' | 'mail' | 'app'
  /** Empty when there was nobody to send it to. */
  to: string
  subject?: string
  text: string
  /** A repeated key is passed over. */
  key: string
  app?: Id
  entity?: Id
  /** The record whose timeline tells of it. */
  record?: string
  /** What is sent along. */
  file?: string
}
export type MessageStatus = 'waiting' | 'sent' | 'failed'
export type OutgoingMessage = Omit<NewMessage, 'key'> & { id: string; at: Instant; status: MessageStatus; error: string | null }

/** What was sent about a record, for those who may see the record: no address in full, no link. */
export type RecordMessage = Pick<OutgoingMessage, 'id' | 'at' | 'channel' | 'to' | 'text' | 'status'>

export type NewNotification = { person: string; text: LocalizedText; app?: Id; entity?: Id; record?: string; task?: string; key: string }
export type Notification = Omit<NewNotification, 'key' | 'person'> & { id: string; at: Instant; readAt: Instant | null }

/** What leaves by sms and mail, and what people see in the app. */
export type Messages = {
  /** True when it is new. */
  add(principal: Principal, message: NewMessage, trx?: Transaction): Promise<{ id: string; isNew: boolean }>
  settle(principal: Principal, id: string, status: MessageStatus, error?: string): Promise<void>
  /** Administrators only. */
  list(principal: Principal, more?: { limit?: number; record?: string }): Promise<OutgoingMessage[]>
  /** Oldest first, the last 200. @throws storage.record.unknown 404 */
  ofRecord(principal: Principal, app: Id, entity: Id, record: string): Promise<RecordMessage[]>
  notify(principal: Principal, notification: NewNotification, trx?: Transaction): Promise<void>
  /** The principal's own. */
  notifications(principal: Principal, more?: { unread?: boolean; limit?: number }): Promise<Notification[]>
  markRead(principal: Principal, ids: readonly string[] | 'all'): Promise<void>
}
