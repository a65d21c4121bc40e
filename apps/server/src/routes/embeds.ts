import { canSeeDashboard, type PersonPrincipal } from '@tangram/access'
import { type Id, inOrder, itemOf, type JsonValue } from '@tangram/data-model'
import { soundValues } from '../dashboard-reading.ts'
import { embeddedApp } from '../embeds/embedded-app.ts'
import { mayEmbed, type OpenEmbed } from '../embeds/open-embed.ts'
import { countQuestion, readEmbed } from '../embeds/read-embed.ts'
import { fail } from '../errors.ts'
import { invalid } from '../http/invalid.ts'
import { networkOf } from '../http/network-of.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, map, nullable, object, string, uuid } from '../http/schema.ts'
import { behindMarkSchema, done, holderSchema } from '../http/shapes.ts'
import type { Services } from '../services.ts'
import { answerDashboard, asked, steps } from './reports.ts'

const tag = 'embeds'
const ofDashboard = object({ app: id(), dashboard: id() })
const byToken = object({ token: string({ pattern: '^[A-Za-z0-9_-]{10,100}$' }) })
const ofReport = object({ token: string({ pattern: '^[A-Za-z0-9_-]{10,100}$' }), report: id() })
/** `https://www.example.com`, `https://*.example.com`, `http://localhost:8080`, or this installation's own pages. */
const site = string({ pattern: "^('self'|https?://([*][.])?[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:[0-9]{1,5})?)$" })
const settings = {
  name: string({ minLength: 1, maxLength: 100 }),
  role: id(),
  report: nullable(id()),
  fixed: map<JsonValue>(),
  shown: array(id(), { maxItems: 50 }),
  open: array(id(), { maxItems: 50 }),
  sites: array(site, { maxItems: 20 }),
  withRecords: bool(),
  quota: integer({ minimum: 1, maximum: 10_000 }),
  refreshSeconds: nullable(integer({ minimum: 15, maximum: 86_400 })),
  expiresAt: nullable(string({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z$' })),
}
const embedSchema = object({
  id: uuid(),
  app: id(),
  dashboard: id(),
  ...settings,
  hasPassword: bool(),
  by: holderSchema,
  createdAt: string(),
  lastUsedAt: nullable(string()),
})

export const listEmbeds = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/dashboards/:dashboard/embeds',
  policy: 'session',
  summary: 'Embed links of a dashboard, and the roles that the reader may give one; none of both for who may make no link',
  tag,
  params: ofDashboard,
  response: { 200: object({ links: array(embedSchema), roles: array(object({ id: id(), label: anything() })) }) },
  handle: async ({ params, who, services }) => {
    const { document } = await services.storage.apps.get(who.principal, params.app)
    const isSeen =
      itemOf(document.dashboards, params.dashboard) && canSeeDashboard(document.access, who.principal, params.app, params.dashboard)
    if (!isSeen) throw fail('server.not-found')
    const roles = await rolesOf(services, who.principal, params)
    const all = await services.storage.embeds.list(who.principal, params.app, params.dashboard)
    // Whoever may make such a link may look after it, whoever made it.
    return { links: all.filter(({ role, by }) => by.id === who.principal.id || roles.some(({ id }) => id === role)), roles }
  },
})

export const makeEmbed = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/dashboards/:dashboard/embeds',
  policy: 'session',
  summary: 'Makes an embed link; its address is told this once',
  tag,
  params: ofDashboard,
  body: object(settings, { password: nullable(string({ minLength: 6, maxLength: 200 })) }),
  response: { 201: object({ link: embedSchema, url: string() }) },
  handle: async ({ params, body: { password, ...body }, who, request, reply, services }) => {
    await rolesFor(services, who.principal, params)
    const app = await services.storage.apps.get(who.principal, params.app)
    const dashboard = itemOf(app.document.dashboards, params.dashboard)
    if (!dashboard) throw fail('server.not-found')
    if (!mayEmbed(app, who.principal, { ...params, role: body.role, report: body.report })) throw fail('server.embed.unfit')
    const fixed = soundValues(dashboard, body.fixed)
    for (const filter of body.shown) if (!Object.hasOwn(fixed, filter)) throw notAFilter('/shown')
    for (const filter of body.open) if (!itemOf(dashboard.filters, filter) || Object.hasOwn(fixed, filter)) throw notAFilter('/open')
    if (body.expiresAt !== null && !(Date.parse(body.expiresAt) > Date.parse(services.now())))
      throw invalid('/expiresAt', { en: 'expected a moment to come', 'zh-CN': '应为将来的时间' })
    const wanted = { ...params, ...body, fixed }
    const { embed, token } = await services.storage.embeds.create(who.principal, wanted, password ?? null)
    await noteDone({ services, who, request }, 'embed.create', `${params.app} ${params.dashboard} ${embed.id} ${body.role}`)
    return reply.code(201).send({ link: embed, url: `${services.baseUrl()}/embed/${token}` })
  },
})

