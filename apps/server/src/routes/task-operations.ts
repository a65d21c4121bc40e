import type { FlowCommand } from '@tangram/flow-engine'
import type { FastifyRequest } from 'fastify'
import { fail } from '../errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { array, id, integer, nullable, object, oneOf, type Schema, string, uuid } from '../http/schema.ts'
import { done, fieldValues } from '../http/shapes.ts'
import { appVersionIn } from '../http/versions.ts'

type Command = Extract<FlowCommand, { task: string }>
type WithoutFrame<C> = C extends unknown ? Omit<C, 'requestId' | 'task' | 'actor'> : never
type Properties = { [name: string]: Schema<unknown> }
type Given<R, O> = { [K in keyof R]: R[K] extends Schema<infer T> ? T : never } & {
  [K in keyof O]?: O[K] extends Schema<infer T> ? T : never
}

const requestId = string({ minLength: 1, maxLength: 200 })
const words = nullable(string({ maxLength: 5_000 }))
const people = array(uuid(), { minItems: 1, maxItems: 100, uniqueItems: true })

/** An operation on a task: the engine says who may do it when; repeating it with the same requestId changes nothing. */
function operation<R extends Properties, O extends Properties>(of: {
  name: string
  summary: string
  required?: R
  optional?: O
  command(body: Given<R, O>): WithoutFrame<Command>
  /** What is saved along with it. */
  saving?(body: Given<R, O>, task: string, request: FastifyRequest): object
}): Route {
  return defineRoute({
    method: 'POST',
    url: `/api/v1/tasks/:id/${of.name}`,
    policy: 'session',
    summary: of.summary,
    tag: 'tasks',
    params: object({ id: uuid() }),
    body: object({ requestId, ...of.required }, { ...of.optional }),
    response: { 200: done },
    handle: async ({ params, body, who, request, services }) => {
      const { task } = await services.storage.tasks(who.principal).get(params.id)
      const actor = who.principal.id
      const given = body as unknown as Given<R, O> & { requestId: string }
      const command = {
        ...of.command(given),
        requestId: `${params.id}:${actor}:${of.name}:${given.requestId}`,
        task: params.id,
        actor,
      } as FlowCommand
      const saving = of.saving?.(given, params.id, request) ?? {}
      await services.flows.advance({ instance: task.instance, command, principal: who.principal }, saving)
      return { ok: true }
    },
  })
}

/** Leaves out what was not said. */
function said<T extends object>(words: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined && value !== null && value !== '')) as never
}

export const claimTask = operation({
  name: 'claim',
  summary: 'Takes a task out of the pool (认领)',
  command: () => ({ type: 'claim-task' }),
})

export const releaseTask = operation({
  name: 'release',
  summary: 'Puts a claimed task back into the pool',
  command: () => ({ type: 'release-task' }),
})

export const transferTask = operation({
  name: 'transfer',
  summary: 'Gives a task to another person for good (转交)',
  required: { to: uuid() },
  optional: { opinion: words },
  command: ({ to, opinion }) => ({ type: 'transfer-task', to, ...said({ opinion }) }),
})

export const delegateTask = operation({
  name: 'delegate',
  summary: 'Asks another person for an opinion; the task comes back (委派)',
  required: { to: uuid() },
  optional: { opinion: words },
  command: ({ to, opinion }) => ({ type: 'delegate-task', to, ...said({ opinion }) }),
})

export const addSigners = operation({
  name: 'add-signers',
  summary: 'Adds people who decide before, after or beside the reader (加签)',
  required: { where: oneOf('before', 'after', 'beside'), people },
  optional: { mode: oneOf('all', 'any', 'sequence'), starts: oneOf('now', 'approval'), opinion: words },
  command: ({ where, people: added, mode, starts, opinion }) => ({
    type: 'add-signers',
    where,
    people: added,
    ...said({ mode, starts, opinion }),
  }),
})

export const removeSigners = operation({
  name: 'remove-signers',
  summary: 'Takes away people the reader has added and who have not acted (减签)',
  required: { people },
  command: ({ people: removed }) => ({ type: 'remove-signers', people: removed }),
})

export const returnTask = operation({
  name: 'return',
  summary: 'Sends a task back to a step that was done before (退回)',
  required: { to: id(), resubmit: oneOf('replay', 'direct') },
  optional: { opinion: words, values: fieldValues(), version: integer({ minimum: 1, maximum: 999_999_999 }) },
  command: ({ to, resubmit, opinion, values }) => ({
    type: 'return-task',
    to,
    resubmit,
    ...said({ opinion }),
    ...(hasAny(values) ? { values } : {}),
  }),
  saving: ({ values = {}, version }, task, request) => {
    if (hasAny(values) && version === undefined) throw fail('server.precondition-needed', {}, { path: '/version' })
    return { task, values, ...(version === undefined ? {} : { version }), ...appVersionIn(request) }
  },
})

export const withdrawTask = operation({
  name: 'withdraw',
  summary: 'Takes back what the reader has decided, as long as nobody has acted on what followed (拿回)',
  optional: { reason: words },
  command: ({ reason }) => ({ type: 'withdraw-task', ...said({ reason }) }),
})

export const urgeTask = operation({
  name: 'urge',
  summary: 'Reminds whoever has the task (催办)',
  optional: { text: words },
  command: ({ text }) => ({ type: 'urge-task', ...said({ text }) }),
})

export const copyTask = operation({
  name: 'copy',
  summary: 'Lets people know of it (抄送)',
  required: { people },
  optional: { text: words },
  command: ({ people: told, text }) => ({ type: 'copy-task', people: told, ...said({ text }) }),
})

const hasAny = (values: object | undefined): boolean => values !== undefined && Object.keys(values).length > 0
