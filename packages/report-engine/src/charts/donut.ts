import { defineChartType } from '../chart-type.ts'
import { amount, byProblem, problem, resultOf } from './examples.ts'
import { pieChart } from './pie-chart.ts'

/** Parts of a whole, with room in the middle. */
export const donut = defineChartType({
  type: 'donut',
  label: { en: 'Donut', 'zh-CN': '环形图' },
  icon: 'chart-donut',
  dimensions: { min: 1, max: 1 },
  measures: { min: 1, max: 1 },
  tile: { w: 4, h: 5 },
  config: {},
  toSpec: (result, _config, context) => pieChart(result, context, { hole: true }),
  examples: [
    { config: {}, result: byProblem },
    {
      config: {},
      result: resultOf(
        [problem, amount],
        [
          ['malfunction', '120000'],
          ['delivery', '-500'],
          ['invoice', '0'],
          [null, '24000.5'],
        ],
      ),
    },
  ],
})
