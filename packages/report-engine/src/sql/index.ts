/**
 * Reports as one SQL statement for PostgreSQL, and the rows behind each of their marks. For servers only.
 *
 *     const { query, resultOf } = compileReport(report, source, given)
 *     const result = resultOf((await query.execute(db)).rows)
 *     const behind = await compileDetail(report, { cell: { status: 'open' } }, source, given).query.execute(db)
 */
export { type CompiledDetail, compileDetail, type DetailQuestion, type DetailRow } from './compile-detail.ts'
export { type CompiledReport, compileReport, type ListedCell, type Listing, type ReportRow } from './compile-report.ts'
export { type ReportColumn, type ReportRelation, type ReportSource, sourceAlias } from './report-source.ts'
export { sourceScope } from './source-scope.ts'
export { shapeResult, statementOf } from './statement.ts'
export { type TableRelation, tableSource } from './table-source.ts'
export { unreadablePaths } from './unreadable-paths.ts'
