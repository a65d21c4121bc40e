import { defineChartType } from '../chart-type.ts'
import { cartesian } from './cartesian.ts'
import { count, resultOf } from './examples.ts'

/** How often figures of each size occur: bars without gaps over groups of numbers. */
export const histogram = defineChartType({
  type: 'histogram',
  label: { en: 'Histogram', 'zh-CN': '直方图' },
  icon: 'chart-histogram',
  dimensions: { min: 1, max: 1 },
  measures: { min: 1, max: 1 },
  config: {},
  toSpec: (result, _config, context) => cartesian(result, context, { shape: () => ({ type: 'bar', barCategoryGap: 1 }) }),
  examples: [
    {
      config: {},
      result: resultOf(
        [
          {
            id: 'age',
            role: 'dimension',
            label: { en: 'Days open', 'zh-CN': '处理天数' },
            valueType: { kind: 'decimal', precision: 38, scale: 2 },
            bins: { width: 5 },
          },
          count,
        ],
        [
          [0, 42],
          [5, 88],
          [10, 61],
          [15, 0],
          [20, 17],
          [25, 9],
          [30, 2],
          [null, 4],
        ],
      ),
    },
  ],
})
