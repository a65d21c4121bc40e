import { type Id, invariant } from '@tangram/data-model'
import { compileSql } from '@tangram/expression/sql'
import { type RawBuilder, sql } from 'kysely'
import type { ReportDocument } from '../document.ts'
import { figureTypes } from '../figure-types.ts'
import { calculationOf, partsOf } from '../report-parts.ts'
import { type AggregatePlan, partialsOf } from './aggregates.ts'
import { divided } from './calculations/ratio.ts'
import type { Reading } from './condition.ts'
import type { DimensionPlan } from './dimension-plan.ts'
import type { Step } from './figures.ts'
import { foldOf, type GroupPlan, groupSteps } from './groups.ts'

/** The step that gives each key of a limited dimension its place. */
export const rankStep = (dimension: DimensionPlan): string => `rank_${dimension.name}`

export const limitedOf = (dimensions: readonly DimensionPlan[]): DimensionPlan[] => dimensions.filter((d) => d.dimension.top)

/**
 * The keys of each limited dimension by their own total over all other dimensions, computed from the groups: records are read once. Equal
 * totals are ordered by the key.
 */
export function rankGroups(
  from: string,
  dimensions: readonly DimensionPlan[],
  aggregates: readonly AggregatePlan[],
  reading: Reading,
): Step[] {
  return limitedOf(dimensions).map((limited) => {
    const key = sql.ref(limited.name)
    const folds = partialsOf(aggregates).map(foldOf)
    const keyed = sql`select ${sql.join([key, ...folds])} from ${sql.ref(from)} group by ${key}`
    return [rankStep(limited), placed(keyed, limited, aggregates, reading)]
  })
}

/** The same where a figure needs the rows: they are looked at for the ranking alone, grouped by nothing but the key. */
export function rankRows(plan: GroupPlan): Step[] {
  return limitedOf(plan.dimensions).flatMap((limited) => {
    const needed = aggregatesUnder(topOf(limited).by, plan.reading.report)
    const aggregates = plan.aggregates.filter(({ id }) => needed.includes(id))
    const { steps, from } = groupSteps({ ...plan, dimensions: [limited], aggregates, levels: undefined, name: `keys_${limited.name}` })
    return [...steps, [rankStep(limited), placed(sql`select * from ${sql.ref(from)}`, limited, aggregates, plan.reading)]]
  })
}

/** Only the places that are kept: what is not among them is one of the others. */
function placed(keyed: RawBuilder<unknown>, limited: DimensionPlan, aggregates: readonly AggregatePlan[], reading: Reading) {
  const { n, by } = topOf(limited)
  const figure = figureOf(by, aggregates, reading)
  const place = sql`row_number() over (order by ${figure} desc nulls last, ${limited.place} nulls last)`
  return sql`select ${sql.ref(limited.name)}, ${place} as place from (${keyed}) as totals order by place limit ${sql.lit(n)}`
}

/** Whether a value of a limited dimension is one of the kept keys. */
export function isKept(dimension: DimensionPlan): RawBuilder<unknown> | undefined {
  if (!dimension.dimension.top) return undefined
  const [key, rank] = [sql.ref(dimension.name), sql.ref(rankStep(dimension))]
  const keys = sql`array(select ${key} from ${rank} where ${key} is not null)`
  return sql`case when ${key} is null then exists (select from ${rank} where ${key} is null) else ${key} = any(${keys}) end`
}

/** Joins the groups beyond the kept keys. */
export function foldOthers(from: string, name: string, dimensions: readonly DimensionPlan[], aggregates: readonly AggregatePlan[]): Step {
  const keyed = dimensions.flatMap((d) => {
    const [kept, key] = [isKept(d), sql.ref(d.name)]
    return kept ? [sql`case when ${kept} then ${key} end as ${key}`, sql`not (${kept}) as ${sql.ref(d.rest)}`] : [key]
  })
  const partials = partialsOf(aggregates)
  const columns = [...keyed, ...partials.map((p) => sql.ref(p.name))]
  const by = sql.join(dimensions.flatMap((d) => [sql.ref(d.name), ...(d.dimension.top ? [sql.ref(d.rest)] : [])]))
  const folded = sql.join([by, ...partials.map(foldOf)])
  return [name, sql`select ${folded} from (select ${sql.join(columns)} from ${sql.ref(from)}) as mapped group by ${by}`]
}

function topOf({ dimension, id }: DimensionPlan): { n: number; by: Id } {
  invariant(dimension.top, `${id} has no top`)
  return dimension.top
}

/** The aggregates a figure is made of. */
export function aggregatesUnder(id: Id, report: ReportDocument, seen: readonly Id[] = []): Id[] {
  const measure = Object.hasOwn(report.measures, id) ? report.measures[id] : undefined
  if (!measure || seen.includes(id)) return []
  const calculation = calculationOf(measure)
  return calculation ? partsOf(calculation).flatMap((part) => aggregatesUnder(part.measure, report, [...seen, id])) : [id]
}

/** A figure over the columns of its partials: an aggregate, or what is made of the aggregates of one group. */
function figureOf(id: Id, aggregates: readonly AggregatePlan[], reading: Reading): RawBuilder<unknown> {
  const { report, given } = reading
  const aggregate = aggregates.find((one) => one.id === id)
  if (aggregate) return aggregate.final
  const measure = report.measures[id]
  const inner = (part: Id) => figureOf(part, aggregates, reading)
  if (measure && 'ratio' in measure) return divided(inner(measure.ratio[0]), inner(measure.ratio[1]))
  invariant(measure && 'logic' in measure, `groups cannot be ranked by ${id}`)
  return compileSql(measure.logic, { typeOf: figureTypes(report), columnOf: ([part = '']) => inner(part), given })
}
