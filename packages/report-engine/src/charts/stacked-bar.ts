import { boolean } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { stackedBarShape } from './bar-shape.ts'
import { cartesian } from './cartesian.ts'
import { byMonthAndProblem, byProblemAndChannel } from './examples.ts'

/** Sums and the parts they are made of. */
export const stackedBar = defineChartType({
  type: 'stacked-bar',
  label: { en: 'Stacked bar', 'zh-CN': '堆叠柱状图' },
  icon: 'chart-bar-popular',
  dimensions: { min: 1, max: 2 },
  measures: { min: 1, max: 6 },
  config: { horizontal: { valueType: boolean, label: { en: 'Lying down', 'zh-CN': '横向' }, default: false } },
  toSpec: (result, { horizontal }, context) =>
    cartesian(result, context, { shape: () => stackedBarShape, stack: 'sum', horizontal: horizontal === true, isDense: true }),
  examples: [
    { config: {}, result: byMonthAndProblem },
    { config: { horizontal: true }, result: byProblemAndChannel },
  ],
})
