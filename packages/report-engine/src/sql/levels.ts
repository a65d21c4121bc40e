import type { Id } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { ReportDocument, TotalKind } from '../document.ts'
import { dimensionsOf } from '../report-parts.ts'
import type { DimensionPlan } from './dimension-plan.ts'
import type { Level } from './figures.ts'

/** The groups, the totals the report shows, and those its shares are taken of. */
export function levelsOf(report: ReportDocument): Level[] {
  const all = dimensionsOf(report).map(({ as }) => as)
  const shown = shownTotals(report).filter((over) => over.length > 0)
  const groups = [[], ...shown]
  const shares = Object.values(report.measures).flatMap((measure) => {
    if (!('share' in measure)) return []
    const kept = measure.share === 'total' ? [] : measure.share
    return groups.map((over) => all.filter((id) => over.includes(id) || !kept.includes(id)))
  })
  const levels = new Map<number, Level>()
  for (const [i, over] of [...groups, ...shares].entries()) {
    const level = all.reduce((bits, id) => bits * 2 + (over.includes(id) ? 1 : 0), 0)
    if (!levels.has(level)) levels.set(level, { level, over, isShown: i > 0 && i < groups.length })
  }
  return [...levels.values()]
}

function shownTotals({ rows, cols = [], totals = [] }: ReportDocument): Id[][] {
  const [down, across] = [rows.map(({ as }) => as), cols.map(({ as }) => as)]
  const over: { readonly [kind in TotalKind]: Id[][] } = {
    rows: [across],
    cols: [down],
    subtotals: down.slice(1).map((_, i) => down.slice(down.length - 1 - i)),
    grand: [[...down, ...across]],
  }
  // Where both are asked for, a subtotal has its own total over the columns: the end of its row.
  const ends = totals.includes('rows') && totals.includes('subtotals') ? over.subtotals.map((one) => [...one, ...across]) : []
  return [...totals.flatMap((kind) => over[kind]), ...ends]
}

/**
 * One GROUP BY for all levels, and the column that says which one a row is of.
 *
 * @param keep columns that every level keeps
 * @param rests the columns of the others that are there
 */
export function groupingOf(
  levels: readonly Level[],
  dimensions: readonly DimensionPlan[],
  hasRest: (dimension: DimensionPlan) => boolean,
  keep: readonly string[] = [],
): { level: RawBuilder<unknown>; groupBy: RawBuilder<unknown> } {
  const sets = levels.map(({ over }) => {
    const kept = dimensions.filter(({ id }) => !over.includes(id)).flatMap((d) => [d.name, ...(hasRest(d) ? [d.rest] : [])])
    return sql`(${sql.join([...keep, ...kept].map((name) => sql.ref(name)))})`
  })
  return {
    level: sql`grouping(${sql.join(dimensions.map(({ name }) => sql.ref(name)))}) as level`,
    groupBy: sql` group by grouping sets (${sql.join(sets)})`,
  }
}
