import { boolean } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { stackedBarShape } from './bar-shape.ts'
import { cartesian } from './cartesian.ts'
import { byMonthAndProblem, byProblemAndChannel } from './examples.ts'

/** How each whole is divided, all wholes being of one length. */
export const percentBar = defineChartType({
  type: 'percent-bar',
  label: { en: '100% bar', 'zh-CN': '百分比堆叠柱状图' },
  icon: 'percentage',
  dimensions: { min: 1, max: 2 },
  measures: { min: 1, max: 6 },
  config: { horizontal: { valueType: boolean, label: { en: 'Lying down', 'zh-CN': '横向' }, default: false } },
  toSpec: (result, { horizontal }, context) =>
    cartesian(result, context, { shape: () => stackedBarShape, stack: 'percent', horizontal: horizontal === true, isDense: true }),
  examples: [
    { config: {}, result: byProblemAndChannel },
    { config: { horizontal: true }, result: byMonthAndProblem },
  ],
})
