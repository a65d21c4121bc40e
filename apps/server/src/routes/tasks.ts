import { operationsOn, returnTargets } from '@tangram/flow-engine'
import type { TaskSummary } from '@tangram/storage'
import { appOfTask } from '../app-of-task.ts'
import { fail } from '../errors.ts'
import { problemFrom } from '../http/problem.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { appSchema, done, fieldValues, holderSchema, problemSchema, recordSchema } from '../http/shapes.ts'
import { appVersionIn } from '../http/versions.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'tasks'
const ofTask = object({ id: uuid() })

const summary = {
  id: uuid(),
  app: id(),
  entity: id(),
  record: uuid(),
  recordTitle: string(),
  recordNumber: nullable(string()),
  process: localizedText(),
  node: id(),
  label: localizedText(),
  group: nullable(string()),
  status: string(),
  openedAt: string(),
  dueAt: nullable(string()),
  kind: string(),
  overdue: bool(),
  assignee: nullable(holderSchema),
  initiator: nullable(holderSchema),
  candidates: integer(),
  claimed: bool(),
  insteadOf: nullable(holderSchema),
  urgedAt: nullable(string()),
  closedAt: nullable(string()),
  outcome: nullable(string()),
}

/** Texts of a task in the reader's language. */
const shown = (task: TaskSummary, locale: 'zh-CN' | 'en') => ({ ...task, group: task.group?.[locale] ?? null })

export const listTasks = defineRoute({
  method: 'GET',
  url: '/api/v1/tasks',
  policy: 'session',
  summary: "The reader's to-dos, late ones first, or what they did",
  tag,
  query: object(
    {},
    {
      status: oneOf('open', 'done'),
      app: id(),
      process: id(),
      search: string({ maxLength: 200 }),
      overdue: bool(),
      limit: integer({ minimum: 1, maximum: 200 }),
      after: string({ maxLength: 500 }),
    },
  ),
  response: { 200: object({ tasks: array(object(summary)), next: nullable(string()) }) },
  handle: async ({ query, who, locale, services }) => {
    const page = await services.storage.tasks(who.principal).list(query)
    return { ...page, tasks: page.tasks.map((task) => shown(task, locale)) }
  },
})

export const countTasks = defineRoute({
  method: 'GET',
  url: '/api/v1/tasks/counts',
  policy: 'session',
  summary: 'How much waits for the reader: to-dos, late ones among them, copies not read',
  tag,
  response: { 200: object({ open: integer(), overdue: integer(), copies: integer() }) },
  handle: ({ who, services }) => services.storage.tasks(who.principal).counts(),
})

const signerSchema = object({
  task: uuid(),
  person: nullable(holderSchema),
  status: string(),
  outcome: nullable(string()),
  outcomeLabel: nullable(localizedText()),
  opinion: nullable(string()),
  at: nullable(string()),
  added: anything(),
  weight: anything(),
  group: nullable(string()),
  insteadOf: nullable(holderSchema),
  dueAt: nullable(string()),
  candidates: array(holderSchema),
})

export const readTask = defineRoute({
  method: 'GET',
  url: '/api/v1/tasks/:id',
  policy: 'session',
  summary: 'A task with its record under the rights of its step, who else decides, and what the reader can do with it now',
  tag,
  params: ofTask,
  response: {
    200: object({
      task: object({
        ...summary,
        instance: uuid(),
        outcomes: anything(),
        fields: anything(),
        form: nullable(id()),
        mine: bool(),
        returned: nullable(object({ by: nullable(holderSchema), label: localizedText(), words: nullable(string()) })),
        operations: anything(),
        returnTo: array(object({ node: id(), label: localizedText(), at: string() })),
        signers: array(signerSchema),
      }),
      record: recordSchema,
    }),
  },
  handle: async ({ params, who, locale, services }) => {
    const tasks = services.storage.tasks(who.principal)
    const { task, record } = await tasks.get(params.id)
    const [{ process, state }, signers] = await Promise.all([services.flows.inspect(task.instance), tasks.signers(params.id)])
    return {
      task: {
        ...task,
        ...shown(task, locale),
        operations: operationsOn(process, state, params.id, who.principal.id, services.now()),
        returnTo: task.mine ? returnTargets(process, state, params.id) : [],
        // What was taken back is told in the history, not among those who decide.
        signers: signers
          .filter((signer) => !state.tasks[signer.task]?.isVoid)
          .map((signer) => ({ ...signer, group: signer.group?.[locale] ?? null })),
      },
      record,
    }
  },
})

