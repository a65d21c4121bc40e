import type { PersonPrincipal } from '@tangram/access'
import { AppError, type Id, inOrder, itemOf, type JsonValue } from '@tangram/data-model'
import type { NewDelivery, RegularDelivery } from '@tangram/storage'
import { readDashboard } from '../dashboard-reading.ts'
import { fail } from '../errors.ts'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, id, integer, localizedText, map, nullable, number, object, oneOf, string, uuid } from '../http/schema.ts'
import { done, holderSchema } from '../http/shapes.ts'
import { nextSending } from '../jobs/next-sending.ts'
import { nextOccurrence } from '../jobs/schedule.ts'
import { queueDelivery, sendAgain, sendToAll } from '../jobs/send-dashboards.ts'
import { mayExport } from '../output/may-export.ts'
import type { Services } from '../services.ts'

const tag = 'reports'
const settings = {
  schedule: string({ pattern: '^\\d{1,2} \\d{1,2} (\\*|[1-9]|1\\d|2[0-8]|L) \\* (\\*|[0-7]|1-5)$' }),
  zone: string({ maxLength: 60 }),
  people: array(uuid(), { maxItems: 200 }),
  addresses: array(string({ maxLength: 254, pattern: '^[^\\s@<>"]+@[^\\s@<>"]+$' }), { maxItems: 50 }),
  channel: oneOf('mail', 'app'),
  format: oneOf('pdf', 'xlsx', 'png'),
  values: map<JsonValue>(),
}
const more = { calendar: nullable(id()), onlyWhen: nullable(object({ is: oneOf('something', 'above') }, { report: id(), than: number() })) }
const deliverySchema = object({
  id: uuid(),
  app: id(),
  dashboard: id(),
  owner: holderSchema,
  ...settings,
  ...more,
  revision: integer(),
  isPaused: bool(),
  endedReason: nullable(string()),
  lastAt: nullable(string()),
  nextAt: nullable(string()),
  results: array(object({ recipient: string(), outcome: oneOf('sent', 'skipped', 'failed'), reason: nullable(string()), at: string() })),
})

export const listDeliveries = defineRoute({
  method: 'GET',
  url: '/api/v1/deliveries',
  policy: 'session',
  summary: "The dashboards that the reader has sent regularly; everybody's for administrators who ask, and for who designs the app",
  tag,
  query: object({}, { all: bool(), app: id(), dashboard: id() }),
  response: { 200: array(deliverySchema) },
  handle: async ({ query, who, services }) => {
    const found = await services.storage.deliveries.list(who.principal, query)
    return Promise.all(found.map((one) => withNext(services, one)))
  },
})

export const listCalendars = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/calendars',
  policy: 'session',
  summary: 'The names of the calendars of an app, by which its dashboards can be sent',
  tag,
  params: object({ app: id() }),
  response: { 200: array(object({ id: id(), label: localizedText() })) },
  handle: async ({ params, who, services }) => {
    const { document } = await services.storage.apps.get(who.principal, params.app)
    const isTheirs = (await services.storage.apps.list(who.principal)).some((one) => one.id === params.app)
    if (!isTheirs) throw fail('server.not-found')
    return inOrder(document.calendars).map((one) => ({ id: one.id, label: one.label }))
  },
})

export const addDelivery = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/dashboards/:dashboard/deliveries',
  policy: 'session',
  summary: 'Sends a dashboard regularly: to people with their own rights, to addresses outside with those of the sender',
  tag,
  params: object({ app: id(), dashboard: id() }),
  body: object(settings, more),
  response: { 201: deliverySchema },
  handle: async ({ params, body, who, request, reply, services }) => {
    const asked = { calendar: null, onlyWhen: null, ...body } as Asked
    await refuseUnfit(services, who.principal, params, asked)
    const made = await services.storage.transaction(async (trx) => {
      const delivery = await services.storage.deliveries.create(who.principal, { ...params, ...asked }, trx)
      await queueDelivery(services, delivery, trx)
      return delivery
    })
    await noteDone({ services, who, request }, 'delivery.create', `${params.app} ${params.dashboard}`)
    return reply.code(201).send(await withNext(services, made))
  },
})

export const changeDelivery = defineRoute({
  method: 'PATCH',
  url: '/api/v1/deliveries/:delivery',
  policy: 'session',
  summary: 'Changes, pauses or resumes a regular delivery',
  tag,
  params: object({ delivery: uuid() }),
  body: object({}, { ...settings, ...more, isPaused: bool() }),
  response: { 200: deliverySchema },
  handle: async ({ params, body, who, request, services }) => {
    const before = await services.storage.deliveries.get(who.principal, params.delivery)
    // What is sent stays the owner's: somebody else (who looks after the app) pauses it, or takes it away.
    const change = body as Partial<Asked> & { isPaused?: boolean }
    const isOnlyPaused = Object.keys(body).every((key) => key === 'isPaused')
    if (!isOnlyPaused && before.owner.id !== who.principal.id) throw fail('server.not-allowed')
    if (!isOnlyPaused) await refuseUnfit(services, who.principal, before, { ...before, ...change })
    const changed = await services.storage.transaction(async (trx) => {
      const delivery = await services.storage.deliveries.update(who.principal, params.delivery, change, trx)
      await queueDelivery(services, delivery, trx)
      return delivery
    })
    await noteDone({ services, who, request }, 'delivery.change', params.delivery)
    return withNext(services, changed)
  },
})

