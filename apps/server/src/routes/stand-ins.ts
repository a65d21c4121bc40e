import { AppError, itemOf } from '@tangram/data-model'
import { fail } from '../errors.ts'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { problemFrom } from '../http/problem.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, id, integer, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { done, holderSchema, problemSchema } from '../http/shapes.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'people'
const instant = string({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}([.]\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$' })

const standInSchema = object({
  id: uuid(),
  person: holderSchema,
  to: holderSchema,
  from: string(),
  until: string(),
  mode: oneOf('replace', 'both'),
  app: nullable(id()),
  process: nullable(id()),
  isActive: bool(),
})

export const listStandIns = defineRoute({
  method: 'GET',
  url: '/api/v1/stand-ins',
  policy: 'session',
  summary: "The reader's stand-ins and those for whom the reader stands in (代理); all of them for administrators who ask",
  tag,
  query: object({}, { all: bool() }),
  response: { 200: array(standInSchema) },
  handle: ({ query, who, services }) => services.storage.standIns.list(who.principal, query),
})

export const addStandIn = defineRoute({
  method: 'POST',
  url: '/api/v1/stand-ins',
  policy: 'session',
  summary: 'Gives to-dos to somebody else for a while; those of another person only by an administrator',
  tag,
  body: object(
    { to: uuid(), from: instant, until: instant, mode: oneOf('replace', 'both') },
    { requestId: string({ minLength: 1, maxLength: 200 }), app: nullable(id()), process: nullable(id()), person: uuid() },
  ),
  response: { 201: standInSchema },
  handle: async ({ body, who, request, reply, services }) => {
    const { requestId: _, from, until, ...rest } = body
    if (rest.process && !rest.app) throw invalid('/app', { en: 'a process belongs to an app', 'zh-CN': '指定流程时须同时指定应用' })
    if (rest.app) {
      // One that the reader does not see is as if it were not there.
      const { document } = await services.storage.apps.get(who.principal, rest.app)
      if (rest.process && !itemOf(document.processes, rest.process)) throw fail('server.process.unknown', { process: rest.process })
    }
    const made = await services.storage.standIns.create(who.principal, {
      ...rest,
      from: instantIn('/from', from),
      until: instantIn('/until', until),
    })
    await noteDone({ services, who, request }, 'stand-in.add', `${made.person.id} ${made.to.id}`)
    return reply.code(201).send(made)
  },
})

export const removeStandIn = defineRoute({
  method: 'DELETE',
  url: '/api/v1/stand-ins/:id',
  policy: 'session',
  summary: 'Ends a stand-in',
  tag,
  params: object({ id: uuid() }),
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await services.storage.standIns.remove(who.principal, params.id)
    await noteDone({ services, who, request }, 'stand-in.remove', params.id)
    return { ok: true }
  },
})

export const handOver = defineRoute({
  method: 'POST',
  url: '/api/v1/people/:id/hand-over',
  policy: 'admin:security',
  summary: 'Gives every open to-do of somebody who leaves to another person (离职交接)',
  tag,
  params: object({ id: uuid() }),
  body: object({ to: uuid() }, { requestId: string({ minLength: 1, maxLength: 200 }) }),
  response: {
    200: object({ tasks: integer(), refused: array(object({ instance: uuid(), problem: problemSchema as never })) }),
  },
  handle: async ({ params, body, who, locale, request, services }) => {
    const { flows, storage } = services
    const actor = who.principal.id
    if (body.to === params.id) throw fail('server.hand-over.same-person', {}, { path: '/to' })
    const [receiver] = await storage.people.find(asSystem('hand-over'), { ids: [body.to], limit: 1 })
    if (!receiver?.active) throw fail('server.hand-over.inactive', {}, { path: '/to' })
    const refused = []
    let tasks = 0
    for (const held of await storage.flows.heldBy(who.principal, params.id)) {
      // The revision makes handing over twice harmless: what has been handed over is not held any more.
      const requestId = `hand-over:${actor}:${params.id}:${body.to}:${body.requestId ?? services.now()}`
      const command = { type: 'hand-over', requestId, actor, from: params.id, to: body.to } as const
      try {
        await flows.advance({ instance: held.instance, command, principal: who.principal })
        tasks += held.tasks
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error
        refused.push({ instance: held.instance, problem: problemFrom(error, locale, { id: request.id }) })
      }
    }
    await noteDone({ services, who, request }, 'person.hand-over', `${params.id} ${body.to}`)
    return { tasks, refused }
  },
})

/** Any time zone is understood; what is kept is UTC. */
function instantIn(at: string, text: string): string {
  const instant = new Date(text)
  if (!Number.isNaN(instant.getTime())) return instant.toISOString()
  throw invalid(at, { en: 'there is no such day or time', 'zh-CN': '不存在该日期或时间' })
}
