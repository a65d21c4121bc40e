import type { JsonObject } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { byCohort, byProblemAndChannel, count, resultOf } from './examples.ts'
import { colorAt, colorScale, frame, ink, itemTooltip, sizeOf, wordsOn } from './frame.ts'
import { distinct, keyOf, type Place, plain, type Reading, type Row, read, textWidth } from './reading.ts'

/**
 * A figure for each pair of two groups, the darker the more. Cohorts stand in a triangle: the part that came back in each cell, how many there
 * were beside the name.
 */
export const heatMap = defineChartType({
  type: 'heat-map',
  label: { en: 'Heat map', 'zh-CN': '热力图' },
  icon: 'chart-grid-dots',
  dimensions: { min: 2, max: 2 },
  measures: { min: 1, max: 3 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const { dimensions, measures } = reading
    const cohort = cohortOf(reading)
    const [down, along] = cohort ? [cohort.start, cohort.offset] : dimensions
    const measure = measures.find(({ column }) => column.conversion?.from === 'first') ?? measures[0]
    const beside = measures.filter((other) => other !== measure)
    const colors = ink(context.dark)
    const { width, height } = sizeOf(context)
    const xs = [...distinct(reading.rows, along).entries()]
    const ys = [...distinct(reading.rows, down).entries()]
    const places = (entries: typeof xs) => new Map(entries.map(([key], at) => [key, at]))
    const [xPlaces, yPlaces] = [places(xs), places(ys)]
    const isPercent = measure?.column.conversion?.from === 'first'
    // All of the first ones are there: beside them nothing would differ.
    const scaled = cohort && isPercent ? reading.rows.filter((row) => row[cohort.offset.at] !== 0) : reading.rows
    const figures = scaled.flatMap((row) => reading.figure(row, measure) ?? [])
    // On a phone the room is for the cells.
    const isWide = width >= 420
    const yWords = [...ys.values()].map(
      ([, row]) => `${reading.text(row, down)}${(isWide && cohort?.sizes.get(keyOf(row[cohort.start.at]))) || ''}`,
    )
    const yWidth = Math.round(
      Math.min(cohort ? 170 : 140, width * (cohort ? 0.36 : 0.3), Math.max(0, ...yWords.map((text) => textWidth(text))) + 4),
    )
    const cell = { width: (width - yWidth - 28) / Math.max(1, xs.length), height: (height - (cohort ? 46 : 70)) / Math.max(1, ys.length) }
    const texts = labelsOf(reading, measure, isPercent, cell)
    const scale = colorScale(context, figures, measure?.column.format, {
      show: !(cohort && texts),
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemWidth: 10,
      itemHeight: Math.round(Math.min(160, width / 3)),
    })
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
        grid: {
          left: cohort ? 14 : 8,
          right: 8,
          top: 8,
          bottom: cohort ? (texts ? 22 : 56) : 40,
          outerBoundsMode: 'same',
          outerBoundsContain: 'axisLabel',
        },
        xAxis: axis(xs, along, {
          axisLabel: { color: colors.text, hideOverlap: true, width: 110, overflow: 'truncate' },
          ...(cohort ? { name: cohort.offset.label, nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: colors.text } } : {}),
        }),
        yAxis: axis(ys, down, {
          inverse: true,
          data: yWords,
          axisLabel: { color: colors.text, width: yWidth, overflow: 'truncate' },
        }),
        visualMap: scale,
        series: [
          {
            type: 'heatmap',
            label: { show: texts !== undefined, fontSize: 11 },
            itemStyle: { borderColor: colors.surface, borderWidth: reading.rows.length > 400 ? 0 : 1 },
            data: reading.rows.map((row) => ({
              value: [
                xPlaces.get(keyOf(along ? row[along.at] : null)) ?? 0,
                yPlaces.get(keyOf(down ? row[down.at] : null)) ?? 0,
                reading.figure(row, measure) ?? '-',
              ],
              mark: reading.mark(row, measure),
              ...(texts
                ? { label: { formatter: plain(texts(row)), color: wordsOn(colorAt(scale, reading.figure(row, measure) ?? 0)) } }
                : {}),
              tooltip: reading.tip(
                reading.name(row),
                [measure, ...beside].map((one) => [one?.label ?? '', reading.text(row, one)]),
              ),
            })),
          },
        ],
      },
    }
  },
  examples: [
    { config: {}, result: byProblemAndChannel },
    { config: {}, result: byCohort },
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

/** The two dimensions of a result by cohorts, and how many each cohort began with, as it stands behind its name. */
function cohortOf(reading: Reading): { start: Place; offset: Place; sizes: Map<string, string> } | undefined {
  const start = reading.dimensions.find(({ column }) => column.own === '$cohort.start')
  const offset = reading.dimensions.find(({ column }) => column.own === '$cohort.offset')
  if (!start || !offset || reading.dimensions.length !== 2) return undefined
  const counted = reading.measures.find(({ column }) => !column.conversion)
  const isShown = counted && reading.measures.some(({ column }) => column.conversion)
  const first = isShown ? reading.rows.filter((row) => row[offset.at] === 0) : []
  return { start, offset, sizes: new Map(first.map((row) => [keyOf(row[start.at]), ` (${reading.text(row, counted)})`])) }
}

/** What stands in the cells: as exact as there is room for, at last percents without their sign; undefined where nothing fits. */
function labelsOf(
  reading: Reading,
  measure: Place | undefined,
  isPercent: boolean,
  cell: { width: number; height: number },
): ((row: Row) => string) | undefined {
  if (cell.height < 14) return undefined
  const rounded = (row: Row) => {
    const figure = reading.figure(row, measure)
    return figure === null ? '' : String(Math.round(figure * 100))
  }
  const ways = [
    (row: Row) => reading.text(row, measure),
    ...(isPercent ? [(row: Row) => (rounded(row) ? `${rounded(row)}%` : ''), rounded] : []),
  ]
  return ways.find((way) => Math.max(0, ...reading.rows.map((row) => textWidth(way(row), 11))) + 4 < cell.width)
}
