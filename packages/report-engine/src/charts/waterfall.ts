import { boolean, type JsonObject } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { compactValue } from '../format-value.ts'
import { amount, gains, problem, resultOf } from './examples.ts'
import { frame, ink, itemTooltip, sizeOf } from './frame.ts'
import { plain, read, textWidth } from './reading.ts'
import { say } from './words.ts'

/** What each group adds to a sum or takes from it, one after the other. */
export const waterfall = defineChartType({
  type: 'waterfall',
  label: { en: 'Waterfall', 'zh-CN': '瀑布图' },
  icon: 'stairs',
  dimensions: { min: 1, max: 1 },
  measures: { min: 1, max: 1 },
  config: { total: { valueType: boolean, label: { en: 'With the total', 'zh-CN': '显示合计' }, default: true } },
  toSpec(result, { total }, context) {
    const reading = read(result, context)
    const [measure] = reading.measures
    const { locale, palette } = context
    const colors = ink(context.dark)
    const [sumColor = '#2f5fd0', downColor = '#b85f00', upColor = '#0a9c61'] = palette
    let sum = 0
    const bars: JsonObject[] = reading.rows.map((row) => {
      const from = sum
      const figure = reading.figure(row, measure) ?? 0
      sum += figure
      const color = figure < 0 ? downColor : upColor
      return {
        value: [from, sum, Math.min(from, sum), Math.max(from, sum)],
        itemStyle: { color, color0: color, borderColor: color, borderColor0: color },
        mark: reading.mark(row, measure),
        tooltip: reading.tip(reading.name(row), [[measure?.label ?? '', reading.text(row, measure)]]),
      }
    })
    if (total && bars.length > 0) {
      const text = compactValue(sum, measure?.column.format, locale)
      bars.push({
        value: [0, sum, Math.min(0, sum), Math.max(0, sum)],
        itemStyle: { color: sumColor, color0: sumColor, borderColor: sumColor, borderColor0: sumColor },
        mark: { cell: {}, ...(measure ? { measure: measure.column.id } : {}) },
        tooltip: reading.tip(say('total', locale), [[measure?.label ?? '', text]]),
      })
    }
    const names = [...reading.rows.map((row) => reading.name(row)), ...(total && reading.rows.length > 0 ? [say('total', locale)] : [])]
    const { width } = sizeOf(context)
    const slot = (width - 64) / Math.max(1, names.length)
    const isTight = Math.max(0, ...names.map((name) => textWidth(name))) > slot - 8
    return {
      kind: 'echarts',
      option: {
        ...frame(context),
        tooltip: itemTooltip,
        grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        xAxis: {
          type: 'category',
          data: names.map(plain),
          axisLabel: {
            color: colors.text,
            hideOverlap: true,
            width: 110,
            overflow: 'truncate',
            ...(isTight && slot >= 20 ? { rotate: 35, interval: 0 } : {}),
          },
          axisLine: { lineStyle: { color: colors.line } },
          axisTick: { show: false },
        },
        yAxis: {
          type: 'value',
          axisLabel: { color: colors.text, formatter: { $format: measure?.column.format ?? 'number' } },
          splitLine: { lineStyle: { color: colors.line } },
        },
        // Boxes of a candlestick begin and end where they like, below zero too; stacked bars cannot cross it.
        series: [{ type: 'candlestick', barMaxWidth: 48, barMinWidth: 2, data: bars }],
      },
    }
  },
  examples: [
    { config: {}, result: gains },
    {
      config: { total: false },
      result: resultOf(
        [problem, amount],
        [
          ['malfunction', '-500'],
          ['delivery', '800'],
          [null, '-900'],
          ['invoice', null],
        ],
      ),
    },
  ],
})
