import type { PersonPrincipal } from '@tangram/access'
import { type Id, inOrder, itemOf, textIn } from '@tangram/data-model'
import type { PictureTile } from '@tangram/output'
import type { ReportDocument, ReportFilter, ReportResult } from '@tangram/report-engine'
import { type CellToWrite, type SheetToWrite, writeXlsxSheets } from '@tangram/workbook'
import { type DashboardAsked, readDashboard } from '../dashboard-reading.ts'
import { fail } from '../errors.ts'
import { problemFrom } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { filterNotes } from './filter-notes.ts'
import { mayExport } from './may-export.ts'
import { fileName, fileTypes, type HowToWrite, type OutputFile } from './output-file.ts'
import { drawnAs, sheetOf } from './report-file.ts'

export type DashboardFormat = 'pdf' | 'png' | 'xlsx'

/**
 * A whole dashboard as one reader sees it: its tiles as laid out on screen, or a sheet for each of its reports. A report that fails, or that
 * the reader may not take out, says so in its place.
 *
 * @throws server.not-found 404, server.not-allowed 403 when none of its reports may be taken out, output.busy 503, output.too-large 413
 */
export async function dashboardFile(
  services: Pick<Services, 'storage' | 'painter' | 'now' | 'platform'>,
  principal: PersonPrincipal,
  { app: id, dashboard: dashboardId }: { app: Id; dashboard: Id },
  asked: DashboardAsked & { free?: ReportFilter[]; isForReader?: boolean },
  format: DashboardFormat,
  { locale, signal }: HowToWrite,
): Promise<OutputFile> {
  const app = await services.storage.apps.get(principal, id)
  const reading = await readDashboard(services as Services, principal, { app: id, dashboard: dashboardId }, asked)
  const { dashboard } = reading
  const allowed = new Set(reading.reports.filter((report) => asked.isForReader || mayExport(app, principal, report)))
  if (allowed.size === 0 && reading.reports.length > 0) throw fail('server.not-allowed')
  const title = textIn(dashboard.label, locale, dashboardId)
  const named = (content: OutputFile['content']) => ({
    name: fileName(title, services.now().slice(0, 10), format),
    type: fileTypes[format],
    content,
  })
  const documents = reading.reports.flatMap((report) => itemOf(app.document.reports, report) ?? [])
  const filtersFor = (report: Id) => [...(asked.free ?? []), ...reading.filtersFor(report)]
  const problemOf = (error: unknown) => problemFrom(error, locale, { id: '' }).detail
  const refusal = problemOf(fail('server.not-allowed'))

  if (format === 'xlsx') {
    const sheets: SheetToWrite[] = documents.map((document) => {
      const report = {
        app: id,
        report: document.id,
        reports: reading.reportsFor(document.id),
        filters: filtersFor(document.id),
        steps: [],
        document,
      }
      // One after the other, each when its turn has come: no report waits with an open cursor.
      async function* rows(): AsyncGenerator<readonly CellToWrite[]> {
        if (!allowed.has(document.id)) yield [refusal]
        else
          yield* await sheetOf(services, report, { locale, signal }).then(
            ({ rows }) => rows,
            (error: unknown) => [[problemOf(error)]],
          )
      }
      return { name: textIn(document.label, locale, document.id), rows: rows(), headings: headingsOf(document) }
    })
    return named(writeXlsxSheets(sheets.length > 0 ? sheets : [{ name: title, rows: [] }]))
  }

  const answers = new Map<Id, { result: ReportResult } | { problem: string }>()
  await Promise.all(
    documents.map(async (document) => {
      if (!allowed.has(document.id)) return answers.set(document.id, { problem: refusal })
      const answer = await reading
        .reportsFor(document.id)
        .run(id, document.id, filtersFor(document.id), [], { signal })
        .then((result) => ({ result }))
        .catch((error: unknown) => ({ problem: problemOf(error) }))
      return answers.set(document.id, answer)
    }),
  )
  const first = [...answers.values()].flatMap((answer) => ('result' in answer ? [answer.result] : []))[0]
  const tiles: PictureTile[] = inOrder(dashboard.tiles).flatMap(({ report, x, y, w, h }) => {
    const document = itemOf(app.document.reports, report)
    const answer = answers.get(report)
    if (!document || !answer) return []
    return [{ title: textIn(document.label, locale, report), x, y, w, h, report: drawnAs(document), ...answer }]
  })
  const picture = {
    title,
    notes: filterNotes(reading, app, locale, asked.cross !== undefined),
    asOf: first?.asOf ?? services.now(),
    timezone: first?.timezone ?? principal.zone,
    locale,
    tiles,
  }
  return named(await services.painter.paint(picture, format, signal))
}

/** A pivot table has rows of headings for its columns' groups. */
const headingsOf = ({ chart, cols }: ReportDocument): number => (chart.type === 'pivot' ? Math.max(1, cols?.length ?? 1) : 1)
