import { textIn } from '@tangram/data-model'
import { reportCells, tableCells } from '@tangram/output'
import { chartSpecOf, type ReportDocument } from '@tangram/report-engine'
import type { ReportRows } from '@tangram/storage'
import { type SheetToWrite, writeXlsxSheets } from '@tangram/workbook'
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

/** A report as a sheet: tables with totals and both axes as they are seen, all else row by row without a limit. */
export async function sheetOf(
  { platform }: Pick<Services, 'platform'>,
  { app, report, reports, filters, steps, document }: ReportAsked & { document: ReportDocument },
  { locale, signal }: HowToWrite,
): Promise<SheetToWrite> {
  const name = textIn(document.label, locale, report)
  if (document.chart.type === 'pivot' || (document.totals?.length ?? 0) > 0) {
    const result = await reports.run(app, report, filters, steps, { signal })
    const shown = { ...document, chart: document.chart.type === 'pivot' ? document.chart : { type: 'table' } }
    const spec = chartSpecOf(shown, result, { locale, palette: [], dark: false }, platform.charts)
    if (spec.kind === 'table') return { name, rows: tableCells(spec, result, locale), headings: (spec.headers?.length ?? 0) + 1 }
  }
  const rows: ReportRows = await reports.rows(app, report, { filters, steps, signal })
  return { name, rows: reportCells(rows, locale) }
}

/** What of a report its drawing needs. */
export const drawnAs = ({ chart, cols }: ReportDocument) => ({ chart, ...(cols ? { cols } : {}) })
