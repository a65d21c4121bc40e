import { createHash, randomUUID } from 'node:crypto'
import { holdsFor, rightsOn } from '@tangram/access'
import { inOrder, itemOf, type JsonObject } from '@tangram/data-model'
import { startsOf } from '@tangram/flow-engine'
import { fail } from '../errors.ts'
import { roundOf } from '../hook-round.ts'
import { networkOf } from '../http/network-of.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, id, integer, localizedText, map, nullable, object, string, uuid } from '../http/schema.ts'
import { done } from '../http/shapes.ts'
import { publish, startWithRecord, takesMessage, wholeRecord } from '../jobs/start-process.ts'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'processes'
const requestId = string({ minLength: 1, maxLength: 200 })
const ofProcess = object({ app: id(), process: id() })
const minute = 60_000

/** How long a message waits for an instance that is to take it, when it is not said. */
const usualKeepMinutes = 60

export const startProcess = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/processes/:process/start',
  policy: 'session',
  summary: 'Starts a process by hand on a record that the reader may change',
  tag,
  params: ofProcess,
  body: object({ requestId, record: uuid() }),
  response: { 200: object({ ok: bool(), instance: uuid() }) },
  handle: async ({ params, body, who, services }) => {
    const { storage, flows } = services
    const { principal } = who
    const app = await storage.apps.get(principal, params.app)
    const process = flows.processOf(app, params.process)
    if (!process) throw fail('server.process.unknown', { process: params.process })
    const { entity: entityId, label } = process.document
    // Not visible: as if it were not there.
    await storage.records(principal).get(app.id, entityId, body.record, { select: [] })
    const entity = app.resolved.entity(entityId)
    const values = await wholeRecord({ storage, zone: principal.zone }, app.id, entityId, body.record)
    const { id: person, teams, departments } = principal
    const user = { id: person, teams, departments, roles: principal.roles[app.id] ?? [] }
    const given = { now: services.now(), zone: principal.zone, locale: principal.locale, user }
    const rights = entity && rightsOn(app.document.access, principal, entity)
    if (!rights || !holdsFor(rights.update, values, given)) throw fail('server.not-allowed')
    const start = startsOf(process).find(({ config }) => config.trigger === 'manual')
    if (!start) throw fail('server.process.not-by-hand', { process: label })
    const instance = await flows.begin(
      {
        app: app.id,
        process: params.process,
        entity: entityId,
        record: body.record,
        initiator: person,
        values,
        requestId: `manual:${app.id}:${params.process}:${body.record}:${person}:${body.requestId}`,
        start: start.id,
      },
      app,
    )
    return { ok: true, instance }
  },
})

export const sendProcessMessage = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/messages/:name',
  policy: 'designer',
  summary: 'Brings a message to the process instance that waits for it, or starts the processes that begin with it',
  tag,
  params: object({ app: id(), name: string({ pattern: '^[a-z][a-z0-9_]*([.-][a-z0-9_]+)*$', maxLength: 80 }) }),
  body: object(
    { requestId },
    { correlation: nullable(string({ maxLength: 200 })), payload: map(), keepMinutes: integer({ minimum: 0, maximum: 10_080 }) },
  ),
  response: { 200: object({ ok: bool(), delivered: integer(), started: integer(), kept: bool() }) },
  handle: async ({ params, body, who, request, services }) => {
    const app = await services.storage.apps.get(who.principal, params.app)
    // Nobody of today's version takes it: one that runs by an earlier version may, but nothing is kept for nobody.
    const keepMinutes = takesMessage(app, params.name) ? (body.keepMinutes ?? usualKeepMinutes) : 0
    const { delivered, started, isBuffered, isRepeated } = await publish(startServices(services), app, {
      app: app.id,
      id: `api:${who.principal.id}:${params.name}:${body.requestId}`,
      kind: 'message',
      name: params.name,
      correlation: body.correlation ?? null,
      payload: body.payload ?? {},
      ttlMs: keepMinutes * minute,
    })
    if (!isRepeated && delivered + started === 0 && !isBuffered) throw fail('server.message.nobody', { name: params.name })
    await noteDone({ services, who, request }, 'message.send', `${app.id} ${params.name}`)
    return { ok: true, delivered, started, kept: isBuffered }
  },
})

