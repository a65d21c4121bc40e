import { defineChartType } from '../chart-type.ts'
import { amount, count, rate, region, resultOf } from './examples.ts'
import { scatterChart } from './scatter-chart.ts'

/** Three figures at once: right, up, and large. */
export const bubble = defineChartType({
  type: 'bubble',
  label: { en: 'Bubble', 'zh-CN': '气泡图' },
  icon: 'chart-bubble',
  dimensions: { min: 1, max: 2 },
  measures: { min: 3, max: 3 },
  config: {},
  toSpec: (result, _config, context) => scatterChart(result, context, { isSized: true }),
  examples: [
    {
      config: {},
      result: resultOf(
        [region, count, rate, amount],
        [
          ['华东', 320, '0.71', '1820000'],
          ['华南', 210, '0.64', '960000'],
          ['华北', 260, '0.58', '1240000'],
          ['西南', 120, '0.77', '380000'],
          [null, 12, '0.2', null],
        ],
      ),
    },
  ],
})
