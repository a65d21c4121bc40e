import type { Id } from '@tangram/data-model'
import { sql } from 'kysely'
import type { ReportDocument, ReportFilter } from '../document.ts'
import type { Span } from '../periods.ts'
import { aggregateOf } from '../report-parts.ts'
import { type AggregatePlan, partialsOf } from './aggregates.ts'
import { backOf } from './calculations/compare.ts'
import type { DimensionPlan } from './dimension-plan.ts'
import type { Step } from './figures.ts'
import { foldOf } from './groups.ts'

/** A time that figures are compared with, and the filters of the report that say when. */
export type EarlierTime = { field: string; by: Span; moved: ReportFilter[]; still: ReportFilter[] }

/**
 * The one earlier time a report looks at, when its groups can be taken together with those of now in one look at the records; undefined
 * when there are several, or when a measure has its own filter of the time.
 */
export function earlierTimeOf(report: ReportDocument, measures: readonly Id[]): EarlierTime | undefined {
  const compared = measures.flatMap((id) => {
    const measure = report.measures[id]
    return measure && 'compare' in measure ? [backOf(measure, { report })] : []
  })
  const [first] = compared
  if (!first || compared.some((one) => JSON.stringify(one) !== JSON.stringify(first))) return undefined
  const isOwn = measures.some((id) => {
    const measure = report.measures[id]
    return measure && (aggregateOf(measure)?.where ?? []).some((filter) => isMoved(filter, first.field))
  })
  if (isOwn) return undefined
  const where = report.where ?? []
  const moved = where.filter((filter) => isMoved(filter, first.field))
  return { ...first, moved, still: where.filter((filter) => !moved.includes(filter)) }
}

const points = ['in', 'is', 'before', 'after', 'gte', 'lte']

function isMoved(filter: ReportFilter, field: string): boolean {
  return 'field' in filter && filter.field === field && points.some((point) => Object.hasOwn(filter, point))
}

/** The groups of one of two times, out of those of both. */
export function groupsOfTime(
  name: string,
  from: string,
  time: 'shown' | 'before',
  dimensions: readonly DimensionPlan[],
  aggregates: readonly AggregatePlan[],
): Step {
  const keys = dimensions.map((d) => sql.ref(d.name))
  const by = keys.length ? sql` group by ${sql.join(keys)}` : sql``
  const columns = sql.join([...keys, ...partialsOf(aggregates).map(foldOf)])
  return [name, sql`select ${columns} from ${sql.ref(from)} where ${sql.ref(time)}${by}`]
}
