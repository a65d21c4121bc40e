import type { ReportDocument, ReportFilter } from '../document.ts'
import { pathOf } from '../filter-logic.ts'
import { aggregateOf, dimensionsOf, operandsOf, pathsOf } from '../report-parts.ts'
import { pathFrom } from './path.ts'
import type { ReportSource } from './report-source.ts'

/** The fields a report reads, in whatever part of it, that its source does not show the viewer; empty when it may be run. */
export function unreadablePaths(report: ReportDocument, source: Pick<ReportSource, 'attribute' | 'relation'>): string[] {
  const read = [
    ...dimensionsOf(report).map(({ field }) => field),
    ...Object.values(report.measures).flatMap((measure) => {
      const aggregate = aggregateOf(measure)
      return aggregate ? [...operandsOf(aggregate).flatMap(pathsOf), ...(aggregate.where ?? []).flatMap(pathsOfFilter)] : []
    }),
    ...(report.where ?? []).flatMap(pathsOfFilter),
    ...(report.funnel?.stages ?? []).flatMap(({ where }) => where.flatMap(pathsOfFilter)),
    ...(report.cohort ? [report.cohort.key, report.cohort.at, ...(report.cohort.where ?? []).flatMap(pathsOfFilter)] : []),
  ]
  const from = source as ReportSource
  return [...new Set(read)].filter((path) => !path.startsWith('$') && !pathFrom(from, pathOf(path)) && !from.attribute(pathOf(path)))
}

function pathsOfFilter(filter: ReportFilter): string[] {
  if ('logic' in filter) return pathsOf(filter)
  if ('any' in filter) return filter.any.flatMap(pathsOfFilter)
  if ('field' in filter) return [filter.field]
  const rows = 'some' in filter ? filter.some : filter.none
  return [rows, ...filter.where.flatMap(pathsOfFilter).map((path) => (path === '' ? rows : `${rows}.${path}`))]
}
