import { defineChartType } from '../chart-type.ts'
import { byProblem, count, region, resultOf } from './examples.ts'
import { pieChart } from './pie-chart.ts'

/** Parts that differ a lot: each reaches as far as it is large. */
export const rose = defineChartType({
  type: 'rose',
  label: { en: 'Rose', 'zh-CN': '南丁格尔玫瑰图' },
  icon: 'chart-donut-3',
  dimensions: { min: 1, max: 1 },
  measures: { min: 1, max: 1 },
  tile: { w: 4, h: 5 },
  config: {},
  toSpec: (result, _config, context) => pieChart(result, context, { hole: false, rose: true }),
  examples: [
    { config: {}, result: byProblem },
    { config: {}, result: resultOf([region, count], [['上海', 40]]) },
  ],
})
