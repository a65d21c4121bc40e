import { boolean } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { byProblem, count, problem, resultOf } from './examples.ts'
import { pieChart } from './pie-chart.ts'

/** Parts of a whole. */
export const pie = defineChartType({
  type: 'pie',
  label: { en: 'Pie', 'zh-CN': '饼图' },
  icon: 'chart-pie',
  dimensions: { min: 1, max: 1 },
  measures: { min: 1, max: 1 },
  tile: { w: 4, h: 5 },
  config: { donut: { valueType: boolean, label: { en: 'With a hole', 'zh-CN': '环形' }, default: false } },
  toSpec: (result, { donut }, context) => pieChart(result, context, { hole: donut === true }),
  examples: [
    { config: {}, result: byProblem },
    { config: { donut: true }, result: resultOf([problem, count], [[null, 3]]) },
  ],
})
