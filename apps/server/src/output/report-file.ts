import { textIn } from '@tangram/data-model'
import { reportCells, tableCells } from '@tangram/output'
import { chartSpecOf, type ReportDocument, type ReportResult } from '@tangram/report-engine'
import type { ReportRows } from '@tangram/storage'
import { type CellToWrite, type SheetToWrite, writeXlsxSheets } from '@tangram/workbook'
import { csvFile } from '../csv-file.ts'
import type { Services } from '../services.ts'
import { type FileFormat, fileName, fileTypes, type HowToWrite, type OutputFile, type ReportAsked } from './output-file.ts'

/**
 * One report as a file: all its rows as csv or xlsx, written while they are read, or its chart as on screen.
 *
 * @param notes the filters in force, said on pictures
 * @throws as the report, and output.busy 503, output.too-large 413
 */
export async function reportFile(
  services: Pick<Services, 'storage' | 'painter' | 'now' | 'platform'>,
  asked: ReportAsked & { document: ReportDocument; notes: string[] },
  format: FileFormat,
  how: HowToWrite,
): Promise<OutputFile> {
  const { app, report, reports, filters, steps, document, notes } = asked
  const { locale, signal } = how
  const title = textIn(document.label, locale, report)
  const named = (content: OutputFile['content']) => ({
    name: fileName(title, services.now().slice(0, 10), format),
    type: fileTypes[format],
    content,
  })
  if (format === 'csv') {
    const { columns, lines } = await reports.csv(app, report, { filters, steps, signal, locale })
    return named(
      await csvFile(
        columns.map(({ id, label }) => textIn(label, locale, id)),
        lines,
      ),
    )
  }
  if (format === 'xlsx') return named(writeXlsxSheets([await sheetOf(services, asked, how)]))
  const result = await reports.run(app, report, filters, steps, { signal })
  const picture = {
    title,
    notes,
    asOf: result.asOf,
    timezone: result.timezone,
    locale,
    tiles: [{ title, x: 0, y: 0, w: 12, h: 8, report: drawnAs(document), result }],
  }
  return named(await services.painter.paint(picture, format, signal))
}

/** More groups, or more cells of a pivot, are written one after the other: laying them out would keep everybody else waiting. */
const mostGroups = 20_000
const mostCells = 200_000

/**
 * A report as a sheet: tables with totals and both axes as they are seen, all else row by row. Nothing is left out, whatever limit the report
 * is shown with; what is too large to be laid out is written row by row too, and says so at its end.
 */
export async function sheetOf(
  { platform }: Pick<Services, 'platform'>,
  { app, report, reports, filters, steps, document }: ReportAsked & { document: ReportDocument },
  { locale, signal }: HowToWrite,
): Promise<SheetToWrite> {
  const name = textIn(document.label, locale, report)
  if (document.chart.type === 'pivot' || (document.totals?.length ?? 0) > 0) {
    const result = await reports.whole(app, report, { filters, steps, signal, groups: mostGroups })
    const shown = { ...document, chart: document.chart.type === 'pivot' ? document.chart : { type: 'table' } }
    const context = { locale, palette: [], dark: false }
    if (!result.truncated && cellsOf(shown, result) <= mostCells) {
      const spec = chartSpecOf(shown, result, context, platform.charts)
      if (spec.kind === 'table') return { name, rows: tableCells(spec, result, locale), headings: (spec.headers?.length ?? 0) + 1 }
    }
    const totals = chartSpecOf({ chart: { type: 'table' } }, { ...result, rows: [] }, context)
    const rows = await reports.rows(app, report, { filters, steps, signal })
    const after = totals.kind === 'table' ? [...tableCells(totals, result, locale)].slice(1) : []
    return { name, rows: joined(reportCells(rows, locale), [...after, [textIn(notLaidOut, locale)]]) }
  }
  const rows: ReportRows = await reports.rows(app, report, { filters, steps, signal })
  return { name, rows: reportCells(rows, locale) }
}

/** How many cells a pivot has to be laid out in. */
function cellsOf({ chart, cols = [] }: ReportDocument, { columns, rows }: ReportResult): number {
  if (chart.type !== 'pivot') return rows.length * columns.length
  const dimensions = columns.flatMap(({ role }, at) => (role === 'dimension' ? [at] : []))
  // Rows come first, then the columns; without any the last of the rows is laid across.
  const down = dimensions.length - (cols.length || Math.min(1, dimensions.length - 1))
  const groups = (places: readonly number[]) => new Set(rows.map((row) => JSON.stringify(places.map((at) => row[at])))).size
  return groups(dimensions.slice(0, down)) * groups(dimensions.slice(down)) * (columns.length - dimensions.length)
}

async function* joined(rows: AsyncIterable<CellToWrite[]>, after: readonly CellToWrite[][]): AsyncGenerator<CellToWrite[]> {
  yield* rows
  yield* after
}

const notLaidOut = {
  en: 'Too many groups for subtotals and columns: each group has a row of its own.',
  'zh-CN': '分组过多，无法排成小计与交叉表：每个分组各占一行。',
}

/** What of a report its drawing needs. */
export const drawnAs = ({ chart, cols }: ReportDocument) => ({ chart, ...(cols ? { cols } : {}) })
