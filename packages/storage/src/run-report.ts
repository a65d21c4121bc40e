import type { Principal } from '@tangram/access'
import { checkApp, type Platform, recordColumn } from '@tangram/app-model'
import { type Diagnostic, emptyCollection, type Id, type Instant, idTypeOf, itemOf, type JsonValue } from '@tangram/data-model'
import {
  breakDown,
  type Cell,
  checkAsked,
  checkReport,
  type DrillStep,
  type ReportDocument,
  type ReportFilter,
  type ReportResult,
} from '@tangram/report-engine'
import { compileDetail, compileReport, type ReportRow, sourceScope } from '@tangram/report-engine/sql'
import { type RawBuilder, sql } from 'kysely'
import { entityOf, type LoadedApp } from './apps/loaded-app.ts'
import { compileQuery } from './compiled-query.ts'
import { type Context, givenFor } from './context.ts'
import { copyOut } from './copy-out.ts'
import { fail } from './errors.ts'
import { sqlTypeOf } from './records/codec.ts'
import { listRecords, recordsOfKeys } from './records/read-records.ts'
import { isIdOf } from './records/record-ids.ts'
import { recordsCsv } from './records/records-csv.ts'
import { reportRows } from './records/report-rows.ts'
import { type Source, type SourceQuestion, sourceOf } from './records/source.ts'
import { reportCsv } from './report-csv.ts'
import { labelsOf, labelsRead } from './report-labels.ts'
import { pagesOf } from './report-pages.ts'
import { type CompiledQuestion, questionOf } from './report-question.ts'
import type { ReportReading } from './report-reading.ts'
import type { ReportRunner } from './report-runner.ts'
import type { DrilledRecords, Execution, ReportPage, Reports } from './reports.ts'

/** What a reader asks of a report beside itself. */
type Asked = { filters?: readonly ReportFilter[]; steps?: readonly DrillStep[]; cell?: Cell; now?: Instant }

export function createReports(shared: Context, principal: Principal, reading: ReportReading): Reports {
  const { db, runner, cache, statements } = reading
  const context = { ...shared, db }
  const prepare = (loaded: LoadedApp, id: Id, asked: Asked = {}) => {
    const found = itemOf(loaded.document.reports, id)
    if (!found) throw fail('storage.report.unknown', { report: id })
    return prepareReport(loaded, found, asked)
  }
  const prepareReport = (loaded: LoadedApp, found: ReportDocument, { filters = [], steps = [], cell = {}, now }: Asked = {}) => {
    const zone = found.timezone === 'viewer' ? principal.zone : context.options.zone
    const given = { ...givenFor(context, principal, loaded), zone, ...(now === undefined ? {} : { now }) }
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
    return { loaded, report, question, given, source, reportSource, scope }
  }
  type Prepared = ReturnType<typeof prepareReport>
  const compile = ({ loaded, report, question, given, reportSource }: Prepared): CompiledQuestion => {
    const { query, columns, resultOf } = compileReport(report, reportSource, given)
    const statement = compileQuery(db, query)
    return {
      question,
      statement,
      columns,
      resultOf,
      asked: questionOf(loaded, report, { db, zone: given.zone, statement, labels: labelsRead(question, columns) }),
    }
  }
  const answer = ({ question, statement, columns, resultOf, asked }: CompiledQuestion, how: Execution): Promise<ReportResult> =>
    cache.answer(asked, how, async (signal) => {
      const asOf = context.now()
      const { rows } = await runner.read<ReportRow>(statement, signal)
      const result = resultOf(rows)
      const labels = await labelsOf(context, question, columns, result.rows)
      return Object.freeze({ ...result, asOf, ...(Object.keys(labels).length > 0 ? { labels } : {}) })
    })

  return {
    run: async (app, id, filters = [], steps = [], how = {}) => {
      const loaded = await context.apps.current(app)
      const now = cache.moment(app, how.fresh)
      const question = { app: loaded, principal, key: JSON.stringify([id, filters, steps]) }
      const compiled = statements.at(now, question, () => compile(prepare(loaded, id, { filters, steps, now })))
      return answer(compiled, how)
    },
    rows: async (app, id, { filters = [], steps = [], signal } = {}) => {
      const prepared = prepare(await context.apps.current(app), id, { filters, steps })
      const { report, given, question, reportSource } = prepared
      const { query, columns, resultOf } = compileReport({ ...report, limit: unlimited }, reportSource, given)
      const asOf = context.now()
      const pages = await pagesOf<ReportRow>(runner, compileQuery(db, query), signal)
      async function* labelled(): AsyncGenerator<ReportPage> {
        for await (const page of pages) {
          const { rows } = resultOf(page)
          yield { rows, labels: await labelsOf(context, question, columns, rows) }
        }
      }
      return { columns, asOf, timezone: given.zone, pages: labelled() }
    },
    whole: async (app, id, { filters = [], steps = [], signal, groups }) => {
      const { report, given, question, reportSource } = prepare(await context.apps.current(app), id, { filters, steps })
      const { query, columns, resultOf } = compileReport({ ...report, limit: groups }, reportSource, given)
      const asOf = context.now()
      const result = resultOf((await runner.read<ReportRow>(compileQuery(db, query), signal)).rows)
      const rows = [...result.rows, ...(result.totals ?? []).flatMap((total) => total.rows)]
      return { ...result, asOf, labels: await labelsOf(context, question, columns, rows) }
    },
    csv: async (app, id, { filters = [], steps = [], signal, locale }) => {
      const { report, given, question, reportSource } = prepare(await context.apps.current(app), id, { filters, steps })
      const { limit: _, ...whole } = report
      const compiled = compileReport(whole, reportSource, given)
      const asOf = context.now()
      const lines = await copyOut({ runner, db }, compileQuery(db, reportCsv(compiled, question, given.zone, locale)), signal)
      return { columns: compiled.columns, asOf, timezone: given.zone, lines }
    },
    preview: async (app, asked, how = {}) => {
      const loaded = await context.apps.current(app)
      const report = soundReport(loaded, asked, context.options.platform)
      const prepared = prepareReport(loaded, report, { now: cache.moment(app, how.fresh) })
      // What is hidden from this reader is unknown to them here too.
      refuseFaults(checkReport(report, prepared.scope))
      return answer(compile(prepared), how)
    },
    drill: async (app, id, { cell, measure, filters = [], steps = [], after, limit = 50, signal }) => {
      const { loaded, report, given, source, reportSource } = prepare(await context.apps.current(app), id, { filters, steps, cell })
      const { query, overlaps } = compileDetail(report, { cell, measure }, reportSource, given)
      const records = recordsBehind(source, query)
      const page = await pageOf(context, runner, { loaded, app, principal, ...records, after, limit, signal })
      return { ...page, columns: report.drill?.columns ?? [], overlaps }
    },
    behind: async (app, id, { cell, measure, filters = [], steps = [], signal }) => {
      const { loaded, report, given, source, reportSource } = prepare(await context.apps.current(app), id, { filters, steps, cell })
      const { entity, keys } = recordsBehind(source, compileDetail(report, { cell, measure }, reportSource, given).query)
      if (!keys) throw fail('storage.report.recordless')
      const read = { app, entity, principal }
      if (!sourceOf({ app: loaded, principal, entity, given }).rights.export) throw fail('storage.export.forbidden')
      const newest = compileQuery(db, sql`select keys.id::text from ${keys} as keys order by keys.id desc`)
      return {
        entity,
        columns: report.drill?.columns ?? [],
        count: await countOf(context, runner, keys, signal),
        records: async function* (select) {
          const pages = await pagesOf<{ id: string }>(runner, newest, signal)
          yield* recordsOfKeys(context, read, select, keysIn(pages))
        },
        csv: (select, more) => recordsCsv(context, reading, read, { select: [...select] }, more, sql`(select id from ${keys} as keys)`),
      }
    },
  }
}

