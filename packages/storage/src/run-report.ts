import type { Principal } from '@tangram/access'
import { checkApp, type Platform, recordColumn } from '@tangram/app-model'
import { type Diagnostic, emptyCollection, type Id, itemOf, type JsonValue } from '@tangram/data-model'
import {
  breakDown,
  type Cell,
  checkAsked,
  checkReport,
  type DrillStep,
  type ReportDocument,
  type ReportFilter,
} from '@tangram/report-engine'
import { compileDetail, compileReport, sourceScope } from '@tangram/report-engine/sql'
import { type RawBuilder, sql } from 'kysely'
import type { LoadedApp } from './apps/loaded-app.ts'
import { compileQuery, runQuery } from './compiled-query.ts'
import { type Context, givenFor } from './context.ts'
import { fail } from './errors.ts'
import { listRecords, recordOptions } from './records/read-records.ts'
import { reportRows } from './records/report-rows.ts'
import { type Source, type SourceQuestion, sourceOf } from './records/source.ts'
import type { Reports } from './reports.ts'

/** What a reader asks of a report beside itself. */
type Asked = { filters?: readonly ReportFilter[]; steps?: readonly DrillStep[]; cell?: Cell }

export function createReports(context: Context, principal: Principal): Reports {
  const prepare = async (app: Id, id: Id, asked: Asked = {}) => {
    const loaded = await context.apps.current(app)
    const found = itemOf(loaded.document.reports, id)
    if (!found) throw fail('storage.report.unknown', { report: id })
    return prepareReport(loaded, found, asked)
  }
  const prepareReport = (loaded: LoadedApp, found: ReportDocument, { filters = [], steps = [], cell = {} }: Asked = {}) => {
    const zone = found.timezone === 'viewer' ? principal.zone : context.options.zone
    const given = { ...givenFor(context, principal, loaded), zone }
    const question: SourceQuestion = { app: loaded, principal, entity: found.from, given, isReport: true }
    const source = sourceOf(question)
    const reportSource = reportRows(question)
    const scope = sourceScope(reportSource)
    refuseFaults(checkAsked(found, { filters }, scope))
    let report: ReportDocument = filters.length > 0 ? { ...found, where: [...(found.where ?? []), ...filters] } : found
    for (const step of steps) {
      refuseFaults(checkAsked(report, step, scope))
      report = breakDown(report, step, scope)
    }
    refuseFaults(checkAsked(report, { cell }, scope))
    return { report, given, source, reportSource, scope }
  }
  const answer = async (app: Id, { report, given, reportSource }: ReturnType<typeof prepareReport>) => {
    const { query, resultOf } = compileReport(report, reportSource, given)
    const { rows } = await runQuery<Parameters<typeof resultOf>[0][number]>(context.db.pool, compileQuery(context.db, query))
    const result = resultOf(rows)
    const labels: { [id: string]: string } = {}
    await addLabels(context, principal, app, result.columns, result.rows, labels)
    return Object.keys(labels).length > 0 ? { ...result, labels } : result
  }

  return {
    run: async (app, id, filters = [], steps = []) => answer(app, await prepare(app, id, { filters, steps })),
    preview: async (app, asked) => {
      const loaded = await context.apps.current(app)
      const report = soundReport(loaded, asked, context.options.platform)
      const prepared = prepareReport(loaded, report)
      // What is hidden from this reader is unknown to them here too.
      refuseFaults(checkReport(report, prepared.scope))
      return answer(app, prepared)
    },
    drill: async (app, id, { cell, measure, filters = [], steps = [], after, limit = 50 }) => {
      const { report, given, source, reportSource } = await prepare(app, id, { filters, steps, cell })
      const behind = compileDetail(report, { cell, measure }, reportSource, given).query
      const records = recordsBehind(source, behind)
      return { ...(await pageOf(context, { app, principal, ...records, after, limit })), columns: report.drill?.columns ?? [] }
    },
  }
}

