import { createHash } from 'node:crypto'
import { isJsonObject, type JsonObject, type RecordValues } from '@tangram/data-model'
import { narrowsEnough } from '@tangram/form-engine'
import { fail } from '../errors.ts'
import { receiveFile } from '../files/receive-file.ts'
import { invalid } from '../http/invalid.ts'
import { networkOf } from '../http/network-of.ts'
import { jsonIn } from '../http/record-query.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, localizedText, nullable, object, string } from '../http/schema.ts'
import { done, fieldValues, fileSchema, optionSchema } from '../http/shapes.ts'
import { appVersionIn } from '../http/versions.ts'
import { causeOfForm } from '../jobs/cause-of-form.ts'
import { questionOf } from '../public/link-question.ts'
import { offeredRecords } from '../public/offered-records.ts'
import { progressOf } from '../public/progress.ts'
import { formOfLink, numberAttribute, typedFields } from '../public/public-form.ts'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'public'
const minute = 60_000
const byToken = object({ token: string({ pattern: '^[A-Za-z0-9_-]{10,100}$' }) })
const requestId = string({ minLength: 1, maxLength: 200 })

export const readPublicForm = defineRoute({
  method: 'GET',
  url: '/api/v1/public/forms/:token',
  policy: 'link',
  summary: 'A public form with the fields it asks for',
  tag,
  params: byToken,
  response: {
    200: object({ form: anything(), entity: anything(), app: object({ id: id(), label: localizedText() }), version: integer() }),
  },
  handle: async ({ who, services }) => {
    onlyFor('form', who.link.purpose)
    const { form, entity, app } = await formOfLink(services.storage, who)
    return { form, entity, app: { id: app.id, label: app.label }, version: app.published.version }
  },
})

export const publicOptions = defineRoute({
  method: 'GET',
  url: '/api/v1/public/forms/:token/options/:field',
  policy: 'link',
  summary: 'Choices of a reference on a public form: labels only, from the second letter on',
  tag,
  params: object({
    token: string({ pattern: '^[A-Za-z0-9_-]{10,100}$' }),
    /** A field, or the column of a sub-form: `items.product`. */
    field: string({ pattern: '^[a-z][a-z0-9_]{0,39}([.][a-z][a-z0-9_]{0,39})?$' }),
  }),
  query: object({}, { search: string({ maxLength: 100 }), values: string({ maxLength: 8_000 }) }),
  response: { 200: array(optionSchema) },
  handle: async ({ params, query, who, request, services }) => {
    onlyFor('form', who.link.purpose)
    await limit(services, 300, `options ${networkOf(request.ip)}`)
    const { form, entity, resolved, app } = await formOfLink(services.storage, who, appVersionIn(request))
    const [field = '', column] = params.field.split('.')
    const attribute = Object.hasOwn(entity.fields.items, field) ? resolved.attributes[field] : undefined
    const columns = attribute?.rows?.attributes ?? {}
    const type = (column === undefined ? attribute : Object.hasOwn(columns, column) ? columns[column] : undefined)?.valueType
    const target = type?.kind === 'reference' ? app.published.resolved.entity(type.to) : undefined
    // People and teams of the organisation are nobody's business outside.
    if (!target || target.system) throw fail('server.not-found')
    const search = query.search?.trim() ?? ''
    if (!narrowsEnough(search)) return []
    const { zone, locale } = who.principal
    const given = { now: services.now(), zone, locale }
    const registry = services.platform.fields
    const about = { form, entity, registry, entities: app.published.resolved.entity, field, column, given }
    const where = offeredRecords({ ...about, values: query.values ? valuesIn(query.values) : {} })
    const narrowed = where === undefined ? {} : { where }
    return services.storage.records(asSystem('public-form')).options(app.id, target.id, { search, limit: 20, ...narrowed })
  },
})

export const uploadPublicFile = defineRoute({
  method: 'POST',
  url: '/api/v1/public/forms/:token/files',
  policy: 'link',
  summary: 'Takes one file for a public form',
  tag,
  params: byToken,
  query: object({}, { field: id() }),
  upload: true,
  response: { 201: fileSchema },
  handle: async ({ query, who, request, reply, services }) => {
    onlyFor('form', who.link.purpose)
    await limit(services, 60, `upload ${networkOf(request.ip)}`)
    const { entity } = await formOfLink(services.storage, who, appVersionIn(request))
    const takers = typedFields(entity, services.platform.fields).filter(
      ({ id, type }) => type.holds === 'files' && (query.field === undefined || query.field === id),
    )
    if (takers.length === 0) throw fail('server.not-found')
    const onlyImages = takers.every(({ config }) => typeof config.accept === 'string' && isImagesOnly(config.accept))
    const quota = { from: networkOf(request.ip), ...services.config.publicUploads }
    const file = await receiveFile(services, who.principal, request, { onlyImages, quota })
    return reply.code(201).send(file)
  },
})

