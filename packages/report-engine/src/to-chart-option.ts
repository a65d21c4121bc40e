import type { ChartContext, ChartSpec, ChartType } from './chart-type.ts'
import { chartTypes } from './charts/index.ts'
import type { ReportDocument } from './document.ts'
import { type ReadyOption, readyOption } from './ready-option.ts'
import type { ReportResult } from './result.ts'

type Drawn = Pick<ReportDocument, 'chart'> & Partial<Pick<ReportDocument, 'cols'>>

/** The spec of a report's chart; a type that is not among `charts` is drawn as a table. */
export function chartSpecOf(
  report: Drawn,
  result: ReportResult,
  context: ChartContext,
  charts: readonly ChartType[] = chartTypes,
): ChartSpec {
  const typed = (type: string) => charts.find((one) => one.type === type) ?? chartTypes.find((one) => one.type === type)
  const chart = typed(report.chart.type) ?? typed('table')
  const across = (report.cols ?? []).map(({ as }) => as)
  const spec = chart?.toSpec(result, report.chart.config ?? {}, { ...context, ...(across.length > 0 ? { across } : {}) })
  return spec ?? { kind: 'table', columns: [], rows: [], truncated: result.truncated }
}

/**
 * The option to hand to `echarts.setOption`, pure; undefined when the chart is no drawing but a figure, a table or a list.
 *
 *     const option = toChartOption(report, result, { locale: 'en', palette: ['#2f5fd0'], dark: false })
 *     if (option) echarts.init(element).setOption(option)
 */
export function toChartOption(
  report: Drawn,
  result: ReportResult,
  context: ChartContext,
  charts?: readonly ChartType[],
): ReadyOption | undefined {
  const spec = chartSpecOf(report, result, context, charts)
  return spec.kind === 'echarts' ? readyOption(spec.option, context.locale) : undefined
}
