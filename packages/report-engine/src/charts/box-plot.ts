import type { JsonObject } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { figure, problem, resultOf } from './examples.ts'
import { frame, ink, itemTooltip } from './frame.ts'
import { type Row, read } from './reading.ts'
import { listing } from './words.ts'

const five = [
  figure('low', 'Lowest', '最小值'),
  figure('q1', 'Lower quartile', '下四分位'),
  figure('mid', 'Median', '中位数'),
  figure('q3', 'Upper quartile', '上四分位'),
  figure('high', 'Highest', '最大值'),
].map((column) => ({ ...column, format: 'duration' as const }))

/** How the figures of each group spread. Its five measures are the lowest, the quartiles around the median, and the highest. */
export const boxPlot = defineChartType({
  type: 'box-plot',
  label: { en: 'Box plot', 'zh-CN': '箱线图' },
  icon: 'chart-candle',
  dimensions: { min: 1, max: 2 },
  measures: { min: 5, max: 5 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const { measures } = reading
    const colors = ink(context.dark)
    const isDrawn = (row: Row) => measures.every((measure) => reading.figure(row, measure) !== null)
    const rows = reading.rows.filter(isDrawn)
    const [color = '#2f5fd0'] = context.palette
    return {
      kind: 'echarts',
      option: {
        ...frame(context),
        tooltip: itemTooltip,
        grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        xAxis: {
          type: 'category',
          data: rows.map((row) => reading.name(row)),
          axisLabel: { color: colors.text, hideOverlap: true, width: 110, overflow: 'truncate' },
          axisLine: { lineStyle: { color: colors.line } },
          axisTick: { show: false },
        },
        yAxis: {
          type: 'value',
          axisLabel: { color: colors.text, formatter: { $format: measures[2]?.column.format ?? 'number' } },
          splitLine: { lineStyle: { color: colors.line } },
        },
        series: [
          {
            type: 'boxplot',
            boxWidth: [8, 40],
            itemStyle: { color: context.dark ? '#2b3a5c' : '#dbe5fb', borderColor: color, borderWidth: 2 },
            data: rows.map(
              (row): JsonObject => ({
                // A spread that is out of order is drawn in order: the box has no other shape.
                value: measures.map((measure) => reading.figure(row, measure) ?? 0).sort((a, b) => a - b),
                mark: reading.mark(row),
                tooltip: reading.tip(
                  reading.name(row),
                  measures.map((measure) => [measure.label, reading.text(row, measure)] as const),
                ),
              }),
            ),
          },
        ],
      },
      notes: listing(
        'without',
        reading.rows.filter((row) => !isDrawn(row)).map((row) => reading.name(row)),
        context.locale,
      ),
    }
  },
  examples: [
    {
      config: {},
      result: resultOf(
        [problem, ...five],
        [
          ['malfunction', '1.5', '8', '20', '46', '96'],
          ['delivery', '0.5', '3', '6.25', '12', '40'],
          ['invoice', '2', '4', '5', '7', '9'],
          [null, null, null, null, null, null],
        ],
      ),
    },
  ],
})
