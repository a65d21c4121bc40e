import { defineChartType } from '../chart-type.ts'
import { cartesian } from './cartesian.ts'
import { byMonthAndProblem, overMonths } from './examples.ts'
import { lineShape } from './line-shape.ts'

/** How a sum and its parts move over time. */
export const stackedArea = defineChartType({
  type: 'stacked-area',
  label: { en: 'Stacked area', 'zh-CN': '堆叠面积图' },
  icon: 'chart-area',
  dimensions: { min: 1, max: 2 },
  measures: { min: 1, max: 6 },
  config: {},
  toSpec: (result, _config, context) => cartesian(result, context, { shape: () => lineShape(result, { fill: 0.5 }), stack: 'sum' }),
  examples: [
    { config: {}, result: byMonthAndProblem },
    { config: {}, result: overMonths },
  ],
})
