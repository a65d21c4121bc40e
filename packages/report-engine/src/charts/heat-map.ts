import type { JsonObject } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { byProblemAndChannel, count, resultOf } from './examples.ts'
import { colorScale, frame, ink, itemTooltip, sizeOf } from './frame.ts'
import { distinct, keyOf, plain, read, textWidth } from './reading.ts'

/** A figure for each pair of two groups, the darker the more. */
export const heatMap = defineChartType({
  type: 'heat-map',
  label: { en: 'Heat map', 'zh-CN': '热力图' },
  icon: 'chart-grid-dots',
  dimensions: { min: 2, max: 2 },
  measures: { min: 1, max: 1 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const [down, along] = reading.dimensions
    const [measure] = reading.measures
    const colors = ink(context.dark)
    const { width, height } = sizeOf(context)
    const xs = [...distinct(reading.rows, along).entries()]
    const ys = [...distinct(reading.rows, down).entries()]
    const places = (entries: typeof xs) => new Map(entries.map(([key], at) => [key, at]))
    const [xPlaces, yPlaces] = [places(xs), places(ys)]
    const figures = reading.rows.flatMap((row) => reading.figure(row, measure) ?? [])
    const words = Math.max(0, ...reading.rows.map((row) => textWidth(reading.text(row, measure), 11)))
    const isLabelled = words + 8 < (width - 120) / Math.max(1, xs.length) && (height - 70) / Math.max(1, ys.length) >= 16
    const axis = (entries: typeof xs, place: typeof along, more: JsonObject): JsonObject => ({
      type: 'category',
      data: entries.map(([, row]) => reading.text(row, place)),
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
      splitArea: { show: false },
      ...more,
    })
    return {
      kind: 'echarts',
      option: {
        ...frame(context),
        tooltip: itemTooltip,
        grid: { left: 8, right: 8, top: 8, bottom: 40, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        xAxis: axis(xs, along, { axisLabel: { color: colors.text, hideOverlap: true, width: 110, overflow: 'truncate' } }),
        yAxis: axis(ys, down, {
          inverse: true,
          axisLabel: { color: colors.text, width: Math.round(Math.min(140, width * 0.3)), overflow: 'truncate' },
        }),
        visualMap: colorScale(context, figures, measure?.column.format, {
          orient: 'horizontal',
          left: 'center',
          bottom: 0,
          itemWidth: 10,
          itemHeight: Math.round(Math.min(160, width / 3)),
        }),
        series: [
          {
            type: 'heatmap',
            label: { show: isLabelled, fontSize: 11 },
            itemStyle: { borderColor: colors.surface, borderWidth: reading.rows.length > 400 ? 0 : 1 },
            data: reading.rows.map((row) => ({
              value: [
                xPlaces.get(keyOf(along ? row[along.at] : null)) ?? 0,
                yPlaces.get(keyOf(down ? row[down.at] : null)) ?? 0,
                reading.figure(row, measure) ?? '-',
              ],
              mark: reading.mark(row, measure),
              ...(isLabelled ? { label: { formatter: plain(reading.text(row, measure)) } } : {}),
              tooltip: reading.tip(reading.name(row), [[measure?.label ?? '', reading.text(row, measure)]]),
            })),
          },
        ],
      },
    }
  },
  examples: [
    { config: {}, result: byProblemAndChannel },
    {
      config: {},
      result: resultOf(
        [
          {
            id: 'weekday',
            role: 'dimension',
            label: { en: 'Weekday', 'zh-CN': '星期' },
            valueType: { kind: 'integer' },
            by: 'day-of-week',
          },
          { id: 'hour', role: 'dimension', label: { en: 'Hour', 'zh-CN': '小时' }, valueType: { kind: 'integer' }, by: 'hour-of-day' },
          count,
        ],
        [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
          Array.from({ length: 24 }, (_, hour) => [weekday, hour, weekday > 5 ? hour % 5 : Math.max(0, 40 - 5 * Math.abs(hour - 11))]),
        ),
      ),
    },
  ],
})
