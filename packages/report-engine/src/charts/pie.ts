import { boolean } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { formatValue } from '../format-value.ts'
import { cellOf } from '../result.ts'
import { count, problem, resultOf } from './examples.ts'
import { frame, ink } from './frame.ts'

/** Parts of a whole. */
export const pie = defineChartType({
  type: 'pie',
  label: { en: 'Pie', 'zh-CN': '饼图' },
  icon: 'chart-pie',
  dimensions: { min: 1, max: 1 },
  measures: { min: 1, max: 1 },
  config: { donut: { valueType: boolean, label: { en: 'With a hole', 'zh-CN': '环形' }, default: true } },
  toSpec(result, { donut }, context) {
    const [dimension, measure] = result.columns
    const reader = { locale: context.locale, timezone: result.timezone, labels: result.labels }
    const colors = ink(context.dark)
    const data = result.rows.map((row) => ({
      name: dimension ? formatValue(row[0], dimension, reader) : '',
      value: Number(row[1] ?? 0),
      mark: { cell: cellOf(result.columns, row), ...(measure ? { measure: measure.id } : {}) },
    }))
    const option = {
      ...frame(context),
      tooltip: { trigger: 'item', confine: true, formatter: '{b}: {c} ({d}%)' },
      legend: { bottom: 0, itemWidth: 14, itemHeight: 10, itemGap: 12, textStyle: { color: colors.text } },
      series: [
        {
          type: 'pie',
          radius: donut ? ['38%', '58%'] : '58%',
          center: ['50%', '42%'],
          itemStyle: { borderColor: context.dark ? '#1a1d21' : '#ffffff', borderWidth: 2 },
          // A narrow tile would cut them to "…".
          label: { color: colors.text, formatter: '{d}%', overflow: 'none', bleedMargin: 0, distanceToLabelLine: 2 },
          labelLine: { length: 8, length2: 6, lineStyle: { color: colors.line } },
          avoidLabelOverlap: true,
          data,
        },
      ],
    }
    return { kind: 'echarts', option }
  },
  examples: [
    {
      config: {},
      result: resultOf(
        [problem, count],
        [
          ['malfunction', 20],
          [{ others: ['malfunction'] }, 7],
        ],
      ),
    },
    { config: { donut: false }, result: resultOf([problem, count], [[null, 3]]) },
  ],
})
