import { PassThrough } from 'node:stream'
import type { PersonPrincipal } from '@tangram/access'
import { type Id, itemOf, type JsonValue, type Locale } from '@tangram/data-model'
import type { ReportFilter } from '@tangram/report-engine'
import type { Reports } from '@tangram/storage'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DashboardAsked, type DashboardReading, readDashboard } from '../dashboard-reading.ts'
import { eachOf } from '../each-of.ts'
import { fail } from '../errors.ts'
import { problemFrom } from '../http/problem.ts'
import { filtersSchema, reportFiltersIn } from '../http/report-filters.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, map, object, oneOf, string } from '../http/schema.ts'
import { behindMarkSchema } from '../http/shapes.ts'
import type { Services } from '../services.ts'
import { reportsShown } from '../visible-app.ts'

const tag = 'reports'
const ofReport = object({ app: id(), report: id() })
/** Where a reader went down: the cell of the report before, and what it is broken down by; dates by a part of the calendar. */
const period = oneOf('day', 'week', 'month', 'quarter', 'year', 'hour-of-day', 'day-of-week', 'month-of-year')
export const steps = array(object({ cell: map<JsonValue>(), by: string({ maxLength: 200 }) }, { period }), { maxItems: 20 })
/** Values of the dashboard's filters, and the mark that was clicked on one of its tiles. */
export const asked = { values: map<JsonValue>(), cross: object({ report: id(), cell: map<JsonValue>() }) }
/** True: read anew, whatever is remembered. */
const fresh = bool()

export const runReport = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/reports/:report/run',
  policy: 'session',
  summary: 'Answers a report over the records the reader may see',
  tag,
  params: ofReport,
  body: object({}, { dashboard: id(), ...asked, filters: filtersSchema, steps, fresh }),
  response: { 200: anything() },
  handle: async ({ params, body, who, services, signal }) => {
    const { reports, filters } = await readerOf(services, who.principal, params, body)
    return reports.run(params.app, params.report, filters, body.steps, { signal, fresh: body.fresh })
  },
})

export const previewReport = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/draft/reports/run',
  policy: 'designer',
  summary: 'Answers a report that is being drawn up, over the published records its author may see',
  tag,
  params: object({ app: id() }),
  body: object({ report: anything() }),
  response: { 200: anything() },
  handle: ({ params, body, who, services, signal }) =>
    services.storage.reports(who.principal).preview(params.app, body.report as JsonValue, { signal }),
})

/** A mark: the dimensions it is about, and how its reader got there. */
const mark = {
  all: { cell: map<JsonValue>() },
  some: { dashboard: id(), ...asked, measure: id(), filters: filtersSchema, steps },
}
export const markSchema = object(mark.all, mark.some)

export const drillReport = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/reports/:report/drill',
  policy: 'session',
  summary: 'Exactly the records behind one mark of a report',
  tag,
  params: ofReport,
  body: object(mark.all, { ...mark.some, after: string({ maxLength: 2_000 }), limit: integer({ minimum: 1, maximum: 200 }) }),
  response: { 200: behindMarkSchema },
  handle: async ({ params, body, who, services, signal }) => {
    const { filters } = await readerOf(services, who.principal, params, body)
    const { cell, measure, steps, after, limit } = body
    const query = { cell, measure, steps, after, limit, filters, signal }
    return services.storage.reports(who.principal).drill(params.app, params.report, query)
  },
})

export const runDashboard = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/dashboards/:dashboard/run',
  policy: 'session',
  summary:
    'Answers every report of a dashboard; one that fails holds its problem. As x-ndjson each answer is a line, as soon as it is there',
  tag,
  params: object({ app: id(), dashboard: id() }),
  body: object({}, { ...asked, only: array(id(), { maxItems: 200 }), filters: filtersSchema, fresh }),
  response: { 200: object({ results: anything(), values: anything(), unreached: anything() }) },
  handle: async ({ params, body, who, request, reply, locale, services, signal }) => {
    const reading = await readDashboard(services, who.principal, params, body)
    const free = freeFilters(reading, body.filters)
    return answerDashboard({ request, reply, locale, signal }, reading, { app: params.app, only: body.only, fresh: body.fresh, free })
  },
})

