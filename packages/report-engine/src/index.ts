/**
 * Reports: one question to the data, its answer, and the chart that shows it. Pure; the SQL is behind `@tangram/report-engine/sql`.
 *
 *     const report: ReportDocument = { ..., rows: [{ field: 'status', as: 'status' }], measures: { n: { count: '*', label } }, measureOrder: ['n'] }
 *     checkReport(report, scope) // diagnostics for its author
 *     toChartOption(report, result, { locale: 'en', palette, dark: false }) // for echarts.setOption; chartSpecOf for the JSON
 *     drill(report) // what a click leads to; breakDown is the report of one mark by another field
 */

export {
  type ChartContext,
  type ChartSpec,
  type ChartType,
  defineChartType,
  type EChartsSpec,
  type KpiSpec,
  type ListSpec,
  type Mark,
  type TableSpec,
} from './chart-type.ts'
export { chooseChart } from './charts/choose-chart.ts'
export { chartTypes } from './charts/index.ts'
export { checkAsked } from './check/check-asked.ts'
export { checkReport } from './check/check-report.ts'
export {
  askedFilters,
  type Cross,
  crossFilters,
  type FilterReader,
  type FilterValues,
  filtersOf,
  isFilterValue,
  valuesFor,
} from './dashboard-filters.ts'
export { describeResult } from './describe-result.ts'
export type {
  Calculation,
  DashboardDocument,
  DashboardFilter,
  Dimension,
  FilterValue,
  Measure,
  ReportDocument,
  ReportFilter,
  Stage,
  Tile,
  TotalKind,
} from './document.ts'
export { breakDown, cellFilters, type Drilled, type DrillStep, drill } from './drill.ts'
export { reportErrors } from './errors.ts'
export { compactValue, type FormatContext, formatValue } from './format-value.ts'
export { reportMessages } from './messages.ts'
export type { PeriodUnit } from './periods.ts'
export { type ReadyOption, readyOption } from './ready-option.ts'
export { aggregateOf, calculationOf, partsOf } from './report-parts.ts'
export { entityReportScope, type ReportScope } from './report-scope.ts'
export { type Cell, type ColumnMeta, isOthers, type Others, type ReportResult } from './result.ts'
export { reportDefinitions, reportSchema } from './schema/report-schema.ts'
export { inReadingOrder, type StackedTile, stackTiles } from './stack-tiles.ts'
export { chartSpecOf, toChartOption } from './to-chart-option.ts'