export const submitPublicForm = defineRoute({
  method: 'POST',
  url: '/api/v1/public/forms/:token/submissions',
  policy: 'link',
  summary: 'Hands a public form in; repeating it with the same requestId changes nothing',
  tag,
  params: byToken,
  body: object({ values: fieldValues(), requestId }),
  response: { 201: object({ number: nullable(string()), progressUrl: nullable(string()) }) },
  handle: async ({ body, who, request, reply, services }) => {
    onlyFor('form', who.link.purpose)
    await limit(services, 60, `submit ${networkOf(request.ip)}`)
    const opened = appVersionIn(request)
    const { form, app } = await formOfLink(services.storage, who, opened)
    const record = await services.storage.records(who.principal).create(app.id, form.entity, body.values, {
      form: form.id,
      cause: causeOfForm(form.id),
      idempotencyKey: requestKey(body),
      ...opened,
    })
    // Numbers are given by the version of today.
    const today = (await services.storage.apps.get(asSystem('public-form'), app.id)).resolved.entity(form.entity)
    const attribute = today && numberAttribute(today)
    if (!attribute) return reply.code(201).send({ number: null, progressUrl: null })
    const known = record.values[attribute]
    const number = known ?? (await services.storage.records(asSystem('public-form')).get(app.id, form.entity, record.id)).values[attribute]
    const progressUrl = `${services.baseUrl()}/progress?number=${encodeURIComponent(String(number))}`
    return reply.code(201).send({ number: String(number), progressUrl })
  },
})

export const lookUpProgress = defineRoute({
  method: 'POST',
  url: '/api/v1/public/progress',
  policy: 'public',
  summary: 'Where a request stands, by its number and the phone it was handed in with',
  tag,
  body: object({ number: string({ minLength: 1, maxLength: 60 }), phone: string({ minLength: 1, maxLength: 40 }) }),
  bodyLimit: 16 * 1024,
  response: {
    200: object({
      number: string(),
      status: string(),
      label: localizedText(),
      submittedAt: string(),
      steps: array(object({ label: localizedText(), status: string(), startedAt: nullable(string()), endedAt: nullable(string()) })),
      team: nullable(string()),
    }),
  },
  handle: async ({ body, request, services }) => {
    // The number alone is guessable, so guessing its phone is limited whoever asks.
    await limit(services, 20, `progress ${networkOf(request.ip)}`, `progress of ${body.number.trim()}`)
    return progressOf(services.storage, services.platform.fields, { number: body.number.trim(), phone: body.phone.trim() })
  },
})

export const readPublicLink = defineRoute({
  method: 'GET',
  url: '/api/v1/public/links/:token',
  policy: 'link',
  summary: 'What a link that was sent out asks',
  tag,
  params: byToken,
  response: {
    200: object(
      {
        purpose: string(),
        title: localizedText(),
        summary: array(object({ label: localizedText(), value: anything() })),
        answered: bool(),
      },
      { form: anything(), entity: anything(), version: integer(), question: localizedText(), outcomes: anything() },
    ),
  },
  handle: ({ who, locale, services }) => {
    if (who.link.purpose === 'form') throw fail('server.not-found')
    return questionOf(services, who, locale)
  },
})

export const answerPublicLink = defineRoute({
  method: 'POST',
  url: '/api/v1/public/links/:token',
  policy: 'link',
  summary: 'Answers a link once: a confirmation moves its process, a survey is written to its record',
  tag,
  params: byToken,
  body: object({}, { outcome: id(), values: fieldValues(), opinion: nullable(string({ maxLength: 5_000 })) }),
  response: { 200: done },
  handle: async ({ body, who, request, services }) => {
    const { link, principal } = who
    const { storage } = services
    await limit(services, 60, `answer ${networkOf(request.ip)}`)
    if (link.answeredAt !== null) throw fail('server.link.used')
    if (link.purpose === 'confirm' && link.instance && link.element) {
      if (body.outcome === undefined) throw invalid('/outcome', { en: 'an answer is missing', 'zh-CN': '缺少回复' })
      await services.flows.advance(
        {
          instance: link.instance,
          command: {
            type: 'answer-link',
            requestId: `link:${link.id}:${body.outcome}`,
            element: link.element,
            outcome: body.outcome,
            ...(body.opinion ? { opinion: body.opinion } : {}),
          },
          principal: asSystem(`link:${link.id}`),
        },
        { link: link.id },
      )
      return { ok: true }
    }
    if (link.purpose === 'survey' && link.record !== null) {
      const { record, form } = link
      if (!body.values) throw invalid('/values', { en: 'the answers are missing', 'zh-CN': '缺少答案' })
      const values = body.values
      const opened = appVersionIn(request)
      await formOfLink(storage, who, opened)
      await storage.transaction(async (trx) => {
        await storage.links.answer(principal, values, trx)
        await storage.records(principal).update(link.app, link.entity, record, values, { ...(form ? { form } : {}), ...opened, trx })
      })
      return { ok: true }
    }
    throw fail('server.not-found')
  },
})

/** Everybody who opens the form is the same principal: what makes a request a repetition is that it says the same. */
function requestKey({ requestId, values }: { requestId: string; values: JsonObject }): string {
  return `${requestId} ${createHash('sha256').update(JSON.stringify(values)).digest('base64url')}`
}

function onlyFor(expected: 'form', purpose: string): void {
  if (purpose !== expected) throw fail('server.not-found')
}

/** At most so many within a minute under each of these keys. */
function limit(services: Services, most: number, ...keys: string[]): Promise<void> {
  return services.throttle.admit(...keys.map((key) => ({ key, limit: most, windowMs: minute })))
}

/** Whether a list of media types such as `image/*, image/png` names pictures only. */
const isImagesOnly = (accept: string): boolean => accept.split(',').every((kind) => kind.trim().startsWith('image/'))

/** Answers so far, as a page sends them along with a question. */
function valuesIn(text: string): RecordValues {
  const values = jsonIn(text, '/values')
  if (isJsonObject(values)) return values
  throw invalid('/values', { en: 'expected an object of answers', 'zh-CN': '应为由答案组成的对象' })
}
