import type { Context } from './context.ts'
import type { Database } from './database.ts'
import { createLastStatements, type LastStatements } from './last-statements.ts'
import { createReportCache, type ReportCache } from './report-cache.ts'
import type { CompiledQuestion } from './report-question.ts'
import { createReportRunner, type ReportRunner } from './report-runner.ts'

/** One database that reports are read from. */
export type ReportReading = { db: Database; runner: ReportRunner; cache: ReportCache; statements: LastStatements<CompiledQuestion> }

/** How long a replica may be behind: what is read in that time after a change is soon read again. */
const replicaLagsMs = 30_000

export function createReportReading({ hub, now, options }: Context, db: Database): ReportReading {
  const isReplica = db.url !== options.db.url
  return {
    db,
    runner: createReportRunner(db),
    cache: createReportCache({ hub, now, lagsMs: isReplica ? replicaLagsMs : 0 }),
    statements: createLastStatements(),
  }
}
