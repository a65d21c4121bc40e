import type { JsonObject, JsonValue } from '@tangram/data-model'
import type { ChartContext, EChartsSpec, Mark } from '../chart-type.ts'
import type { ReportResult } from '../result.ts'
import { frame, ink, itemTooltip, legend, sizeOf } from './frame.ts'
import { keyOf, type Place, type Reading, read, textWidth } from './reading.ts'
import { say } from './words.ts'
import { zoomOver } from './zoom.ts'

type Point = { value: number | null; mark: Mark; tooltip: JsonObject }
type Series = { name: string; measure: Place; points: (Point | null)[] }

export type CartesianWish = {
  /** What each series is, by its place and its measure. */
  shape: (at: number, measure: Place) => JsonObject
  horizontal?: boolean
  /** Ids of the measures drawn; empty: all. */
  only?: readonly JsonValue[]
  /** One series on top of the other; `percent`: as parts of their sum. */
  stack?: 'sum' | 'percent'
  /** Which axis a measure is read on, 0 or 1; absent: one axis for each format. */
  axisOf?: (at: number) => number
  /** Bars need room each; lines share it. */
  isDense?: boolean
}

/**
 * Lines and bars over the first dimension. A second dimension gives one series for each of its values; measures of two formats
 * get an axis each, those of a third a scale of their own without one: a chart has two sides.
 */