const hookSchema = object({ start: id(), label: localizedText(), url: string() })
const hooksSchema = object({ hooks: array(hookSchema) })

export const readHooks = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/processes/:process/hook',
  policy: 'designer',
  summary: 'The addresses that start a process from outside, one for each start by webhook as it is published',
  tag,
  params: ofProcess,
  response: { 200: hooksSchema },
  handle: ({ params, services }) => hooksOf(services, params),
})

export const renewHook = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/processes/:process/hook',
  policy: 'designer',
  summary: 'Gives a start by webhook another address; the one before stops working at once',
  tag,
  params: ofProcess,
  body: object({ start: id() }, { requestId }),
  response: { 200: hooksSchema },
  handle: async ({ params, body, who, request, services }) => {
    const system = asSystem('hook')
    const name = roundOf({ ...params, start: body.start })
    const round = await services.storage.settings.get<number>(system, name)
    const { hooks } = await hooksOf(services, params)
    if (!hooks.some(({ start }) => start === body.start)) throw fail('server.not-found')
    if (round === null) await services.storage.settings.set(system, name, 1)
    else await services.storage.settings.replace(system, name, round, round + 1)
    await noteDone({ services, who, request }, 'hook.renew', `${params.app} ${params.process} ${body.start}`)
    return hooksOf(services, params)
  },
})

export const startByHook = defineRoute({
  method: 'POST',
  url: '/api/v1/public/hooks/:token',
  policy: 'hook',
  summary: 'Starts a process with what another system sends; repeating it with the same Idempotency-Key starts nothing',
  tag: 'public',
  params: object({ token: string({ pattern: '^[a-z][a-z0-9_]*[.][a-z][a-z0-9_]*[.][a-z][a-z0-9_]*[.][0-9]{1,9}[.][A-Za-z0-9_-]{24}$' }) }),
  // Another system's own shape: as many keys as fit its bytes.
  body: map({ maxProperties: 100_000 }),
  bodyLimit: 256 * 1024,
  response: { 200: done },
  handle: async ({ who, body, request, services }) => {
    const { app: appId, process, start } = who.hook
    await services.throttle.admit(
      { key: `hook ${networkOf(request.ip)}`, limit: 300, windowMs: minute },
      { key: `hook of ${appId} ${process} ${start}`, limit: 1_200, windowMs: minute },
    )
    const app = await services.storage.apps.get(asSystem('hook'), appId)
    const ready = services.flows.processOf(app, process)
    const isOffered = ready && startsOf(ready).some(({ id: of, config }) => of === start && config.trigger === 'webhook')
    if (!isOffered) throw fail('server.not-found')
    const key = request.headers['idempotency-key']
    const once = typeof key === 'string' && key !== '' ? createHash('sha256').update(key).digest('hex') : randomUUID()
    const requestId = `hook:${appId}:${process}:${start}:${once}`
    await startWithRecord(startServices(services), app, { process, start, payload: body as JsonObject, requestId, initiator: null })
    return { ok: true }
  },
})

const startServices = (services: Services) => ({ ...services, zone: services.config.organisation.zone })

async function hooksOf(services: Services, { app: appId, process }: { app: string; process: string }) {
  const system = asSystem('hook')
  const { document } = await services.storage.apps.get(system, appId)
  const found = itemOf(document.processes, process)
  if (!found) throw fail('server.process.unknown', { process })
  const starts = inOrder(found.nodes).filter(({ type, config }) => type === 'start' && config.trigger === 'webhook')
  const hooks = starts.map(async ({ id: start, label }) => {
    const round = (await services.storage.settings.get<number>(system, roundOf({ app: appId, process, start }))) ?? 0
    const token = services.storage.flows.hookToken(system, { app: appId, process, start, round })
    return { start, label, url: `${services.baseUrl()}/api/v1/public/hooks/${token}` }
  })
  return { hooks: await Promise.all(hooks) }
}
