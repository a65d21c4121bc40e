import type { Id, ValueType } from '@tangram/data-model'
import type { ColumnMeta, ReportResult } from '../result.ts'
import { mapFor } from './map.ts'

const isTime = ({ kind }: ValueType) => kind === 'timestamp' || kind === 'date'
/** Periods follow each other; what recurs, such as weekdays, does not go on. */
const isPeriod = ({ by, valueType }: ColumnMeta) => (by ? !by.includes('-of-') : isTime(valueType))

/**
 * The kind of chart that suits a result best, by the types of its columns and by how many groups there are.
 *
 *     chooseChart(result) // 'line' for figures over months, 'map' for provinces, 'pivot' for three dimensions
 */
export function chooseChart(result: ReportResult): Id {
  const dimensions = result.columns.filter(({ role }) => role === 'dimension')
  const measures = result.columns.filter(({ role }) => role === 'measure')
  if (measures.length === 0) return 'table'
  const [first, second] = dimensions
  const isOwn = (own: ColumnMeta['own']) => dimensions.some((dimension) => dimension.own === own)
  if (isOwn('$stage') && !second && !measures[0]?.conversion) return 'funnel'
  if (isOwn('$cohort.offset')) return dimensions.length === 2 && measures.length <= 3 ? 'heat-map' : 'pivot'
  if (!first) return measures.length === 1 ? 'kpi' : 'table'
  if (measures.every(({ valueType }) => isTime(valueType))) return overTime(dimensions.length, measures.length)
  if (measures.some(({ valueType }) => isTime(valueType))) return 'table'
  if (dimensions.length > 2) return 'pivot'
  return second ? ofTwo(result, first, measures) : ofOne(result, first, measures)
}

const overTime = (dimensions: number, measures: number): Id =>
  dimensions > 2 ? 'table' : measures === 2 ? 'gantt' : measures === 1 ? 'warnings' : 'table'

function ofOne(result: ReportResult, dimension: ColumnMeta, measures: readonly ColumnMeta[]): Id {
  const formats = new Set(measures.map(({ format }) => format ?? 'number'))
  if (measures.length > 6) return 'table'
  if (isPeriod(dimension)) return formats.size === 2 ? 'combo' : 'line'
  if (formats.size === 2 && result.rows.length <= 30) return 'combo'
  if (measures.length > 1) return formats.size === 1 && result.rows.length <= 30 ? 'bar' : 'table'
  if (dimension.bins) return 'histogram'
  if (dimension.by) return 'bar'
  if (mapFor(result)) return 'map'
  if (result.rows.length > 60) return 'table'
  if (result.rows.length > 8) return 'horizontal-bar'
  return isWhole(result, measures[0]) ? 'donut' : 'bar'
}

function ofTwo(result: ReportResult, first: ColumnMeta, measures: readonly ColumnMeta[]): Id {
  if (measures.length > 1) return 'pivot'
  const [down, along] = [0, 1].map((at) => new Set(result.rows.map((row) => JSON.stringify(row[at]))).size) as [number, number]
  if (isPeriod(first)) return along <= 7 ? 'line' : 'heat-map'
  if (along <= 7 && down <= 20) return isWhole(result, measures[0], 1) ? 'stacked-bar' : 'bar'
  return down <= 40 && along <= 40 ? 'heat-map' : 'pivot'
}

/** Whether the figures are parts of a sum: counts of two groups or more, none below zero, none counted twice. */
function isWhole(result: ReportResult, measure: ColumnMeta | undefined, atLeast = 2): boolean {
  if (!measure || measure.overlaps || measure.valueType.kind !== 'integer' || measure.format === 'percent' || result.rows.length < atLeast)
    return false
  const at = result.columns.indexOf(measure)
  return result.rows.every((row) => Number(row[at] ?? 0) >= 0) && result.rows.some((row) => Number(row[at]) > 0)
}