/** Keys of the records that counted rows are about, each once: those of the report, or what the rows of its dataset are about. */
function recordsBehind(source: Source, behind: RawBuilder<unknown>): { entity: Id; keys: RawBuilder<unknown> | undefined } {
  if (!source.entity.dataset) return { entity: source.entity.id, keys: sql`(select distinct record as id from (${behind}) as counted)` }
  const about = source.attributes.find(({ id, valueType }) => valueType.kind === 'reference' && id === recordColumn(valueType.to))
  if (about?.valueType.kind !== 'reference') return { entity: source.entity.id, keys: undefined }
  const column = sql.ref(`d.${about.id}`)
  const keys = sql`(select distinct ${column} as id from ${source.query} as d where d.id in (select record from (${behind}) as counted) and ${column} is not null)`
  return { entity: about.valueType.to, keys }
}

type PageQuestion = ReturnType<typeof recordsBehind> & { app: Id; principal: Principal; after: string | undefined; limit: number }

/** The newest records of some keys, and how many there are. */
async function pageOf(
  context: Context,
  { app, principal, entity, keys, after, limit }: PageQuestion,
): Promise<Omit<Awaited<ReturnType<Reports['drill']>>, 'columns'>> {
  if (!keys) return { records: [], next: null, entity, count: 0 }
  if (after !== undefined && !uuidPattern.test(after)) throw fail('storage.query.cursor', {}, { path: '/after' })
  const past = after === undefined ? sql`` : sql` where id < ${after}::uuid`
  const [counted, found] = await Promise.all([
    runQuery<{ n: number }>(context.db.pool, compileQuery(context.db, sql`select count(*)::integer as n from ${keys} as keys`)),
    runQuery<{ id: string }>(
      context.db.pool,
      compileQuery(context.db, sql`select id from ${keys} as keys${past} order by id desc limit ${limit + 1}`),
    ),
  ])
  const ids = found.rows.slice(0, limit).map(({ id }) => id)
  const { records } = await listRecords(context, { app, entity, principal }, { where: { in: [{ var: 'id' }, ids] }, limit })
  const inOrder = records.sort((a, b) => (a.id < b.id ? 1 : -1))
  return { records: inOrder, next: found.rows.length > limit ? (ids.at(-1) ?? null) : null, entity, count: counted.rows[0]?.n ?? 0 }
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The report, once it is known to be one that the published app could have. */
function soundReport(app: LoadedApp, asked: JsonValue, platform: Platform): ReportDocument {
  const report = { ...(asked as object), id: 'preview' } as ReportDocument
  const isKnown = itemOf(app.document.entities, report.from) ?? app.resolved.datasets.find(({ id }) => id === report.from)
  if (typeof report.from === 'string' && !isKnown) throw fail('storage.entity.unknown', { entity: report.from })
  const reports = { order: [report.id], items: { [report.id]: report } }
  const faults = checkApp({ ...app.document, reports, dashboards: emptyCollection() }, platform)
  refuseFaults(faults.filter(({ path }) => path === '' || path.startsWith('/reports')))
  return report
}

function refuseFaults(faults: readonly Diagnostic[]): void {
  const wrong = faults.find(({ severity }) => severity === 'error')
  if (wrong) throw fail('storage.query.invalid', { reason: wrong.message }, { path: wrong.path })
}

type Columns = readonly { role: 'dimension' | 'measure'; valueType: { kind: string; to?: Id } }[]

/** Names of the people, teams and records that are keys of the result, as far as the reader may see them. */
async function addLabels(
  context: Context,
  principal: Principal,
  app: Id,
  columns: Columns,
  rows: readonly (readonly unknown[])[],
  labels: { [id: string]: string },
): Promise<void> {
  for (const [i, column] of columns.entries()) {
    const target = column.valueType.kind === 'reference' ? column.valueType.to : undefined
    if (target === undefined) continue
    const ids = [...new Set(rows.flatMap((row) => (typeof row[i] === 'string' ? [row[i] as string] : [])))]
    const loaded = await context.apps.current(app)
    if (loaded.resolved.entity(target)?.system) await context.labels.collect(ids, labels)
    else
      for (const { id, label } of await recordOptions(context, { app, entity: target, principal }, { ids, limit: 200 })) labels[id] = label
  }
}
