import { itemOf } from '@tangram/data-model'
import { maxSheetRows } from '@tangram/workbook'
import { readDashboard } from '../dashboard-reading.ts'
import { fail } from '../errors.ts'
import { exportRecords } from '../export-records.ts'
import { noteDone } from '../http/note-done.ts'
import { filtersSchema } from '../http/report-filters.ts'
import { defineRoute } from '../http/route.ts'
import { anything, id, object, oneOf } from '../http/schema.ts'
import { dashboardFile } from '../output/dashboard-file.ts'
import { filterNotes } from '../output/filter-notes.ts'
import { mayExport } from '../output/may-export.ts'
import { sendFile } from '../output/output-file.ts'
import { reportFile } from '../output/report-file.ts'
import { asked, freeFilters, markSchema, readerOf, steps } from './reports.ts'

const tag = 'reports'

export const exportReport = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/reports/:report/export',
  policy: 'session',
  summary: 'A report as a file: all its rows as csv or xlsx, or its chart as png, svg or pdf',
  tag,
  params: object({ app: id(), report: id() }),
  query: object({ format: oneOf('xlsx', 'csv', 'png', 'svg', 'pdf') }),
  body: object({}, { dashboard: id(), ...asked, filters: filtersSchema, steps }),
  response: { 200: anything() },
  handle: async ({ params, query, body, who, request, reply, locale, services, signal }) => {
    const reader = await readerOf(services, who.principal, params, body)
    const app = await services.storage.apps.get(who.principal, params.app)
    const document = itemOf(app.document.reports, params.report)
    if (!document) throw fail('server.not-found')
    if (!mayExport(app, who.principal, params.report)) throw fail('server.not-allowed')
    const { dashboard } = body
    const reading = dashboard === undefined ? undefined : await readDashboard(services, who.principal, { app: params.app, dashboard }, body)
    const notes = reading ? filterNotes(reading, app, locale, body.cross !== undefined) : []
    const file = await reportFile(services, { ...params, ...reader, steps: body.steps ?? [], document, notes }, query.format, {
      locale,
      signal,
    })
    await noteDone({ services, who, request }, 'report.export', `${params.app} ${params.report} ${query.format}`)
    return sendFile(reply, file)
  },
})

export const exportDrilled = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/reports/:report/drill/export',
  policy: 'session',
  summary: 'All the records behind one mark of a report as a file, with the columns that the report shows of them',
  tag,
  params: object({ app: id(), report: id() }),
  query: object({ format: oneOf('xlsx', 'csv') }),
  body: markSchema,
  response: { 200: anything() },
  handle: async ({ params, query: { format }, body, who, request, reply, locale, services, signal }) => {
    const { filters } = await readerOf(services, who.principal, params, body)
    const { cell, measure, steps } = body
    const asked = { cell, measure, steps, filters, signal }
    const reader = await services.storage.reports(who.principal).behind(params.app, params.report, asked)
    if (format === 'xlsx' && reader.count >= maxSheetRows)
      throw fail('server.export.too-many', { count: reader.count, max: maxSheetRows - 1 })
    const query = reader.columns.length > 0 ? { select: reader.columns } : {}
    const from = { app: params.app, entity: reader.entity, reader }
    const file = await exportRecords(services, who.principal, from, query, format, locale, signal)
    await noteDone({ services, who, request }, 'report.export-records', `${params.app} ${params.report} ${format}`)
    return sendFile(reply, file)
  },
})

export const exportDashboard = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/dashboards/:dashboard/export',
  policy: 'session',
  summary: 'A whole dashboard as a file: its tiles as laid out, or a sheet for each of its reports',
  tag,
  params: object({ app: id(), dashboard: id() }),
  query: object({ format: oneOf('pdf', 'xlsx', 'png') }),
  body: object({}, { ...asked, filters: filtersSchema }),
  response: { 200: anything() },
  handle: async ({ params, query, body, who, request, reply, locale, services, signal }) => {
    const reading = await readDashboard(services, who.principal, params, body)
    const free = freeFilters(reading, body.filters)
    const file = await dashboardFile(services, who.principal, params, { ...body, free }, query.format, { locale, signal })
    await noteDone({ services, who, request }, 'dashboard.export', `${params.app} ${params.dashboard} ${query.format}`)
    return sendFile(reply, file)
  },
})
