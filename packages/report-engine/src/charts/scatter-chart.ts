import type { JsonObject } from '@tangram/data-model'
import type { ChartContext, EChartsSpec } from '../chart-type.ts'
import type { ReportResult } from '../result.ts'
import { frame, ink, itemTooltip, legend } from './frame.ts'
import { uniqueNames } from './pie-chart.ts'
import { distinct, keyOf, type Place, type Row, read, textWidth } from './reading.ts'
import { listing } from './words.ts'

/** Points by two figures; a third one is their size. The last of two dimensions gives the colours. */
export function scatterChart(result: ReportResult, context: ChartContext, shape: { isSized: boolean }): EChartsSpec {
  const reading = read(result, context)
  const [x, y, size] = reading.measures
  const by = reading.dimensions[1]
  const isDrawn = (row: Row) => reading.figure(row, x) !== null && reading.figure(row, y) !== null
  const rows = reading.rows.filter(isDrawn)
  const largest = Math.max(0, ...rows.map((row) => Math.abs(reading.figure(row, size) ?? 0)))
  const groups = [...distinct(rows, by).entries()]
  const names = uniqueNames(groups.map(([, row]) => (by ? reading.text(row, by) : '')))
  const colors = ink(context.dark)
  // The room beside figures that are never below zero does not go there either.
  const isNearZero = (place: Place | undefined) => {
    const figures = rows.map((row) => reading.figure(row, place) ?? 0)
    const [low, high] = figures.reduce(([min, max], figure) => [Math.min(min, figure), Math.max(max, figure)], [Infinity, 0])
    return low >= 0 && low < (high - low) * 0.2
  }
  const axis = (place: Place | undefined, more: JsonObject): JsonObject => ({
    type: 'value',
    scale: true,
    // Room for large bubbles and for names beside the last ones.
    boundaryGap: ['6%', '10%'],
    ...(isNearZero(place) ? { min: 0 } : {}),
    name: place?.label ?? '',
    nameTextStyle: { color: colors.text },
    axisLabel: { color: colors.text, formatter: { $format: place?.column.format ?? 'number' }, hideOverlap: true },
    axisLine: { lineStyle: { color: colors.line } },
    splitLine: { lineStyle: { color: colors.line } },
    ...more,
  })
  // Few bubbles are named; a cloud of points is read by its shape.
  const isNamed = rows.length <= 24
  return {
    kind: 'echarts',
    option: {
      ...frame(context, groups.length),
      tooltip: itemTooltip,
      legend: legend(context, names),
      grid: { left: 8, right: 24, top: groups.length > 1 ? 56 : 32, bottom: 24, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: axis(x, { nameLocation: 'middle', nameGap: 26 }),
      yAxis: axis(y, {
        nameTextStyle: { color: colors.text, align: 'left', padding: [0, 0, 0, -Math.min(40, textWidth(y?.label ?? '') / 3)] },
      }),
      series: groups.map(([key], at) => ({
        type: 'scatter',
        name: names[at] ?? '',
        itemStyle: { opacity: shape.isSized ? 0.75 : 0.85, borderColor: colors.surface, borderWidth: rows.length > 300 ? 0 : 1 },
        label: { show: isNamed, position: 'right', color: colors.text, formatter: '{b}', distance: 4, fontSize: 11 },
        labelLayout: { hideOverlap: true },
        emphasis: { focus: 'series' },
        data: rows.filter((row) => keyOf(by ? row[by.at] : null) === key).map((row) => point(row)),
      })),
    },
    notes: listing(
      'without',
      reading.rows.filter((row) => !isDrawn(row)).map((row) => reading.name(row)),
      context.locale,
    ),
  }

  function point(row: Row): JsonObject {
    const area = largest === 0 ? 0 : Math.abs(reading.figure(row, size) ?? 0) / largest
    return {
      name: reading.text(row, reading.dimensions[0]),
      value: [reading.figure(row, x) ?? 0, reading.figure(row, y) ?? 0],
      symbolSize: shape.isSized ? Math.round(8 + 40 * Math.sqrt(area)) : result.rows.length > 300 ? 6 : 10,
      mark: reading.mark(row),
      tooltip: reading.tip(
        reading.name(row),
        reading.measures.map((measure) => [measure.label, reading.text(row, measure)] as const),
      ),
    }
  }
}
