import type { SystemPrincipal } from '@tangram/access'
import type { ActionRecord, Capabilities } from '@tangram/actions'
import { type Id, invariant, type JsonObject, type LocalizedText, textIn } from '@tangram/data-model'
import { findPeople } from '@tangram/flow-engine'
import type { Fence, PublishedApp, Storage } from '@tangram/storage'
import type { ServerConfig } from '../config.ts'
import { asSystem } from '../system-principal.ts'
import type { HttpCall } from './call-http.ts'

type Services = {
  storage: Storage
  config: Pick<ServerConfig, 'organisation'>
  baseUrl: () => string
  callHttp: HttpCall
  now: () => string
}

/** What actions on one record of an app can reach. Everything is written as the system, with what led to it as the cause. */
export function capabilitiesFor(
  services: Services,
  app: PublishedApp,
  about: { entity: Id; id: string },
  cause: string,
  fence: Fence | undefined,
): Capabilities {
  const { storage } = services
  const system = asSystem(cause, services.config.organisation.zone)
  const inOurLanguage = (text: LocalizedText) => textIn(text, services.config.organisation.locale)
  return {
    records: {
      async update({ entity, id }, values, { key }) {
        const records = storage.records(system)
        const { values: current } = await records.get(app.id, entity, id)
        // Values that are in place already make no version and set nothing going.
        const missing = Object.entries(values).filter(([field, value]) => JSON.stringify(current[field] ?? null) !== JSON.stringify(value))
        if (missing.length === 0) return
        await records.update(app.id, entity, id, Object.fromEntries(missing), { idempotencyKey: key, cause, ...(fence ? { fence } : {}) })
      },
      async create(entity, values, { key }) {
        return (await storage.records(system).create(app.id, entity, values, { idempotencyKey: key, cause, ...(fence ? { fence } : {}) }))
          .id
      },
    },
    messages: {
      async send({ channel, to, subject, text }, { key }) {
        const message = { channel, to, text: inOurLanguage(text), ...(subject ? { subject: inOurLanguage(subject) } : {}) }
        await sendMessage(storage, system, { ...message, key, app: app.id, entity: about.entity, record: about.id })
      },
    },
    links: {
      async issue({ purpose, form, record }, { key }) {
        const { token } = await storage.links.issue(system, { app: app.id, purpose, form, entity: record.entity, record: record.id, key })
        return { url: `${services.baseUrl()}/l/${token}` }
      },
    },
    notifications: {
      async notify({ people, title, text, record, mail }, { key }) {
        const place = { app: app.id, entity: record.entity, record: record.id }
        const said = text ? joined(title, text) : title
        for (const person of people) {
          await storage.messages.notify(system, { person, text: said, ...place, key: `${key}:${person}` })
        }
        if (!mail) return
        const found = await storage.people.find(system, { ids: people, limit: people.length })
        for (const { id, email, locale } of found) {
          if (!email) continue
          const message = { channel: 'mail' as const, to: email, subject: textIn(title, locale), text: textIn(text ?? title, locale) }
          // Without the record: its timeline is for what went to the customer.
          await sendMessage(storage, system, { ...message, app: app.id, key: `${key}:${id}:mail` })
        }
      },
    },
    http: { request: services.callHttp },
    people: { find: (who, record) => peopleMeant(services, system, app, who, record) },
  }
}

type Message = {
  channel: 'sms' | 'mail'
  to: string
  subject?: string
  text: string
  key: string
  app: Id
  entity?: Id
  record?: string
  file?: string
  shown?: boolean
}

/** Puts a message into the outbox and queues its sending, together; a repeated key does neither. */
export async function sendMessage(storage: Storage, system: SystemPrincipal, message: Message): Promise<void> {
  await storage.transaction(async (trx) => {
    const { id, isNew } = await storage.messages.add(system, message, trx)
    if (!isNew) return
    const { channel, to, subject, text, file, shown } = message
    const payload: JsonObject = {
      message: id,
      channel,
      to,
      text,
      ...(subject ? { subject } : {}),
      ...(file ? { file, shown: shown ?? false } : {}),
    }
    await storage.jobs.enqueue(system, { kind: 'message.send', key: `message:${id}`, payload }, trx)
  })
}

const mostFactRounds = 20

/** The active people an assignees setting means, seen from a record: what processes ask of the organisation, asked for a record alone. */
async function peopleMeant(
  { storage, now, config }: Pick<Services, 'storage' | 'now' | 'config'>,
  system: SystemPrincipal,
  app: PublishedApp,
  who: JsonObject,
  record: ActionRecord,
): Promise<string[]> {
  const about = { app: app.id, entity: record.entity, record: record.id }
  const entity = app.resolved.entity(record.entity)
  const seen = {
    // Those named in person are meant whatever the record holds, or if it is gone.
    values: who.kind === 'people' ? {} : await record.values(),
    typeOf: ([field = '', ...rest]: string[]) => (rest.length === 0 ? entity?.attributes[field]?.valueType : undefined),
  }
  const { zone, locale } = config.organisation
  let facts = {}
  for (let round = 0; round < mostFactRounds; round++) {
    const { people, need } = findPeople(who, seen, { now: now(), zone, locale, facts })
    if (people) return people
    facts = { ...facts, ...(await storage.flows.readFacts(system, about, need)) }
  }
  invariant(false, `people meant by ${JSON.stringify(who)} were asked for ${mostFactRounds} times`)
}

function joined(title: LocalizedText, text: LocalizedText): LocalizedText {
  const out: LocalizedText = {}
  for (const locale of ['zh-CN', 'en'] as const) {
    const parts = [title[locale], text[locale]].filter(Boolean)
    if (parts.length > 0) out[locale] = parts.join(locale === 'en' ? ': ' : '：')
  }
  return out
}
