import { AppError, itemOf } from '@tangram/data-model'
import { operationsOn } from '@tangram/flow-engine'
import type { Initiated, Storage } from '@tangram/storage'
import { fail } from '../errors.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, id, integer, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { done, holderSchema } from '../http/shapes.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'instances'
const requestId = string({ minLength: 1, maxLength: 200 })
const words = nullable(string({ maxLength: 5_000 }))

export const listInitiated = defineRoute({
  method: 'GET',
  url: '/api/v1/initiated',
  policy: 'session',
  summary: 'What the reader started, where it stands and who holds it, newest first',
  tag,
  query: object(
    {},
    {
      status: oneOf('running', 'ended'),
      search: string({ maxLength: 200 }),
      limit: integer({ minimum: 1, maximum: 200 }),
      after: string({ maxLength: 500 }),
    },
  ),
  response: {
    200: object({
      items: array(
        object({
          app: id(),
          entity: id(),
          record: uuid(),
          recordTitle: string(),
          process: localizedText(),
          instance: uuid(),
          status: string(),
          outcome: nullable(string()),
          label: nullable(localizedText()),
          holders: array(holderSchema),
          since: nullable(string()),
          startedAt: string(),
          endedAt: nullable(string()),
          canRevoke: bool(),
          canUrge: bool(),
        }),
      ),
      next: nullable(string()),
    }),
  },
  handle: async ({ query, who, services }) => {
    const { items, next } = await services.storage.flows.initiated(who.principal, query)
    const shown = items.map(async ({ label, current, isUntouched, openTasks, process, ...item }) => ({
      ...item,
      process: label,
      label: current[0]?.label ?? null,
      holders: current.flatMap((node) => node.holders),
      since: current[0]?.startedAt ?? null,
      canRevoke: item.status === 'running' && (await mayBeRevoked(services.storage, item.app, process, isUntouched)),
      canUrge: item.status === 'running' && openTasks.length > 0,
    }))
    return { items: await Promise.all(shown), next }
  },
})

/** For a button; the engine decides by the version of the instance. */
async function mayBeRevoked(storage: Pick<Storage, 'apps'>, app: string, process: string, isUntouched: Initiated['isUntouched']) {
  const { document } = await storage.apps.get(asSystem('initiated'), app)
  const rule = itemOf(document.processes, process)?.policies?.revoke ?? 'untouched'
  return rule === 'always' || (rule === 'untouched' && isUntouched)
}

export const revokeInstance = defineRoute({
  method: 'POST',
  url: '/api/v1/instances/:id/revoke',
  policy: 'session',
  summary: 'Takes back what the reader started, as far as its process allows it (撤回)',
  tag,
  params: object({ id: uuid() }),
  body: object({ requestId }, { reason: words }),
  response: { 200: done },
  handle: async ({ params, body, who, services }) => {
    const actor = who.principal.id
    const instance = params.id
    await mustBeMine(services.storage, instance, actor)
    const reason = body.reason ? { reason: body.reason } : {}
    const command = { type: 'revoke', requestId: `${instance}:${actor}:revoke:${body.requestId}`, actor, ...reason } as const
    await services.flows.advance({ instance, command, principal: who.principal })
    return { ok: true }
  },
})

export const urgeInstance = defineRoute({
  method: 'POST',
  url: '/api/v1/instances/:id/urge',
  policy: 'session',
  summary: 'Reminds everybody who has what the reader started (催办)',
  tag,
  params: object({ id: uuid() }),
  body: object({ requestId }, { text: words }),
  response: { 200: done },
  handle: async ({ params, body, who, services }) => {
    const actor = who.principal.id
    const instance = params.id
    await mustBeMine(services.storage, instance, actor)
    const { process, state } = await services.flows.inspect(instance)
    const at = services.now()
    const urgeable = Object.keys(state.tasks).filter((task) =>
      operationsOn(process, state, task, actor, at).some(({ operation }) => operation === 'urge'),
    )
    if (urgeable.length === 0) throw fail('server.instance.nobody-to-urge')
    const text = body.text ? { text: body.text } : {}
    const urge = async (task: string): Promise<unknown> => {
      const command = { type: 'urge-task', requestId: `${task}:${actor}:urge:${body.requestId}`, task, actor, ...text } as const
      return services.flows.advance({ instance, command, principal: who.principal }).then(
        () => undefined,
        (error: unknown) => {
          // One of several may have been urged a moment ago, or be done by now; the others are told all the same.
          if (error instanceof AppError && error.status < 500) return error
          throw error
        },
      )
    }
    const refused = []
    for (const task of urgeable) refused.push(await urge(task))
    if (refused.every((error) => error !== undefined)) throw refused[0]
    return { ok: true }
  },
})

/** Somebody else's instance is answered like one that never was. */
async function mustBeMine(storage: Storage, instance: string, person: string): Promise<void> {
  const found = await storage.flows.load(asSystem('flow'), instance).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'storage.flow.unknown') return null
    throw error
  })
  if (found?.initiator !== person) throw fail('server.not-found')
}
