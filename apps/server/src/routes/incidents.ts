import { defineRoute } from '../http/route.ts'
import { array, integer, localizedText, nullable, object, string, uuid } from '../http/schema.ts'
import { done } from '../http/shapes.ts'
import { whatFailed, whyItFailed } from '../jobs/job-words.ts'

const tag = 'incidents'

export const listIncidents = defineRoute({
  method: 'GET',
  url: '/api/v1/incidents',
  policy: 'admin',
  summary: 'Jobs that failed for good and wait for an administrator, newest first',
  tag,
  query: object({}, { limit: integer({ minimum: 1, maximum: 500 }) }),
  response: {
    200: object({
      incidents: array(
        object({
          id: uuid(),
          at: string(),
          kind: string(),
          what: localizedText(),
          why: localizedText(),
          error: string(),
          attempts: integer(),
          app: nullable(string()),
          entity: nullable(string()),
          record: nullable(uuid()),
          title: nullable(string()),
        }),
      ),
      open: integer(),
    }),
  },
  handle: async ({ query, who, services }) => {
    const { incidents, open } = await services.storage.incidents.list(who.principal, { limit: query.limit ?? 200 })
    const shown = incidents.map((incident) => {
      const { id, at, kind, error, attempts, app, entity, record, title } = incident
      const words = { what: whatFailed(incident, services.platform), why: whyItFailed(incident) }
      return { id, at, kind, ...words, error, attempts, app, entity, record, title }
    })
    return { incidents: shown, open }
  },
})

export const retryIncidents = defineRoute({
  method: 'POST',
  url: '/api/v1/incidents/retry',
  policy: 'admin',
  summary: 'Queues failed jobs again; all of them without ids',
  tag,
  body: object({}, { ids: array(uuid(), { minItems: 1, maxItems: 500 }) }),
  response: { 200: object({ retried: integer() }) },
  handle: async ({ body, who, request, services }) => {
    const { storage } = services
    const retried = await storage.incidents.retry(who.principal, body.ids ?? 'all')
    const object = body.ids ? body.ids.join(' ') : 'all'
    await storage.audit.append(who.principal, {
      action: 'incident.retry',
      object: object.slice(0, 2_000),
      result: 'ok',
      ip: request.ip,
      details: { retried },
    })
    return { retried }
  },
})

export const dismissIncident = defineRoute({
  method: 'POST',
  url: '/api/v1/incidents/:id/dismiss',
  policy: 'admin',
  summary: 'Leaves a failed job undone, for a reason that is kept',
  tag,
  params: object({ id: uuid() }),
  body: object({ reason: string({ minLength: 1, maxLength: 500, pattern: '\\S' }) }),
  response: { 200: done },
  handle: async ({ params, body, who, request, services }) => {
    const { storage } = services
    await storage.transaction(async (trx) => {
      const { kind } = await storage.incidents.dismiss(who.principal, params.id, body.reason.trim(), trx)
      const details = { kind, reason: body.reason.trim() }
      const entry = { action: 'incident.dismiss', object: params.id, result: 'ok', ip: request.ip, details } as const
      await storage.audit.append(who.principal, entry, trx)
    })
    return { ok: true }
  },
})
