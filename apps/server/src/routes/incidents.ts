import { defineRoute } from '../http/route.ts'
import { array, integer, localizedText, nullable, object, string, uuid } from '../http/schema.ts'
import { done } from '../http/shapes.ts'
import { whatFailed, whyItFailed } from '../jobs/job-words.ts'

const tag = 'incidents'

export const listIncidents = defineRoute({
  method: 'GET',
  url: '/api/v1/incidents',
  policy: 'admin:system',
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
          instance: nullable(uuid()),
          node: nullable(string()),
          code: nullable(string()),
        }),
      ),
      open: integer(),
    }),
  },
  handle: async ({ query, who, services }) => {
    const { incidents, open } = await services.storage.incidents.list(who.principal, { limit: query.limit ?? 200 })
    const shown = incidents.map((incident) => {
      const { id, at, kind, error, attempts, app, entity, record, title, instance, node, code } = incident
      const words = { what: whatFailed(incident, services.platform), why: whyItFailed(incident) }
      return { id, at, kind, ...words, error, attempts, app, entity, record, title, instance, node, code }
    })
    return { incidents: shown, open }
  },
})

export const retryIncidents = defineRoute({
  method: 'POST',
  url: '/api/v1/incidents/retry',
  policy: 'admin:system',
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
  policy: 'admin:system',
  summary: 'Leaves a failed job undone, or passes the step of a process, for a reason that is kept',
  tag,
  params: object({ id: uuid() }),
  body: object({ reason: string({ minLength: 1, maxLength: 500, pattern: '\\S' }) }),
  response: { 200: done },
  handle: async ({ params, body, who, request, services }) => {
    const { storage } = services
    const reason = body.reason.trim()
    const step = (await storage.incidents.list(who.principal, { limit: 500 })).incidents.find(({ id }) => id === params.id)
    if (step?.kind === 'flow.step') {
      const { instance, element } = step.payload as { instance: string; element: string }
      const actor = who.principal.id
      const command = { type: 'skip-element', requestId: `skip:${params.id}`, element, actor, reason } as const
      // The token goes on; with it the incident is over.
      await services.flows.advance({ instance, command, principal: who.principal })
      const entry = {
        action: 'incident.skip',
        object: params.id,
        result: 'ok',
        ip: request.ip,
        details: { kind: step.kind, reason },
      } as const
      await storage.audit.append(who.principal, entry)
      return { ok: true }
    }
    await storage.transaction(async (trx) => {
      const { kind } = await storage.incidents.dismiss(who.principal, params.id, reason, trx)
      const entry = { action: 'incident.dismiss', object: params.id, result: 'ok', ip: request.ip, details: { kind, reason } } as const
      await storage.audit.append(who.principal, entry, trx)
    })
    return { ok: true }
  },
})
