import { invariant } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { DimensionPlan } from './dimension-plan.ts'
import type { MeasurePlan, Partial } from './measure-plan.ts'

/** The step that gives each key of a limited dimension its place. */
export const rankStep = (dimension: DimensionPlan): string => `rank_${dimension.name}`

/**
 * Ranks the keys of each limited dimension by their own total over all other dimensions, then joins the groups beyond the first n.
 * Works on the groups alone, so records are read once. Equal totals are ordered by the key.
 *
 * @returns steps by name; the last one is to be read on
 */
export function foldOthers(
  from: string,
  dimensions: readonly DimensionPlan[],
  partials: readonly Partial[],
  measures: readonly MeasurePlan[],
): [name: string, step: RawBuilder<unknown>][] {
  const steps: [string, RawBuilder<unknown>][] = []
  let before = from
  const done: DimensionPlan[] = []
  for (const limited of dimensions) {
    const { top } = limited.dimension
    if (!top) continue
    const ranking = measures.find((measure) => measure.id === top.by)
    invariant(ranking, `the top of ${limited.dimension.as} is by ${top.by}, which is not among the measures`)
    const key = sql.ref(limited.name)
    // Totals bear the names of the partial columns, so that the measure's own formula ranks by them.
    const totals = partials.map((p) => sql`${sql.raw(p.fold)}(${sql.ref(p.name)}) over (partition by ${key}) as ${sql.ref(p.name)}`)
    const keyed = sql`select ${sql.join([key, ...totals])} from ${sql.ref(before)}`
    const place = sql`dense_rank() over (order by ${ranking.final} desc nulls last, ${key} nulls last)`
    steps.push([rankStep(limited), sql`select distinct ${key}, ${place} as place from (${keyed}) as totals`])
    const kept = [...dimensions.filter((d) => d !== limited).map((d) => d.name), ...done.map((d) => d.rest), ...partials.map((p) => p.name)]
    const columns = [
      sql`case when place <= ${sql.lit(top.n)} then ${sql.ref(`${before}.${limited.name}`)} end as ${key}`,
      sql`place > ${sql.lit(top.n)} as ${sql.ref(limited.rest)}`,
      ...kept.map((name) => sql.ref(`${before}.${name}`)),
    ]
    const on = sql`${sql.ref(`${rankStep(limited)}.${limited.name}`)} is not distinct from ${sql.ref(`${before}.${limited.name}`)}`
    steps.push([
      `placed_${limited.name}`,
      sql`select ${sql.join(columns)} from ${sql.ref(before)} join ${sql.ref(rankStep(limited))} on ${on}`,
    ])
    before = `placed_${limited.name}`
    done.push(limited)
  }
  if (done.length === 0) return []
  const keys = dimensions.flatMap((d) => [sql.ref(d.name), ...(d.dimension.top ? [sql.ref(d.rest)] : [])])
  const folds = partials.map((p) => sql`${sql.raw(p.fold)}(${sql.ref(p.name)}) as ${sql.ref(p.name)}`)
  steps.push(['folded', sql`select ${sql.join([...keys, ...folds])} from ${sql.ref(before)} group by ${sql.join(keys)}`])
  return steps
}
