import type { JsonObject } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { instant, person, resultOf, task } from './examples.ts'
import { frame, ink, itemTooltip, legend, sizeOf } from './frame.ts'
import { uniqueNames } from './pie-chart.ts'
import { distinct, keyOf, plain, type Row, read } from './reading.ts'
import { listing, say } from './words.ts'
import { zoomOver } from './zoom.ts'

/** When each thing began and ended, one line each; what has no end reaches to now. A second dimension gives the colours. */
export const gantt = defineChartType({
  type: 'gantt',
  label: { en: 'Gantt', 'zh-CN': '甘特图' },
  icon: 'timeline',
  dimensions: { min: 1, max: 2 },
  measures: { min: 2, max: 2 },
  tile: { w: 12, h: 6 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const [first, by] = reading.dimensions
    const [start, end] = reading.measures
    const colors = ink(context.dark)
    const { width, height } = sizeOf(context)
    const now = Date.parse(result.asOf)
    const isDrawn = (row: Row) => reading.figure(row, start) !== null
    const rows = reading.rows.filter(isDrawn)
    const groups = [...distinct(rows, by).entries()]
    const names = uniqueNames(groups.map(([, row]) => (by ? reading.text(row, by) : '')))
    const room = Math.max(3, Math.floor((height - 70) / 18))
    const zoom: boolean = rows.length > room
    const times = rows.flatMap((row) => [reading.figure(row, start) ?? now, reading.figure(row, end) ?? now])
    return {
      kind: 'echarts',
      option: {
        ...frame(context, groups.length),
        useUTC: true,
        tooltip: itemTooltip,
        legend: legend(context, names),
        grid: {
          left: 8,
          right: zoom ? 28 : 20,
          top: groups.length > 1 ? 36 : 16,
          bottom: 8,
          outerBoundsMode: 'same',
          outerBoundsContain: 'axisLabel',
        },
        xAxis: {
          type: 'time',
          // A day is named once.
          minInterval: 86_400_000,
          splitNumber: Math.max(2, Math.floor(width / 130)),
          min: Math.min(...times, ...(times.length === 0 ? [now] : [])),
          max: Math.max(...times, ...(times.length === 0 ? [now + 1] : [])),
          axisLabel: { color: colors.text, formatter: { $format: 'date', $timezone: result.timezone }, hideOverlap: true },
          axisLine: { lineStyle: { color: colors.line } },
          splitLine: { show: true, lineStyle: { color: colors.line } },
        },
        yAxis: {
          type: 'category',
          inverse: true,
          data: rows.map((row) => plain(reading.text(row, first))),
          axisLabel: { color: colors.text, width: Math.round(Math.min(width * 0.32, 160)), overflow: 'truncate' },
          axisLine: { lineStyle: { color: colors.line } },
          axisTick: { show: false },
        },
        ...(zoom ? { dataZoom: zoomOver('y', room, context) } : {}),
        series: groups.map(([key], at) => ({
          type: 'candlestick',
          name: names[at] ?? '',
          barMaxWidth: 18,
          itemStyle: inked(context.palette[at % Math.max(1, context.palette.length)] ?? colors.text),
          ...(at === 0
            ? {
                markLine: {
                  symbol: 'none',
                  silent: true,
                  animation: false,
                  lineStyle: { color: colors.text, type: 'dashed' },
                  label: {
                    show: true,
                    formatter: say('now', context.locale),
                    color: colors.text,
                    position: 'insideEndTop',
                    rotate: 0,
                    distance: [2, 2],
                  },
                  data: [{ xAxis: now }],
                },
              }
            : {}),
          data: rows.map((row) => (keyOf(by ? row[by.at] : null) === key ? bar(row, at) : '-')),
        })),
      },
      notes: listing(
        'undated',
        reading.rows.filter((row) => !isDrawn(row)).map((row) => reading.name(row)),
        context.locale,
      ),
    }

    function bar(row: Row, group: number): JsonObject {
      const from = reading.figure(row, start) ?? now
      const until = reading.figure(row, end)
      const to = until ?? Math.max(now, from)
      const color = context.palette[group % Math.max(1, context.palette.length)] ?? colors.text
      return {
        value: [from, to, Math.min(from, to), Math.max(from, to)],
        itemStyle: { ...inked(color), ...(until === null ? { opacity: 0.6 } : {}) },
        mark: reading.mark(row),
        tooltip: reading.tip(reading.name(row), [
          [start?.label || say('start', context.locale), reading.text(row, start)],
          [end?.label || say('end', context.locale), until === null ? say('open', context.locale) : reading.text(row, end)],
        ]),
      }
    }
  },
  examples: [
    {
      config: {},
      result: resultOf(
        [task, person, instant('start', 'Start', '开始'), instant('end', 'End', '结束')],
        [
          ['Requirements 需求调研', '李雷', '2026-09-01T01:00:00.000Z', '2026-09-20T10:00:00.000Z'],
          ['Design', 'Hannah', '2026-09-15T01:00:00.000Z', '2026-10-10T10:00:00.000Z'],
          ['Build', '李雷', '2026-10-05T01:00:00.000Z', null],
          ['Training', null, '2026-11-25T01:00:00.000Z', '2026-12-05T10:00:00.000Z'],
          ['Handover', '李雷', null, null],
        ],
      ),
    },
    {
      config: {},
      result: resultOf(
        [task, instant('start', 'Start', '开始'), instant('end', 'End', '结束')],
        [['A', '2026-11-01T01:00:00.000Z', '2026-11-03T01:00:00.000Z']],
      ),
    },
  ],
})

/** Boxes of a candlestick have a colour for rising and one for falling: both the same. */
const inked = (color: string): JsonObject => ({ color, color0: color, borderColor: color, borderColor0: color })
