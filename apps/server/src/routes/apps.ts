import type { AppDocument } from '@tangram/app-model'
import { inOrder, type JsonObject } from '@tangram/data-model'
import { fail } from '../errors.ts'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, localizedText, nullable, object, string } from '../http/schema.ts'
import { appSchema, holderSchema } from '../http/shapes.ts'
import { versionIn } from '../http/versions.ts'
import { asSystem } from '../system-principal.ts'
import { onlyToLook, visibleApp } from '../visible-app.ts'

const tag = 'apps'
const inApp = object({ app: id() })
/** A whole app document may be large. */
const documentLimit = 8 * 1024 * 1024

export const listApps = defineRoute({
  method: 'GET',
  url: '/api/v1/apps',
  policy: 'session',
  summary: 'Apps the reader works in or designs',
  tag,
  response: {
    200: array(object({ id: id(), label: localizedText(), icon: nullable(string()), version: nullable(integer()), canDesign: bool() })),
  },
  handle: async ({ who, services }) => {
    const apps = await services.storage.apps.list(who.principal)
    return who.seenAs ? apps.map((app) => ({ ...app, canDesign: false })) : apps
  },
})

export const createApp = defineRoute({
  method: 'POST',
  url: '/api/v1/apps',
  policy: 'admin:system',
  summary: 'Makes a new app from a document, as a draft',
  tag,
  body: object({ document: anything<JsonObject>() }),
  bodyLimit: documentLimit,
  response: { 201: object({ id: id(), revision: integer() }) },
  handle: async ({ body, who, request, reply, services }) => {
    const created = await services.storage.apps.create(who.principal, documentIn(body.document))
    await noteDone({ services, who, request }, 'app.create', created.id)
    return reply.code(201).send(created)
  },
})

export const readApp = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app',
  policy: 'session',
  summary: 'The published app as the reader may see it, with their rights',
  tag,
  params: inApp,
  response: { 200: appSchema },
  handle: async ({ params, who, services }) => {
    const { storage } = services
    const summary = (await storage.apps.list(who.principal)).find(({ id }) => id === params.app)
    if (!summary) throw fail('server.not-found')
    const app = await storage.apps.get(who.principal, params.app)
    const seen = who.seenAs ? onlyToLook(visibleApp(app, who.principal)) : visibleApp(app, who.principal)
    const publicForms: { [form: string]: string } = {}
    for (const form of who.seenAs ? [] : inOrder(seen.document.forms)) {
      if (!form.public?.enabled) continue
      publicForms[form.id] = `${services.baseUrl()}/f/${await storage.links.publicForm(asSystem('public-form'), params.app, form.id)}`
    }
    return { ...seen, version: app.version, canDesign: summary.canDesign && !who.seenAs, publicForms }
  },
})

const draftSchema = object({ document: anything(), revision: integer(), publishedVersion: nullable(integer()), usedIds: anything() })

export const readDraft = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/draft',
  policy: 'designer',
  summary: 'The draft the designer edits',
  tag,
  params: inApp,
  response: { 200: draftSchema },
  handle: async ({ params, who, reply, services }) => {
    const draft = await services.storage.apps.draft(who.principal, params.app)
    reply.header('etag', `"${draft.revision}"`)
    return draft
  },
})

export const saveDraft = defineRoute({
  method: 'PUT',
  url: '/api/v1/apps/:app/draft',
  policy: 'designer',
  summary: 'Saves the draft made on the revision in If-Match',
  tag,
  params: inApp,
  body: object({ document: anything<JsonObject>() }),
  bodyLimit: documentLimit,
  response: { 200: draftSchema },
  handle: async ({ params, body, who, request, reply, services }) => {
    const { apps } = services.storage
    const document = documentIn(body.document)
    if (document.id !== params.app) {
      throw invalid('/document/id', { en: `expected ${params.app}`, 'zh-CN': `应为 ${params.app}` })
    }
    await apps.saveDraft(who.principal, params.app, document, versionIn(request))
    const draft = await apps.draft(who.principal, params.app)
    await noteDone({ services, who, request }, 'app.draft', `${params.app} ${draft.revision}`)
    reply.header('etag', `"${draft.revision}"`)
    return draft
  },
})

export const planPublish = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/draft/plan',
  policy: 'designer',
  summary: 'What publishing the draft would change, and what stands in its way',
  tag,
  params: inApp,
  response: { 200: object({ diff: anything(), diagnostics: anything(), canPublish: bool(), runningInstances: integer() }) },
  handle: ({ params, who, services }) => services.storage.apps.plan(who.principal, params.app),
})

const publishedSchema = object({ version: integer(), unconverted: anything() })

export const publish = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/publish',
  policy: 'designer',
  summary: 'Publishes the draft',
  tag,
  params: inApp,
  body: object({}, { note: string({ maxLength: 500 }) }),
  response: { 200: publishedSchema },
  handle: async ({ params, body, who, request, services }) => {
    const published = await services.storage.apps.publish(who.principal, params.app, { note: body.note })
    await noteDone({ services, who, request }, 'app.publish', `${params.app} ${published.version}`)
    return published
  },
})

export const listVersions = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/versions',
  policy: 'designer',
  summary: 'Published versions, newest first',
  tag,
  params: inApp,
  response: {
    200: array(
      object({
        version: integer(),
        publishedAt: string(),
        by: nullable(holderSchema),
        note: nullable(string()),
        diff: anything(),
        current: bool(),
      }),
    ),
  },
  handle: ({ params, who, services }) => services.storage.apps.versions(who.principal, params.app),
})

export const restoreVersion = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/versions/:version/restore',
  policy: 'designer',
  summary: 'Publishes an earlier version again',
  tag,
  params: object({ app: id(), version: integer({ minimum: 1, maximum: 1_000_000 }) }),
  response: { 200: publishedSchema },
  handle: async ({ params, who, request, services }) => {
    const published = await services.storage.apps.restore(who.principal, params.app, params.version)
    await noteDone({ services, who, request }, 'app.restore', `${params.app} ${params.version}`)
    return published
  },
})

/** Whatever else is wrong with a document is a diagnostic of its check; one that is no document at all cannot even be a draft. */
function documentIn(value: unknown): AppDocument {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as AppDocument
  throw invalid('/document', { en: 'expected object', 'zh-CN': '应为 object' })
}
