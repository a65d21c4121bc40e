import { canSeeDashboard, type PersonPrincipal } from '@tangram/access'
import { type Id, inOrder, itemOf, type JsonObject, type JsonValue } from '@tangram/data-model'
import { fail } from '../errors.ts'
import { problemFrom } from '../http/problem.ts'
import { filtersSchema, reportFiltersIn } from '../http/report-filters.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, map, nullable, object, oneOf, string } from '../http/schema.ts'
import { recordSchema } from '../http/shapes.ts'
import type { Services } from '../services.ts'
import { reportsShown } from '../visible-app.ts'

const tag = 'reports'
const ofReport = object({ app: id(), report: id() })
/** Where a reader went down: the cell of the report before, and what it is broken down by; dates by a part of the calendar. */
const period = oneOf('day', 'week', 'month', 'quarter', 'year', 'hour-of-day', 'day-of-week', 'month-of-year')
const steps = array(object({ cell: map<JsonValue>(), by: string({ maxLength: 200 }) }, { period }), { maxItems: 20 })
/** True: read anew, whatever is remembered. */
const fresh = bool()

export const runReport = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/reports/:report/run',
  policy: 'session',
  summary: 'Answers a report over the records the reader may see',
  tag,
  params: ofReport,
  body: object({}, { filters: filtersSchema, steps, fresh }),
  response: { 200: anything() },
  handle: async ({ params, body, who, services, signal }) => {
    await admitReader(services, who.principal, params)
    const how = { signal, fresh: body.fresh }
    return services.storage.reports(who.principal).run(params.app, params.report, reportFiltersIn(body.filters), body.steps, how)
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

export const drillReport = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/reports/:report/drill',
  policy: 'session',
  summary: 'Exactly the records behind one mark of a report',
  tag,
  params: ofReport,
  body: object(
    { cell: map<JsonValue>() },
    { measure: id(), filters: filtersSchema, steps, after: string({ maxLength: 2_000 }), limit: integer({ minimum: 1, maximum: 200 }) },
  ),
  response: {
    200: object({ records: array(recordSchema), next: nullable(string()), entity: id(), columns: array(string()), count: integer() }),
  },
  handle: async ({ params, body, who, services, signal }) => {
    await admitReader(services, who.principal, params)
    const { filters, ...query } = body
    return services.storage.reports(who.principal).drill(params.app, params.report, { ...query, filters: reportFiltersIn(filters), signal })
  },
})

export const runDashboard = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/dashboards/:dashboard/run',
  policy: 'session',
  summary: 'Answers every report of a dashboard; one that fails holds its problem',
  tag,
  params: object({ app: id(), dashboard: id() }),
  body: object({}, { filters: filtersSchema, fresh }),
  response: { 200: object({ results: anything() }) },
  handle: async ({ params, body, who, request, locale, services, signal }) => {
    const { document } = await services.storage.apps.get(who.principal, params.app)
    const dashboard = itemOf(document.dashboards, params.dashboard)
    if (!dashboard || !canSeeDashboard(document.access, who.principal, params.app, params.dashboard)) throw fail('server.not-found')
    const filters = reportFiltersIn(body.filters)
    const how = { signal, fresh: body.fresh }
    const reports = services.storage.reports(who.principal)
    const ids = [...new Set(inOrder(dashboard.tiles).map((tile) => tile.report))]
    const results = await Promise.all(
      ids.map(async (report) => {
        try {
          return [report, await reports.run(params.app, report, filters, [], how)]
        } catch (error) {
          const problem = problemFrom(error, locale, { id: request.id })
          if (problem.status >= 500) request.log.error({ err: error, report }, 'report failed')
          return [report, problem]
        }
      }),
    )
    return { results: Object.fromEntries(results) as JsonObject }
  },
})

/** A report is for those who may open a dashboard it stands on; for others it does not exist. */
async function admitReader(services: Services, principal: PersonPrincipal, { app, report }: { app: Id; report: Id }): Promise<void> {
  const { document } = await services.storage.apps.get(principal, app)
  if (!reportsShown(document, principal).has(report)) throw fail('server.not-found')
}