export function cartesian(result: ReportResult, context: ChartContext, wish: CartesianWish): EChartsSpec {
  const reading = read(result, context)
  const { categories, all } = pivot(reading, wish, context)
  const colors = ink(context.dark)
  const axisKeys = all.map((one) =>
    wish.stack === 'percent' ? 'percent' : wish.axisOf ? String(wish.axisOf(reading.measures.indexOf(one.measure))) : formatOf(one.measure),
  )
  const axes = axisKeys.length > 0 ? [...new Set(axisKeys)] : ['number']
  const category = categoryAxis(categories, context, wish)
  const zoom = zoomOf(categories.length, context, wish)
  const value = axes.map((axis, place) => valueAxis(all[axisKeys.indexOf(axis)], place, axes.length, context, wish))
  const hasNames = axes.length > 1 && !wish.horizontal
  const top = (all.length > 1 ? 36 : 16) + (hasNames ? 16 : 0)
  return {
    kind: 'echarts',
    option: {
      ...frame(context, all.length),
      tooltip: itemTooltip,
      legend: legend(
        context,
        all.map(({ name }) => name),
      ),
      grid: {
        left: 8,
        right: wish.horizontal && zoom.length > 0 ? 28 : 16,
        top,
        bottom: !wish.horizontal && zoom.length > 0 ? 32 : 8,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      ...(zoom.length > 0 ? { dataZoom: zoom } : {}),
      xAxis: wish.horizontal ? value : category,
      yAxis: wish.horizontal ? category : value,
      series: all.map((one, at) => {
        const shape = wish.shape(at, one.measure)
        return {
          ...shape,
          ...(wish.stack ? { stack: `axis ${axisKeys[at]}` } : {}),
          name: one.name,
          // What is missing adds nothing to a stack; a hole would let those above fall to the ground.
          data: wish.stack && shape.type === 'line' ? one.points.map((point) => point ?? 0) : one.points,
          [wish.horizontal ? 'xAxisIndex' : 'yAxisIndex']: axes.indexOf(axisKeys[at] ?? ''),
        }
      }),
      textStyle: { color: colors.text },
    },
  }
}

const formatOf = (place: Place) => place.column.format ?? 'number'

function valueAxis(series: Series | undefined, place: number, count: number, context: ChartContext, wish: CartesianWish): JsonObject {
  const colors = ink(context.dark)
  const isShare = wish.stack === 'percent'
  const format = isShare ? 'percent' : series ? formatOf(series.measure) : 'number'
  return {
    type: 'value',
    show: place < 2,
    ...(isShare ? { max: 1 } : {}),
    axisLabel: { color: colors.text, formatter: { $format: format }, hideOverlap: true },
    // One set of lines is enough to read by.
    ...(wish.horizontal ? { splitNumber: Math.max(2, Math.floor(sizeOf(context).width / 110)) } : {}),
    splitLine: { show: place === 0, lineStyle: { color: colors.line } },
    minInterval: !isShare && series?.measure.column.valueType.kind === 'integer' ? 1 : 0,
    ...(count > 1 && !wish.horizontal && place < 2
      ? { name: series?.measure.label ?? '', nameGap: 10, nameTextStyle: { color: colors.text, align: place === 0 ? 'left' : 'right' } }
      : {}),
  }
}

function categoryAxis(categories: string[], context: ChartContext, wish: CartesianWish): JsonObject {
  const colors = ink(context.dark)
  const { width } = sizeOf(context)
  const longest = Math.max(0, ...categories.map((text) => textWidth(text)))
  const slot = (width - 64) / Math.max(1, categories.length)
  const isTight = longest > slot - 8
  const upright = isTight && slot >= 24 && longest > 0
  return {
    type: 'category',
    data: categories,
    ...(wish.horizontal ? { inverse: true } : {}),
    axisLabel: {
      color: colors.text,
      hideOverlap: true,
      overflow: 'truncate',
      ...(wish.horizontal
        ? { width: Math.round(Math.min(width * 0.34, 160)) }
        : { width: 110, ...(upright ? { rotate: 35, interval: 0 } : isTight ? {} : { interval: 0 }) }),
    },
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
  }
}

/** More bars than there is room for are shown a part at a time. */
function zoomOf(count: number, context: ChartContext, wish: CartesianWish): JsonObject[] {
  const { width, height } = sizeOf(context)
  const room = Math.max(4, Math.floor(wish.horizontal ? (height - 56) / 16 : (width - 64) / 9))
  return wish.isDense && count > room ? zoomOver(wish.horizontal ? 'y' : 'x', room, context) : []
}

function pivot(reading: Reading, wish: CartesianWish, context: ChartContext): { categories: string[]; all: Series[] } {
  const only = wish.only ?? []
  const [over, by] = reading.dimensions
  const measures = reading.measures.filter(({ column }) => only.length === 0 || only.includes(column.id))
  const places = new Map<string, number>()
  const categories: string[] = []
  const series = new Map<string, Series>()
  const sums = wish.stack === 'percent' ? sumsOf(reading, measures, over) : undefined
  for (const row of reading.rows) {
    const key = keyOf(over ? row[over.at] : null)
    const place = places.get(key) ?? categories.length
    if (place === categories.length) {
      places.set(key, place)
      categories.push(over ? reading.text(row, over) : '')
    }
    for (const measure of measures) {
      const names = [...(by ? [reading.text(row, by)] : []), ...(!by || measures.length > 1 ? [measure.label] : [])]
      const id = keyOf([by ? (row[by.at] ?? null) : null, measure.column.id])
      const one: Series = series.get(id) ?? { name: names.join(' · '), measure, points: [] }
      series.set(id, one)
      const figure = reading.figure(row, measure)
      const sum = sums?.get(key) ?? 0
      const share = figure === null ? null : sum === 0 ? 0 : figure / sum
      const percent = share === null ? '' : ` (${(share * 100).toFixed(1)}%)`
      one.points[place] = {
        value: sums ? share : figure,
        mark: reading.mark(row, measure),
        tooltip: reading.tip(categories[place] ?? '', [[one.name, reading.text(row, measure) + (sums ? percent : '')]]),
      }
    }
  }
  const all = [...series.values()]
  nameApart(all, context)
  for (const one of all) one.points = Array.from(categories, (_, place) => one.points[place] ?? null)
  return { categories, all }
}

/** ECharts takes series of one name for one thing: two values that read alike are numbered. */
function nameApart(all: Series[], context: ChartContext): void {
  const seen = new Map<string, number>()
  for (const one of all) {
    const name = one.name || say('total', context.locale)
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    one.name = times > 1 ? `${name} (${times})` : name
  }
}

/** Sizes of the whole bars; what is below zero counts by its size. */
function sumsOf(reading: Reading, measures: readonly Place[], over: Place | undefined): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of reading.rows) {
    const key = keyOf(over ? row[over.at] : null)
    for (const measure of measures) sums.set(key, (sums.get(key) ?? 0) + Math.abs(reading.figure(row, measure) ?? 0))
  }
  return sums
}
