import { namesIn } from '@tangram/expression'
import type { Aggregate, Operand, ReportDocument, ReportFilter } from '../document.ts'
import { pathOf } from '../filter-logic.ts'
import { aggregateOf, dimensionsOf } from '../report-parts.ts'
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
  ]
  const from = source as ReportSource
  return [...new Set(read)].filter((path) => !path.startsWith('$') && !pathFrom(from, pathOf(path)) && !from.attribute(pathOf(path)))
}

/** What an aggregate reads of each row, its own filters aside. */
export function operandsOf(aggregate: Aggregate): Operand[] {
  if ('count' in aggregate) return aggregate.count === '*' ? [] : [aggregate.count]
  if ('sum' in aggregate) return aggregate.last === undefined ? [aggregate.sum] : [aggregate.sum, aggregate.last]
  if ('distinct' in aggregate) return [aggregate.distinct]
  if ('avg' in aggregate) return [aggregate.avg]
  if ('min' in aggregate) return [aggregate.min]
  if ('max' in aggregate) return [aggregate.max]
  if ('median' in aggregate) return [aggregate.median]
  if ('percentile' in aggregate) return [aggregate.percentile.of]
  if ('avgDuration' in aggregate) return [aggregate.avgDuration.from, aggregate.avgDuration.to]
  const { of, by } = 'first' in aggregate ? aggregate.first : aggregate.final
  return [of, by]
}

/** The fields an operand names. */
export function pathsOf(operand: Operand): string[] {
  return typeof operand === 'string'
    ? [operand]
    : namesIn(operand.logic).flatMap((path) => (path[0]?.startsWith('$') ? [] : [path.join('.')]))
}

function pathsOfFilter(filter: ReportFilter): string[] {
  if ('logic' in filter) return pathsOf(filter)
  if ('any' in filter) return filter.any.flatMap(pathsOfFilter)
  if ('field' in filter) return [filter.field]
  const rows = 'some' in filter ? filter.some : filter.none
  return [rows, ...filter.where.flatMap(pathsOfFilter).map((path) => `${rows}.${path}`)]
}
