import type { DataRecord } from '@tangram/data-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { exportRecords } from '../export-records.ts'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { filterIn, filterSchema, listSchema, recordQueryIn } from '../http/record-query.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, id, integer, localizedText, nullable, object, oneOf, recordId, string, uuid } from '../http/schema.ts'
import { done, fieldValues, holderSchema, nodeStandingSchema, optionSchema, recordPageSchema, recordSchema } from '../http/shapes.ts'
import { appVersionIn, versionIn } from '../http/versions.ts'
import { causeOfForm } from '../jobs/cause-of-form.ts'
import { timelineOf } from '../timeline.ts'

const tag = 'records'
const base = '/api/v1/apps/:app/entities/:entity'
const inEntity = object({ app: id(), entity: id() })
const ofRecord = object({ app: id(), entity: id(), id: recordId() })

export const listRecords = defineRoute({
  method: 'GET',
  url: `${base}/records`,
  policy: 'session',
  summary: 'One page of the records the reader may see',
  tag,
  params: inEntity,
  query: listSchema,
  response: { 200: recordPageSchema },
  handle: ({ params, query, who, services }) =>
    services.storage.records(who.principal).list(params.app, params.entity, recordQueryIn(query)),
})

export const countRecords = defineRoute({
  method: 'GET',
  url: `${base}/records/count`,
  policy: 'session',
  summary: 'How many records match',
  tag,
  params: inEntity,
  query: filterSchema,
  response: { 200: object({ count: integer() }) },
  handle: async ({ params, query, who, services }) => ({
    count: await services.storage.records(who.principal).count(params.app, params.entity, filterIn(query)),
  }),
})

export const exportList = defineRoute({
  method: 'GET',
  url: `${base}/records/export`,
  policy: 'session',
  summary: 'The matching records as a file',
  tag,
  params: inEntity,
  query: object(
    { format: oneOf('csv', 'xlsx') },
    {
      where: string({ maxLength: 20_000 }),
      search: string({ maxLength: 200 }),
      sort: string({ maxLength: 500 }),
      select: string({ maxLength: 5_000 }),
    },
  ),
  response: { 200: anything() },
  handle: async ({ params, query, who, request, reply, locale, services, signal }) => {
    const { format, ...rest } = query
    const file = await exportRecords(services, who.principal, params, recordQueryIn(rest), format, locale, signal)
    await noteDone({ services, who, request }, 'records.export', `${params.app} ${params.entity}`)
    return reply
      .type(file.type)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .serializer((payload: unknown) => payload as string)
      .send(file.content)
  },
})

export const createRecord = defineRoute({
  method: 'POST',
  url: `${base}/records`,
  policy: 'session',
  summary: 'Makes a record; repeating it with the same Idempotency-Key changes nothing. The draft it was made from goes',
  tag,
  params: inEntity,
  query: object({}, { form: id(), draft: uuid() }),
  body: object({ values: fieldValues() }),
  response: { 201: recordSchema },
  handle: async ({ params, query, body, who, request, reply, services }) => {
    const record = await services.storage.records(who.principal).create(params.app, params.entity, body.values, {
      form: query.form,
      ...(query.form === undefined ? {} : { cause: causeOfForm(query.form) }),
      idempotencyKey: idempotencyKeyIn(request),
      ...appVersionIn(request),
    })
    if (query.draft) await services.storage.drafts(who.principal).remove(query.draft)
    return withETag(reply.code(201), record)
  },
})

export const readRecord = defineRoute({
  method: 'GET',
  url: `${base}/records/:id`,
  policy: 'session',
  summary: 'One record',
  tag,
  params: ofRecord,
  response: { 200: recordSchema },
  handle: async ({ params, who, reply, services }) =>
    withETag(reply, await services.storage.records(who.principal).get(params.app, params.entity, params.id)),
})

export const updateRecord = defineRoute({
  method: 'PATCH',
  url: `${base}/records/:id`,
  policy: 'session',
  summary: 'Changes values of the version in If-Match; a newer one answers 409 with both',
  tag,
  params: ofRecord,
  query: object({}, { form: id() }),
  body: object({ values: fieldValues() }),
  response: { 200: recordSchema },
  handle: async ({ params, query, body, who, request, reply, services }) => {
    const record = await services.storage.records(who.principal).update(params.app, params.entity, params.id, body.values, {
      version: versionIn(request),
      form: query.form,
      ...(query.form === undefined ? {} : { cause: causeOfForm(query.form) }),
      idempotencyKey: idempotencyKeyIn(request),
      ...appVersionIn(request),
    })
    return withETag(reply, record)
  },
})