export const removeDelivery = defineRoute({
  method: 'DELETE',
  url: '/api/v1/deliveries/:delivery',
  policy: 'session',
  summary: 'Ends a regular delivery',
  tag,
  params: object({ delivery: uuid() }),
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await services.storage.deliveries.remove(who.principal, params.delivery)
    await noteDone({ services, who, request }, 'delivery.remove', params.delivery)
    return { ok: true }
  },
})

export const sendDelivery = defineRoute({
  method: 'POST',
  url: '/api/v1/deliveries/:delivery/send',
  policy: 'session',
  summary: 'Sends a regular delivery now, once; repeated within the same minute it sends nothing twice',
  tag,
  params: object({ delivery: uuid() }),
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    const delivery = await services.storage.deliveries.get(who.principal, params.delivery)
    if (delivery.endedReason) throw fail('server.not-allowed')
    // Whoever looks after the app lets it go out as its owner has it: each reader with their own rights.
    if (delivery.owner.id === who.principal.id) await refuseUnfit(services, who.principal, delivery, delivery)
    await sendToAll(services, delivery, `${services.now().slice(0, 16)}:00.000Z`)
    await noteDone({ services, who, request }, 'delivery.send', params.delivery)
    return { ok: true }
  },
})

export const retryDelivery = defineRoute({
  method: 'POST',
  url: '/api/v1/deliveries/:delivery/retry',
  policy: 'session',
  summary: 'Tries the last delivery again for those who did not get it',
  tag,
  params: object({ delivery: uuid() }),
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await sendAgain(services, await services.storage.deliveries.get(who.principal, params.delivery))
    await noteDone({ services, who, request }, 'delivery.retry', params.delivery)
    return { ok: true }
  },
})

export const takeOverDelivery = defineRoute({
  method: 'POST',
  url: '/api/v1/deliveries/:delivery/take-over',
  policy: 'session',
  summary: 'Makes a regular delivery that of who asks, an administrator or who designs the app; one whose sender left goes on',
  tag,
  params: object({ delivery: uuid() }),
  response: { 200: deliverySchema },
  handle: async ({ params, who, request, services }) => {
    const before = await services.storage.deliveries.get(who.principal, params.delivery)
    await refuseUnfit(services, who.principal, before, before)
    const taken = await services.storage.transaction(async (trx) => {
      const delivery = await services.storage.deliveries.takeOver(who.principal, params.delivery, trx)
      await queueDelivery(services, delivery, trx)
      return delivery
    })
    await noteDone({ services, who, request }, 'delivery.take-over', params.delivery)
    return withNext(services, taken)
  },
})

const withNext = async (services: Services, one: RegularDelivery) => ({ ...one, nextAt: await nextSending(services, one) })

type Asked = Omit<NewDelivery, 'app' | 'dashboard'>

/** A dashboard the sender may open, a clock that runs, somebody to send to; outside only by those who may take its figures out. */
async function refuseUnfit(
  services: Services,
  principal: PersonPrincipal,
  { app, dashboard }: { app: Id; dashboard: Id },
  { schedule, zone, people, addresses, channel, values, calendar, onlyWhen }: Asked,
): Promise<void> {
  const reading = await readDashboard(services, principal, { app, dashboard }, { values })
  if (people.length + addresses.length === 0)
    throw invalid('/people', { en: 'expected somebody to send it to', 'zh-CN': '请至少选择一位收件人' })
  if (addresses.length > 0) {
    if (channel !== 'mail') throw invalid('/addresses', { en: 'only mail goes outside', 'zh-CN': '外部地址只能用邮件发送' })
    const published = await services.storage.apps.get(principal, app)
    if (!reading.reports.some((report) => mayExport(published, principal, report))) throw fail('server.not-allowed')
  }
  const known = await services.storage.people.find(principal, { ids: people, limit: people.length })
  if (known.length < new Set(people).size)
    throw invalid('/people', { en: 'expected people of the organisation', 'zh-CN': '应为组织内的人员' })
  const { document } = await services.storage.apps.get(principal, app)
  if (calendar !== null && !itemOf(document.calendars, calendar))
    throw invalid('/calendar', { en: 'expected a calendar of the app', 'zh-CN': '应为该应用的工作日历' })
  if (onlyWhen?.is === 'above' && !(reading.reports.includes(onlyWhen.report) && Number.isFinite(onlyWhen.than)))
    throw invalid('/onlyWhen', { en: 'expected a report of this dashboard and a number', 'zh-CN': '应为该看板中的报表和一个数值' })
  if (nextOccurrenceOrNull(schedule, zone, services.now()) === null)
    throw invalid('/schedule', { en: 'expected a time that comes', 'zh-CN': '应为有效的发送时间' })
}

function nextOccurrenceOrNull(schedule: string, zone: string, now: string): string | null {
  try {
    return nextOccurrence(schedule, zone, now)
  } catch (error) {
    if (error instanceof AppError) throw error
    return null
  }
}
