import { createHash } from 'node:crypto'
import type { ReportDocument } from '@tangram/report-engine'
import type { CompiledReport } from '@tangram/report-engine/sql'
import type { RawBuilder } from 'kysely'
import type { LoadedApp } from './apps/loaded-app.ts'
import { type CompiledQuery, compileQuery } from './compiled-query.ts'
import type { Database } from './database.ts'
import type { SourceQuestion } from './records/source.ts'
import { type Question, readsOf } from './report-cache.ts'

const maxAgeMs = 60_000
/** Of what nobody tells us: linked tables, tables of other apps, and what looks at the clock. */
const untoldMaxAgeMs = 10_000

/** A report of one reader as a statement, and what its answer is remembered by. */
export type CompiledQuestion = Pick<CompiledReport, 'columns' | 'resultOf'> & {
  question: SourceQuestion
  statement: CompiledQuery
  asked: Question
}

type Parts = {
  db: Database
  zone: string
  statement: CompiledQuery
  /** What the names of the keys in the answer are read from. */
  labels: readonly RawBuilder<unknown>[]
}

/**
 * What the answer of a report is remembered by. The rights of whoever asks are in the statements: two readers share an answer where theirs are
 * the same to the last parameter, those of the names included.
 */
export function questionOf({ id, version, resolved }: LoadedApp, report: ReportDocument, { db, zone, statement, labels }: Parts): Question {
  const read = [statement, ...labels.map((one) => compileQuery(db, one))]
  const parts = [id, version, zone, report, ...read.map(({ text, parameters }) => [text, parameters])]
  const { reads, isTold } = readsOf(read.map(({ text }) => text).join('\n'), { id, hasEntity: (one) => resolved.entity(one) !== undefined })
  return {
    key: createHash('sha256').update(JSON.stringify(parts)).digest('base64url'),
    reads,
    maxAgeMs: isTold ? maxAgeMs : untoldMaxAgeMs,
  }
}
