import { list, text } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { barShape } from './bar-shape.ts'
import { cartesian } from './cartesian.ts'
import { amount, count, month, rate, resultOf } from './examples.ts'
import { lineShape } from './line-shape.ts'

/** Bars and lines over each other, the lines with an axis of their own at the right. */
export const combo = defineChartType({
  type: 'combo',
  label: { en: 'Bars and lines', 'zh-CN': '双轴组合图' },
  icon: 'chart-arrows-vertical',
  dimensions: { min: 1, max: 1 },
  measures: { min: 2, max: 6 },
  config: {
    lines: {
      valueType: list(text()),
      label: { en: 'Drawn as lines', 'zh-CN': '绘制为折线的指标' },
      help: { en: 'All but the first when none is chosen.', 'zh-CN': '未选择时，除第一个指标外均为折线。' },
      editor: 'measures',
    },
  },
  toSpec(result, { lines }, context) {
    const measures = result.columns.filter(({ role }) => role === 'measure')
    const chosen = Array.isArray(lines) && lines.length > 0 ? lines : measures.slice(1).map(({ id }) => id)
    return cartesian(result, context, {
      shape: (_at, { column }) => (chosen.includes(column.id) ? { ...lineShape(result), z: 3 } : barShape),
      axisOf: (at) => (chosen.includes(measures[at]?.id ?? '') ? 1 : 0),
    })
  },
  examples: [
    {
      config: {},
      result: resultOf(
        [month, amount, rate],
        [
          ['2026-07-01', '182000', '0.61'],
          ['2026-08-01', '214000', '0.58'],
          ['2026-09-01', '98000', null],
          ['2026-10-01', '260500', '0.72'],
          ['2026-11-01', '241000', '0.75'],
        ],
      ),
    },
    { config: { lines: ['count'] }, result: resultOf([month, count, rate], [['2026-11-01', 12, '0.4']]) },
  ],
})