export const readTaskApp = defineRoute({
  method: 'GET',
  url: '/api/v1/tasks/:id/app',
  policy: 'session',
  summary: 'What the reader needs of the app for this task, also without a role in it',
  tag,
  params: ofTask,
  response: { 200: appSchema },
  handle: async ({ params, who, services }) => {
    const { task, record } = await services.storage.tasks(who.principal).get(params.id)
    const app = await services.storage.apps.get(asSystem('task'), task.app)
    return { ...appOfTask(app.document, task, Object.keys(record.values)), version: app.version, canDesign: false, publicForms: {} }
  },
})

export const completeTask = defineRoute({
  method: 'POST',
  url: '/api/v1/tasks/:id/complete',
  policy: 'session',
  summary: 'Acts on a task; repeating it with the same requestId changes nothing',
  tag,
  params: ofTask,
  body: object(
    { requestId: string({ minLength: 1, maxLength: 200 }), outcome: id() },
    { opinion: nullable(string({ maxLength: 5_000 })), values: fieldValues(), version: integer({ minimum: 1, maximum: 999_999_999 }) },
  ),
  response: { 200: done },
  handle: async ({ params, body, who, request, services }) => {
    const { task } = await services.storage.tasks(who.principal).get(params.id)
    const values = body.values ?? {}
    if (Object.keys(values).length > 0 && body.version === undefined) throw fail('server.precondition-needed', {}, { path: '/version' })
    await services.flows.advance(
      {
        instance: task.instance,
        command: {
          type: 'complete-task',
          requestId: `${params.id}:${who.principal.id}:${body.requestId}`,
          task: params.id,
          actor: who.principal.id,
          outcome: body.outcome,
          ...(body.opinion ? { opinion: body.opinion } : {}),
          ...(Object.keys(values).length > 0 ? { values } : {}),
        },
        principal: who.principal,
      },
      { task: params.id, values, ...(body.version === undefined ? {} : { version: body.version }), ...appVersionIn(request) },
    )
    return { ok: true }
  },
})

/** What completes one task after the other says of each. */
const batchResult = object({ task: uuid(), ok: bool() }, { problem: problemSchema as never })

export const completeTasks = defineRoute({
  method: 'POST',
  url: '/api/v1/tasks/complete',
  policy: 'session',
  summary: 'Completes several tasks with one outcome; each counts for itself',
  tag,
  body: object(
    {
      requestId: string({ minLength: 1, maxLength: 200 }),
      tasks: array(uuid(), { minItems: 1, maxItems: 100, uniqueItems: true }),
      outcome: id(),
    },
    { opinion: nullable(string({ maxLength: 5_000 })) },
  ),
  response: { 200: object({ results: array(batchResult) }) },
  handle: async ({ body, who, locale, request, services }) => {
    const actor = who.principal.id
    const completeOne = async (task: string) => {
      try {
        const { task: found } = await services.storage.tasks(who.principal).get(task)
        const requestId = `${task}:${actor}:${body.requestId}`
        const said = body.opinion ? { opinion: body.opinion } : {}
        const command = { type: 'complete-task', requestId, task, actor, outcome: body.outcome, ...said } as const
        await services.flows.advance({ instance: found.instance, command, principal: who.principal }, { task })
        return { task, ok: true }
      } catch (error) {
        const problem = problemFrom(error, locale, { id: request.id })
        if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, problem.code)
        return { task, ok: false, problem }
      }
    }
    const results = []
    // One after the other: tasks of one instance would only wait for each other.
    for (const task of body.tasks) results.push(await completeOne(task))
    return { results }
  },
})
