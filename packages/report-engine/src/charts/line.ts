import { boolean } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { cartesian } from './cartesian.ts'
import { count, month, problem, resultOf } from './examples.ts'

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
  toSpec(result, { area, smooth }, context) {
    const shape = {
      type: 'line',
      symbolSize: 7,
      connectNulls: false,
      smooth: smooth === true,
      ...(area ? { areaStyle: { opacity: 0.14 } } : {}),
    }
    return { kind: 'echarts', option: cartesian(result, context, { shape }) }
  },
  examples: [
    {
      config: {},
      result: resultOf(
        [month, count],
        [
          ['2026-10-01', 41],
          ['2026-11-01', 29],
        ],
      ),
    },
    {
      config: { area: true },
      result: resultOf(
        [month, problem, count],
        [
          ['2026-10-01', 'malfunction', 20],
          ['2026-11-01', 'delivery', 9],
        ],
      ),
    },
  ],
})
