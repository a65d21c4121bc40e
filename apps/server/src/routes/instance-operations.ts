import type { JsonValue } from '@tangram/data-model'
import type { FlowCommand } from '@tangram/flow-engine'
import { administered } from '../http/may-administer.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { anything, array, id, map, nullable, object, type Schema, string, uuid } from '../http/schema.ts'
import { done } from '../http/shapes.ts'

type WithoutFrame<C> = C extends unknown ? Omit<C, 'requestId' | 'actor'> : never
type Properties = { [name: string]: Schema<unknown> }
type Given<R, O> = { [K in keyof R]: R[K] extends Schema<infer T> ? T : never } & {
  [K in keyof O]?: O[K] extends Schema<infer T> ? T : never
}

const requestId = string({ minLength: 1, maxLength: 200 })
/** Kept in the history of the instance and in the audit. */
const reason = string({ minLength: 1, maxLength: 500, pattern: '\\S' })
const perhaps = nullable(string({ maxLength: 500 }))
const element = string({ minLength: 1, maxLength: 200 })

/** Something that those do with an instance who run its process: administrators, and whoever designs the app. */
function operation<R extends Properties, O extends Properties>(of: {
  name: string
  summary: string
  required?: R
  optional?: O
  command(body: Given<R, O>): WithoutFrame<Extract<FlowCommand, { actor: string | null }>>
}): Route {
  return defineRoute({
    method: 'POST',
    url: `/api/v1/instances/:id/${of.name}`,
    policy: 'session',
    summary: of.summary,
    tag: 'instances',
    params: object({ id: uuid() }),
    body: object({ requestId, ...of.required }, { ...of.optional }),
    response: { 200: done },
    handle: async ({ params, body, who, request, services }) => {
      const instance = params.id
      await administered(services, who.principal, instance)
      const given = body as unknown as Given<R, O> & { requestId: string }
      const actor = who.principal.id
      const command = { ...of.command(given), actor, requestId: `${instance}:${actor}:${of.name}:${given.requestId}` } as FlowCommand
      await services.flows.advance({ instance, command, principal: who.principal })
      await noteDone({ services, who, request }, `instance.${of.name}`, instance)
      return { ok: true }
    },
  })
}

const why = (said: string | null | undefined): { reason?: string } => (said ? { reason: said } : {})

export const jumpInstance = operation({
  name: 'jump',
  summary: 'Ends the visits named and begins one of another step',
  required: { elements: array(element, { maxItems: 200 }), to: id(), reason },
  command: ({ elements, to, reason: said }) => ({ type: 'jump', elements, to, reason: said }),
})

export const retryElement = operation({
  name: 'retry',
  summary: 'Tries the step of an incident again',
  required: { element },
  command: ({ element: of }) => ({ type: 'retry-element', element: of }),
})

export const skipElement = operation({
  name: 'skip',
  summary: 'Passes a step with an outcome, whatever it waits for',
  required: { element, reason },
  optional: { port: nullable(id()) },
  command: ({ element: of, reason: said, port }) => ({ type: 'skip-element', element: of, reason: said, ...(port ? { port } : {}) }),
})

export const patchInstance = operation({
  name: 'patch',
  summary: 'Sets variables of an instance',
  required: { variables: map(), reason },
  command: ({ variables, reason: said }) => ({ type: 'patch-variables', variables, reason: said }),
})

export const suspendInstance = operation({
  name: 'suspend',
  summary: 'Stops an instance until it is resumed; what comes meanwhile is kept',
  optional: { reason: perhaps },
  command: ({ reason: said }) => ({ type: 'suspend', ...why(said) }),
})

export const resumeInstance = operation({
  name: 'resume',
  summary: 'Lets a suspended instance go on, with all that came meanwhile',
  optional: { reason: perhaps },
  command: ({ reason: said }) => ({ type: 'resume', ...why(said) }),
})

export const cancelInstance = operation({
  name: 'cancel',
  summary: 'Ends an instance for good',
  required: { reason },
  command: ({ reason: said }) => ({ type: 'cancel', reason: said }),
})

export const addInstance = operation({
  name: 'add-instance',
  summary: 'Adds a further instance to an open loop, or begins an activity of an ad-hoc sub-process',
  required: { element },
  optional: { node: id(), item: anything<JsonValue>() },
  command: ({ element: of, node, item }) => ({
    type: 'add-instance',
    element: of,
    ...(node === undefined ? {} : { node }),
    ...(item === undefined ? {} : { item }),
  }),
})

export const completeAdHoc = operation({
  name: 'complete-ad-hoc',
  summary: 'Says that an ad-hoc sub-process is done',
  required: { element },
  command: ({ element: of }) => ({ type: 'complete-ad-hoc', element: of }),
})