export const removeRecord = defineRoute({
  method: 'DELETE',
  url: `${base}/records/:id`,
  policy: 'session',
  summary: 'Moves a record to the recycle bin',
  tag,
  params: ofRecord,
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    const version = request.headers['if-match'] === undefined ? {} : { version: versionIn(request) }
    await services.storage.records(who.principal).remove(params.app, params.entity, params.id, version)
    return { ok: true }
  },
})

export const restoreRecord = defineRoute({
  method: 'POST',
  url: `${base}/records/:id/restore`,
  policy: 'session',
  summary: 'Takes a record out of the recycle bin',
  tag,
  params: ofRecord,
  response: { 200: recordSchema },
  handle: async ({ params, who, reply, services }) =>
    withETag(reply, await services.storage.records(who.principal).restore(params.app, params.entity, params.id)),
})

export const recordHistory = defineRoute({
  method: 'GET',
  url: `${base}/records/:id/history`,
  policy: 'session',
  summary: 'Every change to the record, newest first',
  tag,
  params: ofRecord,
  response: {
    200: array(
      object(
        {
          id: string(),
          at: string(),
          kind: string(),
          actor: nullable(holderSchema),
          cause: nullable(string()),
          version: integer(),
          before: anything(),
          after: anything(),
        },
        { rows: anything() },
      ),
    ),
  },
  handle: ({ params, who, services }) => services.storage.records(who.principal).history(params.app, params.entity, params.id),
})

export const recordTimeline = defineRoute({
  method: 'GET',
  url: `${base}/records/:id/timeline`,
  policy: 'session',
  summary: 'What happened to the record, in words: changes, tasks, opinions, flow, messages',
  tag,
  params: ofRecord,
  response: {
    200: array(
      object(
        { at: string(), kind: string(), actor: nullable(holderSchema), text: localizedText() },
        {
          opinion: string(),
          outcome: string(),
          changes: array(
            object(
              { field: id(), before: anything(), after: anything() },
              { rows: object({ added: integer(), changed: integer(), removed: integer() }) },
            ),
          ),
          message: object({ channel: string(), to: string(), status: string() }),
        },
      ),
    ),
  },
  handle: ({ params, who, services }) => timelineOf(services.storage, who.principal, params),
})

export const recordProcess = defineRoute({
  method: 'GET',
  url: `${base}/records/:id/process`,
  policy: 'session',
  summary: 'Where each process of the record stands, node by node, and who holds it',
  tag,
  params: ofRecord,
  response: {
    200: array(
      object({
        instance: uuid(),
        process: id(),
        label: localizedText(),
        status: string(),
        outcome: nullable(string()),
        startedAt: string(),
        endedAt: nullable(string()),
        totalMs: nullable(integer()),
        nodes: array(nodeStandingSchema),
      }),
    ),
  },
  handle: ({ params, who, services }) => services.storage.flows.process(who.principal, params.app, params.entity, params.id),
})

export const listOptions = defineRoute({
  method: 'GET',
  url: `${base}/options`,
  policy: 'session',
  summary: 'Records to choose from, by title',
  tag,
  params: inEntity,
  query: object(
    {},
    {
      search: string({ maxLength: 200 }),
      ids: string({ maxLength: 8_000 }),
      where: string({ maxLength: 20_000 }),
      limit: integer({ minimum: 1, maximum: 200 }),
    },
  ),
  response: { 200: array(optionSchema) },
  handle: ({ params, query, who, services }) =>
    services.storage.records(who.principal).options(params.app, params.entity, {
      ...filterIn(query),
      ...(query.ids ? { ids: idsIn(query.ids) } : {}),
      ...(query.limit ? { limit: query.limit } : {}),
    }),
})

/** Ids of records separated by commas, each written as in an address: keys of linked tables may have commas of their own. */
export function idsIn(list: string): string[] {
  const ids = list.split(',').map((one) => decoded(one) ?? '')
  if (ids.some((one) => one === '' || one.length > 1_000)) {
    throw invalid('/ids', { en: 'expected ids separated by commas', 'zh-CN': '应为以逗号分隔的编号' })
  }
  return ids
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** Keys belong to their route: the same one sent elsewhere is another. */
function idempotencyKeyIn(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return `${request.method} ${request.url.split('?')[0]} ${key}`
  throw invalid('/idempotency-key', { en: 'expected up to 200 visible characters', 'zh-CN': '应为不超过 200 个可见字符' })
}

function withETag(reply: FastifyReply, record: DataRecord): DataRecord {
  reply.header('etag', `"${record.version}"`)
  return record
}
