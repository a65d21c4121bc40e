import type { Readable } from 'node:stream'
import type { Principal } from '@tangram/access'
import { type Id, type Locale, textIn } from '@tangram/data-model'
import type { DrillStep, ReportFilter } from '@tangram/report-engine'
import { csvFile } from './csv-file.ts'
import type { Services } from './services.ts'

/** All rows of a report as a CSV file with headings in the reader's language, written while it is read. */
export async function reportCsv(
  { storage }: Pick<Services, 'storage'>,
  principal: Principal,
  { app, report }: { app: Id; report: Id },
  asked: { filters?: readonly ReportFilter[]; steps?: readonly DrillStep[]; signal?: AbortSignal; locale: Locale },
): Promise<Readable> {
  const { columns, lines } = await storage.reports(principal).csv(app, report, asked)
  return csvFile(
    columns.map(({ id, label }) => textIn(label, asked.locale, id)),
    lines,
  )
}
