/**
 * Reports as one SQL statement for PostgreSQL. For servers only.
 *
 *     const { query, resultOf } = compileReport(report, { query: source.query, attribute: (path) => source.attribute(sourceAlias, path) }, given)
 *     const result = resultOf((await query.execute(db)).rows)
 */
export { type CompiledReport, compileReport, type ReportRow } from './compile-report.ts'
export { type ReportColumn, type ReportSource, sourceAlias } from './report-source.ts'
export { unreadablePaths } from './unreadable-paths.ts'
