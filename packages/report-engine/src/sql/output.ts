import type { ValueType } from '@tangram/data-model'
import { type Expression, type RawBuilder, sql } from 'kysely'
import type { MeasureFilter, ReportDocument } from '../document.ts'
import { sorted } from './aggregates.ts'
import type { DimensionPlan } from './dimension-plan.ts'
import type { FigureMeasure } from './figures.ts'
import { limitedOf, rankStep } from './fold-others.ts'

/** The value of a dimension as JSON; the others name the keys they exclude, so that a drill needs nothing else. */
export function cellJson(plan: DimensionPlan): RawBuilder<unknown> {
  const { dimension, name, rest, type } = plan
  const own = valueJson(sql.ref(name), type)
  if (!dimension.top) return own
  const keys = sql`select json_agg(${valueJson(sql.ref(name), type)} order by place) from ${sql.ref(rankStep(plan))}`
  return sql`case when ${sql.ref(rest)} then json_build_object('others', (${keys})) else ${own} end`
}

/** Decimals as strings, integers as numbers, instants as ISO 8601 UTC with milliseconds: independent of the client's type parsers. */
export function valueJson(value: Expression<unknown>, type: ValueType): RawBuilder<unknown> {
  switch (type.kind) {
    case 'decimal':
      return sql`to_json(trim_scale((${value})::numeric)::text)`
    case 'integer':
      return sql`to_json((${value})::bigint)`
    case 'timestamp':
      return sql`to_json(to_char((${value}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`
    default:
      return sql`to_json(${type.kind === 'reference' && type.key ? sql`(${value})::text` : value})`
  }
}

/** The groups that stay; all of them when the report does not say. */
export function havingOf(filters: readonly MeasureFilter[] | undefined, measures: readonly FigureMeasure[]): RawBuilder<unknown> {
  const conditions = (filters ?? []).map((filter) => {
    const figure = sql.ref(measures.find(({ id }) => id === filter.measure)?.name ?? filter.measure)
    if ('empty' in filter) return filter.empty ? sql`${figure} is null` : sql`${figure} is not null`
    if ('gte' in filter) return sql`${figure} >= ${sql.lit(filter.gte)}`
    if ('lte' in filter) return sql`${figure} <= ${sql.lit(filter.lte)}`
    return 'gt' in filter ? sql`${figure} > ${sql.lit(filter.gt)}` : sql`${figure} < ${sql.lit(filter.lt)}`
  })
  return conditions.length ? sql` and ${sql.join(conditions, sql` and `)}` : sql``
}

/**
 * The report's sort, then the dimensions, so that the order is always the same. Empty values and the others come last; choices keep the
 * order their author gave; a limited dimension without a sort is ordered by what limits it.
 */
export function orderBy(
  report: ReportDocument,
  dimensions: readonly DimensionPlan[],
  measures: readonly FigureMeasure[],
): RawBuilder<unknown> {
  const limited = limitedOf(dimensions)
  const sort = report.sort ?? (dimensions.length === 1 ? limited.map((d) => ({ by: d.dimension.top?.by ?? '', dir: 'desc' as const })) : [])
  const terms: RawBuilder<unknown>[] = []
  const byDimension = (plan: DimensionPlan, dir: 'asc' | 'desc') => [
    ...(plan.dimension.top ? [sql`${sql.ref(plan.rest)}`] : []),
    sql`${plan.place} ${sql.raw(dir)} nulls last`,
  ]
  for (const { by, dir } of sort) {
    const way = dir === 'desc' ? 'desc' : 'asc'
    const plan = dimensions.find((d) => d.id === by)
    const measure = measures.find((m) => m.id === by)
    if (plan) terms.push(...byDimension(plan, way))
    else if (measure) {
      const figure = sorted(sql.ref(measure.name), measure.type)
      terms.push(...limited.map((d) => sql`${sql.ref(d.rest)}`), sql`${figure} ${sql.raw(way)} nulls last`)
    }
  }
  terms.push(...dimensions.filter((d) => !sort.some(({ by }) => by === d.id)).flatMap((d) => byDimension(d, 'asc')))
  return terms.length ? sql` order by ${sql.join(terms)}` : sql``
}
