import { defineChartType } from '../chart-type.ts'
import { channel, count, hours, person, rate, resultOf } from './examples.ts'
import { scatterChart } from './scatter-chart.ts'

/** Whether two figures go together. */
export const scatter = defineChartType({
  type: 'scatter',
  label: { en: 'Scatter', 'zh-CN': '散点图' },
  icon: 'chart-dots',
  dimensions: { min: 1, max: 2 },
  measures: { min: 2, max: 2 },
  config: {},
  toSpec: (result, _config, context) => scatterChart(result, context, { isSized: false }),
  examples: [
    {
      config: {},
      result: resultOf(
        [person, channel, count, hours],
        Array.from({ length: 36 }, (_, at) => [
          `P${at + 1}`,
          ['phone', 'form', 'shop'][at % 3] ?? null,
          10 + ((at * 17) % 43),
          String(4 + ((at * 29) % 61) / 2),
        ]),
      ),
    },
    {
      config: {},
      result: resultOf(
        [person, count, rate],
        [
          ['李雷', 41, '0.62'],
          ['韩梅梅', 52, '-0.04'],
          [null, 12, null],
        ],
      ),
    },
  ],
})
