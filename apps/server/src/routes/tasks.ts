import { appOfTask } from '../app-of-task.ts'
import { fail } from '../errors.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { appSchema, fieldValues, holderSchema, recordSchema } from '../http/shapes.ts'
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
  assignee: nullable(holderSchema),
  candidates: integer(),
  closedAt: nullable(string()),
  outcome: nullable(string()),
}

export const listTasks = defineRoute({
  method: 'GET',
  url: '/api/v1/tasks',
  policy: 'session',
  summary: "The reader's to-dos, or what they did",
  tag,
  query: object(
    {},
    { status: oneOf('open', 'done'), app: id(), limit: integer({ minimum: 1, maximum: 200 }), after: string({ maxLength: 500 }) },
  ),
  response: { 200: object({ tasks: array(object(summary)), next: nullable(string()) }) },
  handle: async ({ query, who, locale, services }) => {
    const page = await services.storage.tasks(who.principal).list(query)
    return { ...page, tasks: page.tasks.map((task) => ({ ...task, group: task.group?.[locale] ?? null })) }
  },
})

export const readTask = defineRoute({
  method: 'GET',
  url: '/api/v1/tasks/:id',
  policy: 'session',
  summary: 'A task with its record under the rights of its step',
  tag,
  params: ofTask,
  response: {
    200: object({
      task: object({
        ...summary,
        instance: uuid(),
        kind: string(),
        outcomes: anything(),
        fields: anything(),
        form: nullable(id()),
        mine: bool(),
      }),
      record: recordSchema,
    }),
  },
  handle: async ({ params, who, locale, services }) => {
    const { task, record } = await services.storage.tasks(who.principal).get(params.id)
    return { task: { ...task, group: task.group?.[locale] ?? null }, record }
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
  response: { 200: object({ ok: bool() }) },
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

export const listInitiated = defineRoute({
  method: 'GET',
  url: '/api/v1/initiated',
  policy: 'session',
  summary: 'What the reader started, where it stands and who holds it',
  tag,
  query: object({}, { limit: integer({ minimum: 1, maximum: 200 }) }),
  response: {
    200: array(
      object({
        app: id(),
        entity: id(),
        record: uuid(),
        recordTitle: string(),
        process: localizedText(),
        status: string(),
        label: nullable(localizedText()),
        holders: array(holderSchema),
        since: nullable(string()),
        startedAt: string(),
        endedAt: nullable(string()),
      }),
    ),
  },
  handle: async ({ query, who, services }) => {
    const { items } = await services.storage.flows.initiated(who.principal, { limit: query.limit ?? 100 })
    return items.map(({ instance: _instance, process: _process, label, current, ...item }) => ({
      ...item,
      process: label,
      label: current[0]?.label ?? null,
      holders: current.flatMap((node) => node.holders),
      since: current[0]?.startedAt ?? null,
    }))
  },
})
