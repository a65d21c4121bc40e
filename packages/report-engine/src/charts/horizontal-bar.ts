import { list, text } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { barShape } from './bar-shape.ts'
import { cartesian } from './cartesian.ts'
import { amount, byProblem, count, hours, problem, region, resultOf } from './examples.ts'

/** Groups one below the other: long names have room. */
export const horizontalBar = defineChartType({
  type: 'horizontal-bar',
  label: { en: 'Horizontal bar', 'zh-CN': '条形图' },
  icon: 'chart-infographic',
  dimensions: { min: 1, max: 2 },
  measures: { min: 1, max: 6 },
  config: { measures: { valueType: list(text()), label: { en: 'Measures drawn', 'zh-CN': '绘制的指标' }, editor: 'measures' } },
  toSpec: (result, { measures }, context) =>
    cartesian(result, context, { shape: () => barShape, horizontal: true, isDense: true, only: Array.isArray(measures) ? measures : [] }),
  examples: [
    { config: {}, result: byProblem },
    {
      config: {},
      result: resultOf(
        [region, amount],
        [
          ['Shanghai Pudong International Airport Service Centre', '182300.5'],
          ['内蒙古自治区呼伦贝尔市售后服务中心', '64000'],
          ['Wuhan', '-12000'],
        ],
      ),
    },
    { config: { measures: ['count'] }, result: resultOf([problem, hours, count], [['delivery', '30.5', 9]]) },
  ],
})
