import type { FieldDocument } from '@tangram/data-model'
import { defineRoute } from '../http/route.ts'
import { array, id, integer, map, nullable, object, string, uuid } from '../http/schema.ts'
import { done, fieldValues } from '../http/shapes.ts'

const tag = 'drafts'
const base = '/api/v1/apps/:app/entities/:entity/drafts'
const inEntity = object({ app: id(), entity: id() })
const ofDraft = object({ app: id(), entity: id(), id: uuid() })

const content = {
  title: string({ maxLength: 200 }),
  values: fieldValues(),
  fields: map<FieldDocument>(),
  appVersion: integer({ minimum: 1 }),
}
const summary = {
  id: uuid(),
  app: id(),
  entity: id(),
  form: nullable(id()),
  title: string(),
  savedAt: string(),
  expiresAt: string(),
}
const draft = object({ ...summary, values: map(), fields: map(), appVersion: integer() })

export const listDrafts = defineRoute({
  method: 'GET',
  url: base,
  policy: 'session',
  summary: 'Own unfinished forms of a table, the newest first; nobody else sees them',
  tag,
  params: inEntity,
  response: { 200: array(object(summary)) },
  handle: ({ params, who, services }) => services.storage.drafts(who.principal).list(params),
})

export const createDraft = defineRoute({
  method: 'POST',
  url: base,
  policy: 'session',
  summary: 'Keeps what was typed into a form for 30 days, with the files it names',
  tag,
  params: inEntity,
  query: object({}, { form: id() }),
  body: object(content),
  response: { 201: draft },
  handle: async ({ params, query, body, who, reply, services }) =>
    reply.code(201).send(await services.storage.drafts(who.principal).create({ ...params, form: query.form ?? null }, body)),
})

export const readDraftOfForm = defineRoute({
  method: 'GET',
  url: `${base}/:id`,
  policy: 'session',
  summary: 'One of the own unfinished forms',
  tag,
  params: ofDraft,
  response: { 200: draft },
  handle: ({ params, who, services }) => services.storage.drafts(who.principal).get(params.id),
})

export const updateDraft = defineRoute({
  method: 'PUT',
  url: `${base}/:id`,
  policy: 'session',
  summary: 'Replaces what was kept; the 30 days begin anew',
  tag,
  params: ofDraft,
  body: object(content),
  response: { 200: draft },
  handle: ({ params, body, who, services }) => services.storage.drafts(who.principal).update(params.id, body),
})

export const removeDraft = defineRoute({
  method: 'DELETE',
  url: `${base}/:id`,
  policy: 'session',
  summary: 'Discards an unfinished form; its files go with the next tidying',
  tag,
  params: ofDraft,
  response: { 200: done },
  handle: async ({ params, who, services }) => {
    await services.storage.drafts(who.principal).remove(params.id, params)
    return { ok: true }
  },
})
