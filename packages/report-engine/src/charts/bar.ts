import { boolean, list, text } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { barShape, stackedBarShape } from './bar-shape.ts'
import { cartesian } from './cartesian.ts'
import { byProblem, byProblemAndChannel, count, gains, hours, problem, resultOf } from './examples.ts'

/** Groups side by side; lying down it is a ranking. */
export const bar = defineChartType({
  type: 'bar',
  label: { en: 'Bar', 'zh-CN': '柱状图' },
  icon: 'chart-bar',
  dimensions: { min: 1, max: 2 },
  measures: { min: 1, max: 6 },
  config: {
    horizontal: { valueType: boolean, label: { en: 'Lying down', 'zh-CN': '横向' }, default: false },
    stacked: { valueType: boolean, label: { en: 'Stacked', 'zh-CN': '堆叠' }, default: false },
    measures: { valueType: list(text()), label: { en: 'Measures drawn', 'zh-CN': '绘制的指标' }, editor: 'measures' },
  },
  toSpec: (result, { horizontal, stacked, measures }, context) =>
    cartesian(result, context, {
      shape: () => (stacked ? stackedBarShape : barShape),
      horizontal: horizontal === true,
      only: Array.isArray(measures) ? measures : [],
      isDense: true,
      ...(stacked ? { stack: 'sum' } : {}),
    }),
  examples: [
    { config: {}, result: byProblem },
    { config: {}, result: byProblemAndChannel },
    { config: { horizontal: true, measures: ['hours'] }, result: resultOf([problem, hours, count], [['delivery', '30.5', 9]]) },
    { config: {}, result: gains },
  ],
})
