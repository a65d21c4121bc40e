import { defineRoute } from '../http/route.ts'
import { anything, bool, object } from '../http/schema.ts'

const tag = 'system'

export const health = defineRoute({
  method: 'GET',
  url: '/health',
  policy: 'public',
  summary: 'The process is alive',
  tag,
  response: { 200: object({ ok: bool() }) },
  handle: () => ({ ok: true }),
})

let lastPing: { at: number; ok: Promise<boolean> } | undefined
const pingForMs = 1_000

export const ready = defineRoute({
  method: 'GET',
  url: '/ready',
  policy: 'public',
  summary: 'The process can answer: the database does, and it is not stopping',
  tag,
  response: { 200: object({ ready: bool() }), 503: object({ ready: bool() }) },
  handle: async ({ reply, services }) => {
    if (!lastPing || lastPing.at < performance.now() - pingForMs) {
      lastPing = { at: performance.now(), ok: services.storage.ping().catch(() => false) }
    }
    const isReady = !services.isStopping() && (await lastPing.ok)
    return reply.code(isReady ? 200 : 503).send({ ready: isReady })
  },
})

export const openApi = defineRoute({
  method: 'GET',
  url: '/api/v1/openapi.json',
  policy: 'public',
  summary: 'This API, as OpenAPI 3.1',
  tag,
  response: { 200: anything() },
  handle: ({ request }) => request.server.swagger(),
})