export const revokeEmbed = defineRoute({
  method: 'DELETE',
  url: '/api/v1/apps/:app/dashboards/:dashboard/embeds/:embed',
  policy: 'session',
  summary: 'Closes an embed link for good',
  tag,
  params: object({ app: id(), dashboard: id(), embed: uuid() }),
  response: { 200: done },
  handle: async ({ params: { embed, app, dashboard }, who, request, services }) => {
    const { storage } = services
    const found = (await storage.embeds.list(who.principal, app, dashboard)).find((one) => one.id === embed)
    const isOwn = found?.by.id === who.principal.id
    // A link of one's own can be closed whatever became of the role.
    const roles = isOwn ? [] : await rolesFor(services, who.principal, { app, dashboard })
    if (!found || !(isOwn || roles.some(({ id }) => id === found.role))) throw fail('server.not-found')
    await storage.embeds.revoke(who.principal, app, dashboard, embed)
    await noteDone({ services, who, request }, 'embed.revoke', `${app} ${dashboard} ${embed}`)
    return { ok: true }
  },
})

export const readEmbedded = defineRoute({
  method: 'GET',
  url: '/api/v1/public/embeds/:token',
  policy: 'embed',
  summary: 'What the page of an embed link shows; of one with a password, only that it has one',
  tag,
  params: byToken,
  response: { 200: object({ locked: bool() }, { app: anything(), version: integer(), embed: anything() }) },
  handle: ({ who, request, reply, services }) => {
    reply.header('referrer-policy', 'no-referrer')
    if (isLocked(services, who, request.headers)) return { locked: true }
    const { dashboard, shown, open, withRecords, refreshSeconds } = who.embed
    return {
      locked: false,
      app: embeddedApp(who) as unknown as JsonValue,
      version: who.app.version,
      embed: { dashboard, shown, open, withRecords, refreshSeconds },
    }
  },
})

export const unlockEmbed = defineRoute({
  method: 'POST',
  url: '/api/v1/public/embeds/:token/unlock',
  policy: 'embed',
  summary: 'Takes the password of an embed link for a ticket of twelve hours',
  tag,
  params: byToken,
  body: object({ password: string({ maxLength: 200 }) }),
  bodyLimit: 4 * 1024,
  response: { 200: object({ ticket: string() }) },
  handle: async ({ who, body, request, services }) => {
    const { id } = who.embed
    await services.throttle.admit(
      { key: `embed password ${id} ${networkOf(request.ip)}`, limit: 10, windowMs: 15 * 60_000 },
      { key: `embed password ${id}`, limit: 100, windowMs: 3_600_000 },
    )
    if (!(await services.storage.embeds.passwordMatches(who.principal, id, body.password))) throw fail('server.embed.password')
    return { ticket: services.storage.embeds.ticketFor(id) }
  },
})

export const runEmbed = defineRoute({
  method: 'POST',
  url: '/api/v1/public/embeds/:token/run',
  policy: 'embed',
  summary: 'Answers the reports of an embedded dashboard, as x-ndjson line by line',
  tag,
  params: byToken,
  body: object({}, { ...asked, only: array(id(), { maxItems: 200 }) }),
  response: { 200: anything() },
  handle: async ({ who, body, request, reply, locale, services, signal }) => {
    await admit(services, who, request)
    const reading = await readEmbed(services, who, body)
    await services.storage.embeds.noteUse(who.embed.id)
    return answerDashboard({ request, reply, locale, signal }, reading, { app: who.embed.app, only: body.only })
  },
})

