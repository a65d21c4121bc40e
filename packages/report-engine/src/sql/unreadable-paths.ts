import { namesIn } from '@tangram/expression'
import type { Measure, ReportDocument, ReportFilter } from '../document.ts'
import { pathOf } from '../filter-logic.ts'
import { aggregateOf, dimensionsOf } from '../report-parts.ts'
import type { ReportSource } from './report-source.ts'

/** The fields a report reads, in whatever part of it, that its source does not show the viewer; empty when it may be run. */
export function unreadablePaths(report: ReportDocument, source: Pick<ReportSource, 'attribute'>): string[] {
  const read = [
    ...dimensionsOf(report).map(({ field }) => field),
    ...Object.values(report.measures).flatMap(pathsOfMeasure),
    ...(report.where ?? []).flatMap(pathsOfFilter),
  ]
  return [...new Set(read)].filter((path) => !path.startsWith('$') && !source.attribute(pathOf(path)))
}

function pathsOfMeasure(measure: Measure): string[] {
  const filters = (aggregateOf(measure)?.where ?? []).flatMap(pathsOfFilter)
  if ('avgDuration' in measure) return [measure.avgDuration.from, measure.avgDuration.to, ...filters]
  if ('sum' in measure) return [String(measure.sum), ...filters]
  if ('avg' in measure) return [String(measure.avg), ...filters]
  if ('min' in measure) return [String(measure.min), ...filters]
  return 'max' in measure ? [String(measure.max), ...filters] : filters
}

function pathsOfFilter(filter: ReportFilter): string[] {
  return 'logic' in filter ? namesIn(filter.logic).map((path) => path.join('.')) : 'field' in filter ? [filter.field] : []
}