type Answering = { request: FastifyRequest; reply: FastifyReply; locale: Locale; signal: AbortSignal }
type Wanted = { app: Id; only?: readonly Id[] | undefined; fresh?: boolean | undefined; free?: readonly ReportFilter[] }

/** Every report of a dashboard as it is read: at once, or line by line for who asks so. */
export async function answerDashboard(
  { request, reply, locale, signal }: Answering,
  reading: DashboardReading,
  { app, only, fresh, free = [] }: Wanted,
) {
  const how = { signal, fresh }
  const ids = reading.reports.filter((report) => only?.includes(report) ?? true)
  const answer = async (report: Id): Promise<JsonValue> => {
    try {
      const filters = [...free, ...reading.filtersFor(report)]
      return (await reading.reportsFor(report).run(app, report, filters, [], how)) as unknown as JsonValue
    } catch (error) {
      const problem = problemFrom(error, locale, { id: request.id })
      if (problem.status >= 500) request.log.error({ err: error, report }, 'report failed')
      return problem as unknown as JsonValue
    }
  }
  const head = { values: reading.values, unreached: Object.fromEntries(ids.map((report) => [report, reading.unreached(report)])) }
  if (!request.headers.accept?.includes(lines)) {
    const results = new Map<Id, JsonValue>()
    await eachOf(ids, atOnce, async (report) => {
      results.set(report, await answer(report))
    })
    // In the order of the dashboard, whichever was done first.
    return { ...head, results: Object.fromEntries(ids.map((report) => [report, results.get(report) ?? null])) }
  }
  const stream = new PassThrough()
  const write = (line: object) => void stream.write(`${JSON.stringify(line)}\n`)
  write(head)
  void eachOf(ids, atOnce, async (report) => write({ report, result: await answer(report) })).then(
    () => stream.end(),
    (error: Error) => stream.destroy(error),
  )
  return reply
    .type(`${lines}; charset=utf-8`)
    .serializer((payload: unknown) => payload as string)
    .send(stream)
}

const lines = 'application/x-ndjson'
/**
 * Reports of one dashboard that are counted together. PostgreSQL takes several cores for one of them; all at once, the first would come with the last.
 */
const atOnce = 3

/**
 * Filters of the reader's own making. Figures that are counted with somebody else's rights take none: asked often enough, they would tell
 * what the reader may not see.
 */
export function freeFilters({ dashboard }: DashboardReading, filters: JsonValue | undefined): ReportFilter[] {
  const found = reportFiltersIn(filters)
  if (found.length > 0 && dashboard.access === 'publisher') throw fail('server.not-allowed')
  return found
}

type AskedOfReport = DashboardAsked & {
  dashboard?: Id | undefined
  filters?: JsonValue | undefined
  steps?: readonly { by: string }[] | undefined
}

/**
 * With whose rights a report is read and under which filters: on a dashboard, that of the dashboard; else the reader's own. A report is for
 * those who may open a dashboard it stands on; for others it does not exist.
 *
 * Under the publisher's rights a reader goes down the path that the report's author laid; any other field is broken down with their own.
 */
export async function readerOf(
  services: Services,
  principal: PersonPrincipal,
  { app, report }: { app: Id; report: Id },
  { dashboard, filters, steps = [], ...asked }: AskedOfReport,
): Promise<{ reports: Reports; filters: ReportFilter[] }> {
  const own = services.storage.reports(principal)
  const { document } = await services.storage.apps.get(principal, app)
  if (!reportsShown(document, principal).has(report)) throw fail('server.not-found')
  if (dashboard === undefined) return { reports: own, filters: reportFiltersIn(filters) }
  const reading = await readDashboard(services, principal, { app, dashboard }, asked)
  if (!reading.reports.includes(report)) throw fail('server.not-found')
  const path = itemOf(document.reports, report)?.drill?.path ?? []
  const isOnPath = steps.every(({ by }) => path.includes(by))
  return {
    reports: isOnPath ? reading.reportsFor(report) : own,
    filters: [...freeFilters(reading, filters), ...reading.filtersFor(report)],
  }
}
