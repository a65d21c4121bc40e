import type { Id, JsonObject, JsonValue, LocalizedText, RecordValues } from '@tangram/data-model'
import type { ActionRecord } from './action-type.ts'

/**
 * What actions can reach, one capability for each kind of effect. The edge implements them for one app and acts as the system.
 * Every call carries a `key`: the same key again must have no second effect.
 */
export type Capabilities = {
  records: {
    update(target: { entity: Id; id: string }, values: RecordValues, more: { key: string }): Promise<void>
    /** Answers with the id of the new record, on a repeated key with that of the first. */
    create(entity: Id, values: RecordValues, more: { key: string }): Promise<string>
  }
  messages: {
    /** `to` is a phone number or a mail address; the text is sent in the language of the organisation. */
    send(message: { channel: Channel; to: string; subject?: LocalizedText; text: LocalizedText }, more: { key: string }): Promise<void>
  }
  links: {
    /** A link that lets somebody without an account fill in this form for this record, once. On a repeated key the first one. */
    issue(link: { purpose: 'survey'; form: Id; record: { entity: Id; id: string } }, more: { key: string }): Promise<{ url: string }>
  }
  notifications: {
    /** In the app; by mail too if `mail` is true and the person has an address. */
    notify(
      notice: { people: string[]; title: LocalizedText; text?: LocalizedText; record: { entity: Id; id: string }; mail: boolean },
      more: { key: string },
    ): Promise<void>
  }
  http: {
    /**
     * Asks another system over the internet, never one of the house's own network unless the installation allows it. Redirects are not
     * followed. `key` is sent as the header `Idempotency-Key`.
     *
     * @throws TemporaryFailure `http.unreachable`, `http.timeout`, `http.forbidden` (an address of the own network), `http.too-large`
     */
    request(
      request: { method: HttpMethod; url: string; headers?: { [name: string]: string }; body?: JsonValue; timeoutMs: number },
      more: { key: string },
    ): Promise<{ status: number; body: JsonValue }>
  }
  people: {
    /** uuids of the active people an assignees setting means, seen from this record. */
    find(who: JsonObject, record: ActionRecord): Promise<string[]>
  }
}

export type Channel = 'sms' | 'mail'
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
