import { createQueryId, PostgresQueryCompiler } from 'kysely'
import type { ReportResult } from '../result.ts'
import type { CompiledReport, ReportRow } from './compile-report.ts'

const compiler = new PostgresQueryCompiler()

/** The one statement of a report as any driver of PostgreSQL takes it; `pg` runs it as it is. */
export function statementOf({ query }: Pick<CompiledReport, 'query'>): { text: string; values: unknown[] } {
  const { sql: text, parameters } = compiler.compileQuery(query.toOperationNode() as never, createQueryId())
  return { text, values: [...parameters] }
}

/** The rows that the statement answered, as columns, rows and totals. Rows keep their order. */
export function shapeResult(report: Pick<CompiledReport, 'resultOf'>, rows: readonly ReportRow[]): ReportResult {
  return report.resultOf(rows)
}
