import type { Principal } from '@tangram/access'
import { checkApp, type Platform, recordColumn } from '@tangram/app-model'
import { type Diagnostic, emptyCollection, type Id, itemOf, type JsonValue } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { compileCondition } from '@tangram/expression/sql'
import { type Cell, cellFilter, checkAsked, checkReport, type ReportDocument, type ReportFilter } from '@tangram/report-engine'
import { compileReport, sourceScope } from '@tangram/report-engine/sql'
import { sql } from 'kysely'
import type { LoadedApp } from './apps/loaded-app.ts'
import { compileQuery, runQuery } from './compiled-query.ts'
import { type Context, givenFor } from './context.ts'
import { fail } from './errors.ts'
import { countRecords, listRecords, recordOptions } from './records/read-records.ts'
import { reportRows } from './records/report-rows.ts'
import { type Source, type SourceQuestion, sourceOf } from './records/source.ts'
import type { Reports } from './reports.ts'

export function createReports(context: Context, principal: Principal): Reports {
  const prepare = async (app: Id, id: Id, filters?: readonly ReportFilter[], cell?: Cell) => {
    const loaded = await context.apps.current(app)
    const found = itemOf(loaded.document.reports, id)
    if (!found) throw fail('storage.report.unknown', { report: id })
    return prepareReport(loaded, found, filters, cell)
  }
  const prepareReport = (loaded: LoadedApp, found: ReportDocument, filters: readonly ReportFilter[] = [], cell: Cell = {}) => {
    const report: ReportDocument = filters.length > 0 ? { ...found, where: [...(found.where ?? []), ...filters] } : found
    const zone = report.timezone === 'viewer' ? principal.zone : context.options.zone
    const given = { ...givenFor(context, principal, loaded), zone }
    const question: SourceQuestion = { app: loaded, principal, entity: report.from, given, isReport: true }
    const source = sourceOf(question)
    const reportSource = reportRows(question)
    const scope = sourceScope(reportSource)
    const wrong = checkAsked(found, { filters, cell }, scope).find(({ severity }) => severity === 'error')
    if (wrong) throw fail('storage.query.invalid', { reason: wrong.message }, { path: wrong.path })
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
    run: async (app, id, filters) => answer(app, await prepare(app, id, filters)),
    preview: async (app, asked) => {
      const loaded = await context.apps.current(app)
      const report = soundReport(loaded, asked, context.options.platform)
      const prepared = prepareReport(loaded, report)
      // What is hidden from this reader is unknown to them here too.
      refuseFaults(checkReport(report, prepared.scope))
      return answer(app, prepared)
    },
    drill: async (app, id, { cell, measure, filters, after, limit }) => {
      const { report, given, source, scope } = await prepare(app, id, filters, cell)
      const where = cellFilter(report, cell, { typeOf: scope.typeOf, given }, measure)
      if (source.entity.dataset) return recordsBehind(context, { app, principal, source, where, after, limit: limit ?? 50 })
      const read = { app, entity: report.from, principal }
      const columns = report.drill?.columns ?? []
      const [page, count] = await Promise.all([
        listRecords(context, read, { where, after, limit: limit ?? 50 }),
        countRecords(context, read, { where }),
      ])
      return { ...page, entity: report.from, columns, count }
    },
  }
}

/** The records that rows of a dataset are about, each once, newest first. Of several tables: of the first. */
async function recordsBehind(
  context: Context,
  {
    app,
    principal,
    source,
    where,
    after,
    limit,
  }: { app: Id; principal: Principal; source: Source; where: Logic; after: string | undefined; limit: number },
): ReturnType<Reports['drill']> {
  const about = source.attributes.find(({ id, valueType }) => valueType.kind === 'reference' && id === recordColumn(valueType.to))
  if (about?.valueType.kind !== 'reference') return { records: [], next: null, entity: source.entity.id, columns: [], count: 0 }
  const column = sql.ref(`d.${about.id}`)
  const from = sql`from ${source.query} as d where ${compileCondition(where, source.scope('d'))} and ${column} is not null`
  const [counted, found] = await Promise.all([
    runQuery<{ n: number }>(context.db.pool, compileQuery(context.db, sql`select count(distinct ${column})::integer as n ${from}`)),
    runQuery<{ id: string }>(
      context.db.pool,
      compileQuery(
        context.db,
        sql`select distinct ${column} as id ${from} and ${after === undefined ? sql`true` : sql`${column} < ${after}::uuid`} order by 1 desc limit ${limit + 1}`,
      ),
    ),
  ])
  const ids = found.rows.slice(0, limit).map(({ id }) => id)
  const { to: entity } = about.valueType
  const { records } = await listRecords(context, { app, entity, principal }, { where: { in: [{ var: 'id' }, ids] }, limit })
  const inOrder = records.sort((a, b) => (a.id < b.id ? 1 : -1))
  const next = found.rows.length > limit ? (ids.at(-1) ?? null) : null
  return { records: inOrder, next, entity, columns: [], count: counted.rows[0]?.n ?? 0 }
}

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