export const runEmbeddedReport = defineRoute({
  method: 'POST',
  url: '/api/v1/public/embeds/:token/reports/:report/run',
  policy: 'embed',
  summary: 'Answers one report of an embedded dashboard, down the path that its author laid; where records may be read',
  tag,
  params: ofReport,
  body: object({}, { dashboard: id(), ...asked, steps }),
  response: { 200: anything() },
  handle: async ({ who, params, body, request, services, signal }) => {
    await admit(services, who, request)
    const reading = await wayDown(services, who, params.report, body)
    const filters = reading.filtersFor(params.report)
    return reading.reportsFor(params.report).run(who.embed.app, params.report, filters, body.steps, { signal })
  },
})

export const drillEmbed = defineRoute({
  method: 'POST',
  url: '/api/v1/public/embeds/:token/reports/:report/drill',
  policy: 'embed',
  summary: 'The records behind one mark of an embedded dashboard, where they may be read',
  tag,
  params: ofReport,
  body: object(
    { cell: map<JsonValue>() },
    { dashboard: id(), ...asked, measure: id(), steps, after: string({ maxLength: 2_000 }), limit: integer({ minimum: 1, maximum: 200 }) },
  ),
  response: { 200: behindMarkSchema },
  handle: async ({ who, params, body, request, services, signal }) => {
    await admit(services, who, request)
    const reading = await wayDown(services, who, params.report, body)
    const { cell, measure, steps, after, limit } = body
    const query = { cell, measure, steps, after, limit, filters: reading.filtersFor(params.report), signal }
    return reading.reportsFor(params.report).drill(who.embed.app, params.report, query)
  },
})

type Headers = { [name: string]: string | string[] | undefined }

function isLocked({ storage }: Services, { embed }: OpenEmbed, headers: Headers): boolean {
  return embed.hasPassword && !storage.embeds.isTicket(embed.id, String(headers['x-embed-ticket'] ?? ''))
}

/** Lets a question through that its visitor may ask, and counts it. */
async function admit(services: Services, who: OpenEmbed, request: { ip: string; headers: Headers }): Promise<void> {
  if (isLocked(services, who, request.headers)) throw fail('server.embed.password')
  await countQuestion(services, who, request.ip)
}

type Way = Parameters<typeof readEmbed>[2] & { dashboard?: Id | undefined; steps?: readonly { by: string }[] | undefined }

/** A figure is gone down into where records may be read, on the dashboard's own reports, and along the path of their author. */
async function wayDown(services: Services, who: OpenEmbed, report: Id, { dashboard, steps = [], ...asked }: Way) {
  const { embed, app } = who
  const reading = await readEmbed(services, who, asked)
  const isHere = (dashboard ?? embed.dashboard) === embed.dashboard && reading.reports.includes(report)
  if (!isHere || !embed.withRecords) throw fail('server.not-found')
  const path = itemOf(app.document.reports, report)?.drill?.path ?? []
  if (!steps.every(({ by }) => path.includes(by))) throw fail('server.not-allowed')
  return reading
}

/** The roles a person may give a link to the dashboard; none: they may make no such link. */
async function rolesOf(services: Services, person: PersonPrincipal, { app: id, dashboard }: { app: Id; dashboard: Id }) {
  const app = await services.storage.apps.get(person, id)
  const roles = inOrder(app.document.access.roles).filter(({ id: role }) => mayEmbed(app, person, { dashboard, role, report: null }))
  return roles.map(({ id, label }) => ({ id, label }))
}

/** @throws server.not-found 404 for whoever may not embed the dashboard with any role */
async function rolesFor(services: Services, person: PersonPrincipal, place: { app: Id; dashboard: Id }) {
  const roles = await rolesOf(services, person, place)
  if (roles.length === 0) throw fail('server.not-found')
  return roles
}

const notAFilter = (path: string) =>
  invalid(path, {
    en: 'expected filters of this dashboard, each fixed, or open, or neither',
    'zh-CN': '应为该看板的筛选，且不能既固定又开放',
  })
