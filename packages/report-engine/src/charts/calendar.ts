import type { JsonObject } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { amount, count, day, resultOf } from './examples.ts'
import { colorScale, frame, ink, itemTooltip, sizeOf } from './frame.ts'
import { read } from './reading.ts'
import { listing } from './words.ts'

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)

/** A figure for each day, in weeks and months; a year below the other. */
export const calendar = defineChartType({
  type: 'calendar',
  label: { en: 'Calendar', 'zh-CN': '日历热力图' },
  icon: 'calendar-stats',
  dimensions: { min: 1, max: 1 },
  measures: { min: 1, max: 1 },
  tile: { w: 12, h: 4 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const [at] = reading.dimensions
    const [measure] = reading.measures
    const dayOf = (row: (typeof reading.rows)[number]) => (at && isDay(row[at.at]) ? String(row[at.at]).slice(0, 10) : undefined)
    const drawn = reading.rows.flatMap((row) => {
      const date = dayOf(row)
      return date ? [{ row, date }] : []
    })
    const dates = drawn.map(({ date }) => date).sort()
    const [first = result.asOf.slice(0, 10), last = first] = [dates[0], dates.at(-1)]
    const ranges = rangesOf(first, last)
    const colors = ink(context.dark)
    const { width, height } = sizeOf(context)
    const weeks = Math.max(...ranges.map(([from, to]) => (Date.parse(to) - Date.parse(from)) / 604_800_000 + 2))
    const top = 24
    const room = (height - 40) / ranges.length
    const cell = Math.max(3, Math.min(22, Math.floor(Math.min((width - 56) / weeks, (room - top - 4) / 7))))
    return {
      kind: 'echarts',
      option: {
        ...frame(context),
        tooltip: itemTooltip,
        visualMap: colorScale(
          context,
          drawn.flatMap(({ row }) => reading.figure(row, measure) ?? []),
          measure?.column.format,
          { orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 10, itemHeight: Math.round(Math.min(160, width / 3)) },
        ),
        calendar: ranges.map(([from, to], place) => ({
          range: [from, to],
          left: 44,
          top: Math.round(top + place * room + (ranges.length === 1 ? Math.max(0, (room - top - cell * 7) / 3) : 0)),
          cellSize: [cell, cell],
          orient: 'horizontal',
          itemStyle: { color: colors.faint, borderColor: colors.surface, borderWidth: cell > 6 ? 1 : 0 },
          splitLine: { show: cell > 6, lineStyle: { color: colors.text, width: 1, opacity: 0.4 } },
          dayLabel: { firstDay: 1, nameMap: dayNames(context.locale, cell >= 13), color: colors.text, fontSize: 10, show: cell >= 7 },
          monthLabel: { nameMap: context.locale === 'zh-CN' ? 'ZH' : 'EN', color: colors.text, fontSize: 11, show: cell >= 5 },
          yearLabel: { show: ranges.length > 1, color: colors.text, fontSize: 11, margin: 26 },
        })),
        series: ranges.map(([from, to], place) => ({
          type: 'heatmap',
          coordinateSystem: 'calendar',
          calendarIndex: place,
          data: drawn
            .filter(({ date }) => date >= from && date <= to)
            .map(
              ({ row, date }): JsonObject => ({
                value: [date, reading.figure(row, measure) ?? '-'],
                mark: reading.mark(row, measure),
                tooltip: reading.tip(reading.text(row, at), [[measure?.label ?? '', reading.text(row, measure)]]),
              }),
            ),
        })),
      },
      notes: listing(
        'undated',
        reading.rows.filter((row) => dayOf(row) === undefined).map((row) => reading.name(row)),
        context.locale,
      ),
    }
  },
  examples: [
    {
      config: {},
      result: resultOf(
        [day, count],
        Array.from({ length: 300 }, (_, at) => [new Date(Date.UTC(2026, 0, 5 + at)).toISOString().slice(0, 10), (at * at * 7 + at) % 23]),
      ),
    },
    {
      config: {},
      result: resultOf(
        [day, amount],
        [
          ['2025-12-30', '-1200'],
          ['2026-01-02', '3000.5'],
          ['2026-01-09', null],
          [null, '12'],
        ],
      ),
    },
  ],
})

/** From Sunday on; where there is little room every other one. */
function dayNames(locale: 'en' | 'zh-CN', all: boolean): string[] {
  const names = locale === 'zh-CN' ? ['日', '一', '二', '三', '四', '五', '六'] : ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']
  return names.map((name, at) => (all || at % 2 === 1 ? name : ''))
}

/** Whole months; more than thirteen of them a year for each line. */
function rangesOf(first: string, last: string): [from: string, to: string][] {
  const [from, to] = [`${first.slice(0, 7)}-01`, endOfMonth(last)]
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  if (years === 0 || Date.parse(to) - Date.parse(from) < 397 * 86_400_000) return [[from, to]]
  return Array.from({ length: years + 1 }, (_, at) => {
    const year = Number(from.slice(0, 4)) + at
    return [`${year}-01-01`, `${year}-12-31`]
  })
}

const endOfMonth = (day: string) => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).toISOString().slice(0, 10)
