import { boolean } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { cartesian } from './cartesian.ts'
import { byMonthAndProblem, gains, overMonths } from './examples.ts'
import { lineShape } from './line-shape.ts'

/** How figures move over time. */
export const line = defineChartType({
  type: 'line',
  label: { en: 'Line', 'zh-CN': '折线图' },
  icon: 'chart-line',
  dimensions: { min: 1, max: 2 },
  measures: { min: 1, max: 6 },
  config: {
    area: { valueType: boolean, label: { en: 'Fill below the line', 'zh-CN': '填充线下区域' }, default: false },
    smooth: { valueType: boolean, label: { en: 'Rounded', 'zh-CN': '平滑曲线' }, default: false },
  },
  toSpec: (result, { area, smooth }, context) =>
    cartesian(result, context, { shape: () => lineShape(result, { smooth: smooth === true, ...(area ? { fill: 0.14 } : {}) }) }),
  examples: [
    { config: {}, result: overMonths },
    { config: { area: true }, result: byMonthAndProblem },
    { config: { smooth: true }, result: gains },
  ],
})
