import { boolean } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { cartesian } from './cartesian.ts'
import { byMonthAndProblem, gains, overMonths } from './examples.ts'
import { lineShape } from './line-shape.ts'

/** How much there was over time, each series from zero. */
export const area = defineChartType({
  type: 'area',
  label: { en: 'Area', 'zh-CN': '面积图' },
  icon: 'chart-area-line',
  dimensions: { min: 1, max: 2 },
  measures: { min: 1, max: 4 },
  config: { smooth: { valueType: boolean, label: { en: 'Rounded', 'zh-CN': '平滑曲线' }, default: false } },
  toSpec: (result, { smooth }, context) =>
    cartesian(result, context, { shape: () => lineShape(result, { smooth: smooth === true, fill: 0.16 }) }),
  examples: [
    { config: {}, result: overMonths },
    { config: { smooth: true }, result: byMonthAndProblem },
    { config: {}, result: gains },
  ],
})