const unlimited = Number.MAX_SAFE_INTEGER - 1

/** Keys of the records that counted rows are about, each once: those of the report, or what the rows of its dataset are about. */
function recordsBehind(source: Source, behind: RawBuilder<unknown>): { entity: Id; keys: RawBuilder<unknown> | undefined } {
  if (!source.entity.dataset) return { entity: source.entity.id, keys: sql`(select distinct record as id from (${behind}) as counted)` }
  const about = source.attributes.find(({ id, valueType }) => valueType.kind === 'reference' && id === recordColumn(valueType.to))
  if (about?.valueType.kind !== 'reference') return { entity: source.entity.id, keys: undefined }
  const column = sql.ref(`d.${about.id}`)
  const keys = sql`(select distinct ${column} as id from ${source.query} as d where d.id in (select record from (${behind}) as counted) and ${column} is not null)`
  return { entity: about.valueType.to, keys }
}

type PageQuestion = ReturnType<typeof recordsBehind> & {
  loaded: LoadedApp
  app: Id
  principal: Principal
  after: string | undefined
  limit: number
  signal: AbortSignal | undefined
}

/** The newest records of some keys, and how many there are. */
async function pageOf(
  context: Context,
  runner: ReportRunner,
  { loaded, app, principal, entity, keys, after, limit, signal }: PageQuestion,
): Promise<Omit<DrilledRecords, 'columns' | 'overlaps'>> {
  if (!keys) return { records: [], next: null, entity, count: 0 }
  const about = entityOf(loaded, entity)
  if (after !== undefined && !isIdOf(about, after)) throw fail('storage.query.cursor', {}, { path: '/after' })
  const past = after === undefined ? sql`` : sql` where id < ${after}::${sqlTypeOf(idTypeOf(about))}`
  const [count, found] = await Promise.all([
    countOf(context, runner, keys, signal),
    runner.read<{ id: string }>(
      compileQuery(context.db, sql`select keys.id::text from ${keys} as keys${past} order by keys.id desc limit ${limit + 1}`),
      signal,
    ),
  ])
  const ids = found.rows.slice(0, limit).map(({ id }) => id)
  const { records } = await listRecords(context, { app, entity, principal }, { where: { in: [{ var: 'id' }, ids] }, limit })
  const places = new Map(ids.map((id, place) => [id, place]))
  const inOrder = records.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
  return { records: inOrder, next: found.rows.length > limit ? (ids.at(-1) ?? null) : null, entity, count }
}

async function countOf(
  context: Context,
  runner: ReportRunner,
  keys: RawBuilder<unknown>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const counted = compileQuery(context.db, sql`select count(*)::integer as n from ${keys} as keys`)
  return (await runner.read<{ n: number }>(counted, signal)).rows[0]?.n ?? 0
}

async function* keysIn(pages: AsyncIterable<{ id: string }[]>): AsyncGenerator<string[]> {
  for await (const page of pages) yield page.map(({ id }) => id)
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
