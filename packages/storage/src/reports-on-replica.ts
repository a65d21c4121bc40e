import type { Principal } from '@tangram/access'
import type { Context } from './context.ts'
import type { ReportReading } from './report-reading.ts'
import type { Reports } from './reports.ts'
import { createReports } from './run-report.ts'

/**
 * Reports read from a replica, with the same rights in the same statements. One that is away, or behind a publish and so without the
 * columns asked for, is done without: the primary answers.
 */
export function createReportsOnReplica(
  context: Context,
  readings: { there: ReportReading; here: ReportReading },
  principal: Principal,
): Reports {
  const there = createReports(context, principal, readings.there)
  const here = createReports(context, principal, readings.here)
  const orHere = async <T>(ask: (reports: Reports) => Promise<T>): Promise<T> => {
    try {
      return await ask(there)
    } catch (error) {
      if (!isOfReplica(error)) throw error
      context.options.log?.('warn', 'the replica did not answer a report; reading from the primary', (error as Error).message)
      return ask(here)
    }
  }
  return {
    run: (...args) => orHere((reports) => reports.run(...args)),
    rows: (...args) => orHere((reports) => reports.rows(...args)),
    whole: (...args) => orHere((reports) => reports.whole(...args)),
    csv: (...args) => orHere((reports) => reports.csv(...args)),
    preview: (...args) => orHere((reports) => reports.preview(...args)),
    drill: (...args) => orHere((reports) => reports.drill(...args)),
    behind: (...args) => orHere((reports) => reports.behind(...args)),
  }
}

/** Away; a schema, table or column that has not arrived yet; a statement that stood in the way of what arrives (40001). */
const ofReplica = new Set(['storage.database.unavailable', '3F000', '42P01', '42703', '42883', '40001'])

function isOfReplica(error: unknown): boolean {
  return ofReplica.has((error as { code?: string }).code ?? '')
}
