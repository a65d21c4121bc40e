import { Readable } from 'node:stream'
import type { Locale } from '@tangram/data-model'
import type { AuditEntry, AuditFilter, Storage } from '@tangram/storage'
import { type Cell, writeCsv } from '@tangram/workbook'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, integer, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import type { SignedIn } from '../http/session-at.ts'

const tag = 'audit'
const instant = () => string({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z$' })
const words = (maxLength: number) => string({ minLength: 1, maxLength, pattern: '^[^\\u0000]*$' })
const filters = {
  from: instant(),
  to: instant(),
  actor: uuid(),
  action: words(100),
  app: words(100),
  object: words(200),
  result: oneOf('ok', 'refused', 'failed'),
}
const pageSize = 500

export const listAudit = defineRoute({
  method: 'GET',
  url: '/api/v1/audit',
  policy: 'admin:audit',
  summary: 'Who did what, newest first; `next` is the `before` of the following page',
  tag,
  query: object({}, { ...filters, before: uuid(), limit: integer({ minimum: 1, maximum: pageSize }) }),
  response: {
    200: object({
      entries: array(
        object({
          id: uuid(),
          at: string(),
          actor: nullable(uuid()),
          actorName: nullable(string()),
          actorKind: string(),
          action: string(),
          object: nullable(string()),
          result: string(),
          ip: nullable(string()),
          login: nullable(string()),
          details: anything(),
        }),
      ),
      next: nullable(uuid()),
    }),
  },
  handle: async ({ query, who, services }) => {
    const limit = query.limit ?? 100
    const entries = await services.storage.audit.list(who.principal, { ...query, ...momentsIn(query), limit })
    return { entries, next: entries.length === limit ? (entries.at(-1)?.id ?? null) : null }
  },
})

export const exportAudit = defineRoute({
  method: 'GET',
  url: '/api/v1/audit/export',
  policy: 'admin:audit',
  summary: 'The matching entries as a CSV file, newest first; noted itself',
  tag,
  query: object({}, filters),
  response: { 200: anything() },
  handle: async ({ query, who, request, reply, locale, services }) => {
    const { storage } = services
    // Up to now: what is noted while the file is read does not belong to it.
    const filter = { ...query, to: services.now(), ...momentsIn(query) }
    const asked = Object.entries(filter).map(([name, value]) => `${name}=${value}`)
    await noteDone({ services, who, request }, 'audit.export', asked.join(' '))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .serializer((payload: unknown) => payload as string)
      .send(writeCsv(Readable.from(rowsOf(storage, who, filter, locale))))
  },
})

export const verifyAudit = defineRoute({
  method: 'POST',
  url: '/api/v1/audit/verify',
  policy: 'admin:audit',
  summary: 'Walks the chain of the audit and names its first break; write down `last`, to see later that nothing was cut off',
  tag,
  response: {
    200: object({
      broken: nullable(
        object({
          what: oneOf('missing', 'changed', 'personal', 'order', 'stranger', 'end'),
          seq: nullable(integer()),
          entry: nullable(uuid()),
        }),
      ),
      entries: integer(),
      erased: integer(),
      unsealed: integer(),
      last: object({ seq: integer(), digest: string() }),
    }),
  },
  handle: async ({ who, request, services }) => {
    const { audit } = services.storage
    // One walk at a time is enough for anybody.
    await services.throttle.admit({ key: 'audit verify', limit: 10, windowMs: 60_000 })
    const verified = await audit.verify(who.principal)
    const result = verified.broken ? 'failed' : 'ok'
    await audit.append(who.principal, { action: 'audit.verify', object: String(verified.last.seq), result, ip: request.ip })
    return verified
  },
})

const retentionSchema = object({ days: nullable(integer({ minimum: 1, maximum: 36_500 })) })

export const readAuditRetention = defineRoute({
  method: 'GET',
  url: '/api/v1/audit/retention',
  policy: 'admin:audit',
  summary: 'How many days the audit is kept; null: for ever',
  tag,
  response: { 200: retentionSchema },
  handle: async ({ who, services }) => ({ days: await services.storage.audit.retention(who.principal) }),
})

export const changeAuditRetention = defineRoute({
  method: 'PUT',
  url: '/api/v1/audit/retention',
  policy: 'admin:audit',
  summary: 'Keeps the audit for 180 days or more, or for ever; older entries are removed from then on',
  tag,
  body: retentionSchema,
  response: { 200: retentionSchema },
  handle: async ({ body, who, request, services }) => {
    const { audit } = services.storage
    const before = await audit.retention(who.principal)
    await audit.keepFor(who.principal, body.days)
    await audit.append(who.principal, { action: 'audit.retention', result: 'ok', ip: request.ip, details: { before, after: body.days } })
    return body
  },
})

/** Moments of the calendar; one that it does not have (30 February) is one that it has. */
function momentsIn(query: { from?: string; to?: string }): { from?: string; to?: string } {
  const moment = (name: 'from' | 'to') => {
    const value = query[name]
    if (value === undefined) return {}
    const at = Date.parse(value)
    if (Number.isNaN(at)) throw invalid(`/${name}`, { en: 'expected a moment of the calendar', 'zh-CN': '应为有效的时间' })
    return { [name]: new Date(at).toISOString() }
  }
  return { ...moment('from'), ...moment('to') }
}

const headings: { [locale in Locale]: readonly Cell[] } = {
  'zh-CN': ['时间', '人员', '人员编号', '身份', '操作', '对象', '输入的登录名', '结果', '地址', '详情', '记录编号'],
  en: [
    'Time',
    'Person',
    'Id of the person',
    'Acted as',
    'Action',
    'Object',
    'Typed login',
    'Result',
    'Address',
    'Details',
    'Id of the entry',
  ],
}

async function* rowsOf({ audit }: Storage, who: SignedIn, filter: AuditFilter, locale: Locale): AsyncGenerator<Cell[]> {
  yield [...headings[locale]]
  for (let before: string | undefined; ; ) {
    const entries = await audit.list(who.principal, { ...filter, limit: pageSize, ...(before ? { before } : {}) })
    for (const entry of entries) yield rowOf(entry)
    if (entries.length < pageSize) return
    before = entries.at(-1)?.id
  }
}

function rowOf({ id, at, actor, actorName, actorKind, action, object, login, result, ip, details }: AuditEntry): Cell[] {
  return [at, actorName, actor, actorKind, action, object, login, result, ip, details && JSON.stringify(details), id]
}
