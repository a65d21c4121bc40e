import type { PersonPrincipal } from '@tangram/access'
import { sessionToken } from '../http/cookies.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, integer, localizedText, nullable, object, string, uuid } from '../http/schema.ts'
import { sessionAt } from '../http/session-at.ts'
import { done } from '../http/shapes.ts'
import { openEventStream } from '../live/event-stream.ts'

const tag = 'messages'

export const live = defineRoute({
  method: 'GET',
  url: '/api/v1/live',
  policy: 'session',
  summary: 'What changes, as server-sent events: task, record, app, notification, refetch',
  tag,
  response: { 200: anything() },
  handle: ({ who, request, reply, services }) => {
    const token = sessionToken(request, services.config) ?? ''
    // Who they are may change under the page: the stream ends then, and the page comes back as who they are now.
    const person = listenerOf(who.principal)
    const principal = async () => {
      // What the page hears is no use of the session: it ends when nobody uses it, open page or not.
      const session = await sessionAt(services, token, { isUse: false })
      return session && session.duty === null && listenerOf(session.principal) === person ? session.principal : null
    }
    openEventStream(services.live, { person, principal }, request, reply)
  },
})

/** Whoever sees as somebody hears none of what is for that person alone, and is counted apart from them. */
const listenerOf = ({ id, seenBy }: PersonPrincipal): string => (seenBy === undefined ? id : `${seenBy} as ${id}`)

export const listNotifications = defineRoute({
  method: 'GET',
  url: '/api/v1/notifications',
  policy: 'session',
  summary: "The reader's notifications, newest first",
  tag,
  query: object({}, { limit: integer({ minimum: 1, maximum: 200 }) }),
  response: {
    200: array(
      object(
        { id: uuid(), at: string(), text: localizedText(), read: bool() },
        { app: nullable(string()), entity: nullable(string()), record: nullable(string()), task: nullable(string()) },
      ),
    ),
  },
  handle: async ({ query, who, services }) => {
    const found = await services.storage.messages.notifications(who.principal, { limit: query.limit ?? 50 })
    return found.map(({ readAt, ...rest }) => ({ ...rest, read: readAt !== null }))
  },
})

export const readNotifications = defineRoute({
  method: 'POST',
  url: '/api/v1/notifications/read',
  policy: 'session',
  summary: 'Marks notifications as read; all of them without ids',
  tag,
  body: object({}, { ids: array(uuid(), { maxItems: 500 }) }),
  response: { 200: done },
  handle: async ({ body, who, services }) => {
    await services.storage.messages.markRead(who.principal, body.ids ?? 'all')
    return { ok: true }
  },
})

export const listMessages = defineRoute({
  method: 'GET',
  url: '/api/v1/messages',
  policy: 'admin:system',
  summary: 'Outgoing text messages and mail, newest first',
  tag,
  query: object({}, { limit: integer({ minimum: 1, maximum: 500 }) }),
  response: {
    200: array(
      object(
        { id: uuid(), at: string(), channel: string(), to: string(), text: string(), status: string() },
        {
          subject: nullable(string()),
          error: nullable(string()),
          app: nullable(string()),
          entity: nullable(string()),
          record: nullable(string()),
        },
      ),
    ),
  },
  handle: ({ query, who, services }) => services.storage.messages.list(who.principal, { limit: query.limit ?? 100 }),
})
