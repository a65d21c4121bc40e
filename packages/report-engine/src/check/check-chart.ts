import { checkConfig, pointer } from '@tangram/data-model'
import type { ChartType } from '../chart-type.ts'
import type { ReportDocument } from '../document.ts'
import { dimensionsOf, measuresOf } from '../report-parts.ts'
import type { Review } from './review.ts'

/** Whether the chart exists and can draw what the report asks. */
export function checkChart(report: ReportDocument, charts: readonly ChartType[], review: Review): void {
  const at = pointer('chart', 'type')
  const { type, config } = report.chart
  const chart = charts.find((one) => one.type === type)
  if (!chart) {
    review.say('report.chart.unknown', at, { type, known: charts.map((one) => one.type) })
    return
  }
  const dimensions = dimensionsOf(report).length
  const measures = measuresOf(report).length
  if (dimensions + measures === 0) review.say('report.empty', '')
  if (dimensions < chart.dimensions.min || dimensions > chart.dimensions.max) {
    review.say('report.chart.dimensions', at, { chart: chart.label, ...chart.dimensions, found: dimensions })
  }
  if (measures < chart.measures.min || measures > chart.measures.max) {
    review.say('report.chart.measures', at, { chart: chart.label, ...chart.measures, found: measures })
  }
  review.found.push(...checkConfig(chart.config, config, pointer('chart', 'config')))
}
