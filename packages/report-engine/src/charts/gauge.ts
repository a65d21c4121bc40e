import { decimal } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { amount, count, figure, rate, resultOf } from './examples.ts'
import { frame, ink, itemTooltip, sizeOf } from './frame.ts'
import { plain, read, textWidth } from './reading.ts'
import { say } from './words.ts'

/** One figure on its way to a target: a second figure, or a number. */
export const gauge = defineChartType({
  type: 'gauge',
  label: { en: 'Gauge', 'zh-CN': '仪表盘' },
  icon: 'gauge',
  dimensions: { min: 0, max: 0 },
  measures: { min: 1, max: 2 },
  tile: { w: 3, h: 4 },
  config: {
    target: {
      valueType: decimal(18, 4),
      label: { en: 'Target', 'zh-CN': '目标值' },
      help: { en: 'The second measure, when there is one, wins.', 'zh-CN': '有第二个指标时，以该指标为目标。' },
    },
  },
  toSpec(result, { target }, context) {
    const reading = read(result, context)
    const [measure, aim] = reading.measures
    const row = reading.rows[0] ?? []
    const value = reading.figure(row, measure)
    const isPercent = measure?.column.format === 'percent'
    const wanted = (aim && reading.figure(row, aim)) ?? (target === undefined ? null : Number(target))
    const most = Math.max(wanted ?? (isPercent ? 1 : niceAbove(Math.abs(value ?? 0))), isPercent ? 0.01 : 1)
    const least = Math.min(0, value ?? 0)
    const colors = ink(context.dark)
    const { width, height } = sizeOf(context)
    const radius = Math.max(40, Math.min(width / 2 - 40, height * 0.55))
    const thickness = Math.round(Math.max(8, Math.min(18, radius / 7)))
    const room = 2 * (radius - thickness - 8)
    const share = wanted && value !== null ? value / wanted : null
    const [done = '#2f5fd0', , good = done] = context.palette
    const text = measure ? reading.text(row, measure) : ''
    return {
      kind: 'echarts',
      option: {
        ...frame(context),
        tooltip: itemTooltip,
        series: [
          {
            type: 'gauge',
            startAngle: 200,
            endAngle: -20,
            radius: Math.round(radius),
            center: ['50%', '58%'],
            min: least,
            max: Math.max(most, value ?? 0),
            splitNumber: radius > 90 ? 4 : 1,
            progress: {
              show: value !== null,
              width: thickness,
              roundCap: true,
              itemStyle: { color: share !== null && share >= 1 ? good : done },
            },
            axisLine: { lineStyle: { width: thickness, color: [[1, colors.line]] } },
            pointer: { show: false },
            axisTick: { show: false },
            splitLine: { show: false },
            axisLabel: {
              distance: thickness + 4,
              color: colors.text,
              fontSize: 11,
              formatter: { $format: measure?.column.format ?? 'number' },
            },
            // Below the ends of the scale, which lie left and right of it.
            title: { offsetCenter: [0, '50%'], color: colors.text, fontSize: 12 },
            detail: {
              offsetCenter: [0, '-4%'],
              color: colors.strong,
              fontSize: Math.round(Math.max(14, Math.min(28, radius / 4, room / Math.max(1, textWidth(text, 1))))),
              formatter: plain(text),
            },
            data: [
              {
                value: value ?? least,
                name: plain(
                  wanted === null
                    ? (measure?.label ?? '')
                    : `${say('target', context.locale)} ${aimText()}${share === null ? '' : ` · ${Math.round(share * 100)}%`}`,
                ),
                mark: reading.mark(row, measure),
                tooltip: reading.tip(measure?.label ?? '', [
                  ['', text],
                  ...(wanted === null ? [] : ([[say('target', context.locale), aimText()]] as const)),
                ]),
              },
            ],
          },
        ],
      },
    }

    function aimText(): string {
      if (aim) return reading.text(row, aim)
      return measure ? reading.text(Object.assign([], { [measure.at]: String(wanted) }), measure) : ''
    }
  },
  examples: [
    { config: { target: '0.9' }, result: resultOf([rate], [['0.724']]) },
    { config: {}, result: resultOf([amount, figure('plan', 'Plan', '计划')], [['1320000', '1200000']]) },
    { config: {}, result: resultOf([count], [[null]]) },
  ],
})

/** The next of 1, 2, 5, 10, 20, 50 … above a figure. */
function niceAbove(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power
}
