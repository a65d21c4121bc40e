import { type JsonObject, type JsonValue, textIn } from '@tangram/data-model'
import type { ChartContext, Mark } from '../chart-type.ts'
import { durationText, formatValue } from '../format-value.ts'
import { type ColumnMeta, cellOf, type ReportResult } from '../result.ts'
import { frame, ink } from './frame.ts'

type Point = { value: number | null; mark: Mark; tooltip: { formatter: string } }
type Series = { name: string; measure: ColumnMeta; points: (Point | null)[] }

/**
 * Lines and bars over the first dimension. A second dimension gives one series for each of its values; measures of two formats
 * get an axis each, those of a third a scale of their own without one: a chart has two sides.
 */
export function cartesian(
  result: ReportResult,
  context: ChartContext,
  series: { shape: JsonObject; horizontal?: boolean; only?: readonly JsonValue[] },
): JsonObject {
  const { categories, all } = pivot(result, context, series.only ?? [])
  const formats = [...new Set(all.map((one) => one.measure.format ?? 'number'))]
  const colors = ink(context.dark)
  const category = {
    type: 'category',
    data: categories,
    axisLabel: { color: colors.text, hideOverlap: true, ...(series.horizontal ? { width: 96, overflow: 'truncate' } : {}) },
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
    ...(series.horizontal ? { inverse: true } : {}),
  }
  const value = formats.map((format, place) => ({
    type: 'value',
    show: place < 2,
    axisLabel: { color: colors.text, formatter: axisFormat(format, context) },
    splitLine: { lineStyle: { color: colors.line } },
    minInterval: format === 'number' ? 1 : 0,
  }))
  return {
    ...frame(context),
    tooltip: { trigger: 'item', confine: true },
    legend: { show: all.length > 1, type: 'scroll', top: 0, textStyle: { color: colors.text } },
    grid: { left: 8, right: 16, top: all.length > 1 ? 36 : 16, bottom: 8, containLabel: true },
    xAxis: series.horizontal ? value : category,
    yAxis: series.horizontal ? category : value,
    series: all.map((one) => ({
      ...series.shape,
      name: one.name,
      data: one.points,
      [series.horizontal ? 'xAxisIndex' : 'yAxisIndex']: formats.indexOf(one.measure.format ?? 'number'),
    })),
  }
}

function pivot(result: ReportResult, context: ChartContext, only: readonly JsonValue[]): { categories: string[]; all: Series[] } {
  const reader = { locale: context.locale, timezone: result.timezone, labels: result.labels }
  const dimensions = result.columns.filter((column) => column.role === 'dimension')
  const measures = result.columns.filter((column) => column.role === 'measure' && (only.length === 0 || only.includes(column.id)))
  const [over, by] = dimensions
  const places = new Map<string, number>()
  const categories: string[] = []
  const series = new Map<string, Series>()
  for (const row of result.rows) {
    const key = JSON.stringify(row[0])
    const place = places.get(key) ?? categories.length
    if (place === categories.length) {
      places.set(key, place)
      categories.push(over ? formatValue(row[0], over, reader) : '')
    }
    for (const measure of measures) {
      const at = result.columns.indexOf(measure)
      const names = [
        ...(by ? [formatValue(row[1], by, reader)] : []),
        ...(!by || measures.length > 1 ? [textIn(measure.label, context.locale, measure.id)] : []),
      ]
      const id = JSON.stringify([by ? row[1] : null, measure.id])
      const one: Series = series.get(id) ?? { name: names.join(' · '), measure, points: [] }
      series.set(id, one)
      const raw = row[at] ?? null
      one.points[place] = {
        value: raw === null ? null : Number(raw),
        mark: { cell: cellOf(result.columns, row), measure: measure.id },
        tooltip: { formatter: `{b}<br/>{a}: ${escapeTemplate(formatValue(raw, measure, reader))}` },
      }
    }
  }
  const all = [...series.values()]
  for (const one of all) one.points = Array.from(categories, (_, place) => one.points[place] ?? null)
  return { categories, all }
}

/** ECharts fills `{a}` and reads HTML in tooltips; a value may hold neither. */
const escapeTemplate = (text: string) => text.replace(/[{}<>&]/g, '')

function axisFormat(format: string, { locale }: ChartContext): string {
  return format === 'duration' ? `{value} ${durationText(1, locale).split(' ')[1]}` : '{value}'
}
