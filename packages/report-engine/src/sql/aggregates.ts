import { decimal, type Id, integer, invariant, type JsonObject, type JsonValue, type ValueType } from '@tangram/data-model'
import { fromJsonLogic } from '@tangram/expression'
import { compileSql } from '@tangram/expression/sql'
import { type RawBuilder, sql } from 'kysely'
import type { Aggregate, Operand, ReportDocument, ReportFilter } from '../document.ts'
import { aggregateOf, operandsOf, pathsOf } from '../report-parts.ts'
import { formulaScope, type Place, type Reading, readablePath } from './condition.ts'
import { type Hop, isPrefix } from './path.ts'
import type { Rows } from './rows.ts'

/** An aggregate of a report, taken apart into columns of the rows and columns of the groups. */
export type AggregatePlan = {
  id: Id
  aggregate: Aggregate & { where?: ReportFilter[] }
  type: ValueType
  /** The rows it is taken from. */
  grain: Hop[]
  /** True: groups of it can be put together again, so that others and totals need no second look at the rows. */
  folds: boolean
  partials: Partial[]
  /** The figure, written over the columns of its partials. */
  final: RawBuilder<unknown>
}

/** One column of the groups. */
export type Partial = {
  name: string
  fold: 'sum' | 'min' | 'max' | 'any'
  type: ValueType
  /** What is aggregated, over the columns of the rows. */
  from(columns: RowColumns): RawBuilder<unknown>
}

/** Columns of the rows that an aggregate asks for, by their names there. */
export type RowColumns = {
  value(operand: Operand): RawBuilder<unknown>
  /** Seconds between two fields. */
  seconds(from: string, to: string): RawBuilder<unknown>
  /** ` filter (where …)` with the aggregate's own filters and what is said beside; nothing without any. */
  filter(own: readonly ReportFilter[] | undefined, beside?: RawBuilder<unknown>): RawBuilder<unknown>
  /** Key of the row. */
  key: RawBuilder<unknown>
}

/** 38 digits hold any sum of ours; the scale is only said, the database computes it. */
export const numeric: ValueType = decimal(38, 10)

/** Sums of whole numbers: exact like all figures, and people read no decimals. */
const whole: ValueType = decimal(38, 0)

export function planAggregates(report: ReportDocument, ids: readonly Id[], base: Rows, reading: Reading): AggregatePlan[] {
  const made = new Map<string, Partial>()
  return ids.flatMap((id) => {
    const measure = report.measures[id]
    const aggregate = measure && aggregateOf(measure)
    if (!aggregate) return []
    const partial: Named = (of, fold, type, from) => {
      const key = JSON.stringify([of, aggregate.where])
      const one = made.get(key) ?? { name: `p${made.size}`, fold, type, from }
      made.set(key, one)
      return one
    }
    return [{ id, aggregate, grain: grainOf(aggregate, base, reading), ...partsOf(aggregate, base, reading, partial) }]
  })
}

/** `of` says what is aggregated and how: measures of the same share it. */
type Named = (of: JsonValue, fold: Partial['fold'], type: ValueType, from: Partial['from']) => Partial

/** The columns of the groups that several aggregates have, each once. */
export const partialsOf = (aggregates: readonly AggregatePlan[]): Partial[] => [...new Set(aggregates.flatMap(({ partials }) => partials))]

type Parts = Pick<AggregatePlan, 'type' | 'folds' | 'partials' | 'final'>

function partsOf(aggregate: AggregatePlan['aggregate'], base: Rows, reading: Reading, partial: Named): Parts {
  const { where, ...own } = aggregate
  const key = own as JsonObject
  const one = (made: Partial, folds: boolean, final: RawBuilder<unknown> = sql.ref(made.name)): Parts => ({
    type: made.type,
    folds,
    partials: [made],
    final,
  })
  const counted = (from: Partial['from'], fold: 'sum' | 'any'): Parts => {
    const made = partial(fold === 'sum' ? ['count', 'count' in aggregate ? aggregate.count : null] : key, fold, integer(), from)
    return one(made, fold === 'sum', sql`coalesce(${sql.ref(made.name)}, 0)`)
  }
  /** One division of exact numbers: that of every row would be rounded. */
  const mean = (of: JsonValue, value: (columns: RowColumns) => RawBuilder<unknown>, per = 1): Parts => {
    const total = partial(['sum', of], 'sum', numeric, (c) => sql`sum(${value(c)})${c.filter(where)}`)
    const n = partial(['count', of], 'sum', integer(), (c) => sql`count(${value(c)})${c.filter(where)}`)
    const final = sql`(${sql.ref(total.name)}::numeric / nullif(${sql.ref(n.name)}${per === 1 ? sql`` : sql` * ${sql.lit(per)}`}, 0))`
    return { type: numeric, folds: true, partials: [total, n], final }
  }
  const extreme = (fold: 'min' | 'max', of: Operand): Parts => {
    const type = typeOf(of, base, reading)
    return one(
      partial(key, fold, type, (c) => sql`${sql.raw(fold)}(${sorted(c.value(of), type)})${c.filter(where)}`),
      true,
    )
  }
  const quantile = (of: Operand, at: number): Parts =>
    one(
      partial(key, 'any', numeric, (c) => quantileOf(c.value(of), at, (present) => c.filter(where, present))),
      false,
    )
  const edge = ({ of, by }: { of: string; by: string }, dir: 'asc' | 'desc'): Parts =>
    one(
      partial(key, 'any', typeOf(of, base, reading), (c) => {
        const [value, date, order] = [c.value(of), c.value(by), sql.raw(dir)]
        return sql`(array_agg(${value} order by ${date} ${order}, ${c.key} ${order})${c.filter(where, sql`${date} is not null`)})[1]`
      }),
      false,
    )
  if ('count' in aggregate) {
    const { count } = aggregate
    return counted((c) => sql`count(${count === '*' ? sql`*` : c.value(count)})${c.filter(where)}`, 'sum')
  }
  if ('distinct' in aggregate) return counted((c) => sql`count(distinct ${c.value(aggregate.distinct)})${c.filter(where)}`, 'any')
  if ('sum' in aggregate) {
    const folds = aggregate.last === undefined
    const from: Partial['from'] = (c) => sql`sum(${c.value(aggregate.sum)})${c.filter(where)}`
    const made = partial(folds ? ['sum', aggregate.sum] : key, folds ? 'sum' : 'any', numeric, from)
    const isWhole = typeOf(aggregate.sum, base, reading).kind === 'integer'
    return { ...one(made, folds), type: isWhole ? whole : numeric }
  }
  if ('avg' in aggregate) return mean(aggregate.avg, (c) => c.value(aggregate.avg))
  if ('avgDuration' in aggregate) return mean(key, (c) => c.seconds(aggregate.avgDuration.from, aggregate.avgDuration.to), 3600)
  if ('min' in aggregate) return extreme('min', aggregate.min)
  if ('max' in aggregate) return extreme('max', aggregate.max)
  if ('median' in aggregate) return quantile(aggregate.median, 0.5)
  if ('percentile' in aggregate) return quantile(aggregate.percentile.of, aggregate.percentile.at)
  return 'first' in aggregate ? edge(aggregate.first, 'asc') : edge(aggregate.final, 'desc')
}

/** A value as it is put in order: texts by pinyin. */
export const sorted = (value: RawBuilder<unknown>, { kind }: ValueType): RawBuilder<unknown> =>
  kind === 'text' ? sql`${value} collate "zh-x-icu"` : value

/** Interpolated between the two values beside the place, in decimals: `percentile_cont` would compute in floats. */
function quantileOf(
  value: RawBuilder<unknown>,
  at: number,
  filter: (present: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const given = filter(sql`${value} is not null`)
  if (at === 0.5) {
    // The values on both sides of the middle: the same one where their number is odd, as long as there are fewer than a billion.
    return sql`(select (a[1]::numeric + a[2]) / 2 from (select percentile_disc(array[0.5, 0.5000000001]) within group (order by ${value})${given} as a) as middle)`
  }
  const values = sql`array_agg((${value})::numeric order by ${value})${given}`
  const [low, high] = [sql`a[floor(place)::integer + 1]`, sql`a[ceil(place)::integer + 1]`]
  return sql`(select ${low} + (place - floor(place)) * (${high} - ${low}) from (select ${values} as a) as sorted, lateral (select (cardinality(a) - 1) * ${sql.lit(at)} as place) as at)`
}

/** The longest way into many rows among what is read: the rows the figure is taken from. */
function grainOf(aggregate: Aggregate, base: Rows, { report }: Reading): Hop[] {
  const grains = operandsOf(aggregate)
    .flatMap(pathsOf)
    .map((field) => readablePath(base, field, report))
    .map(({ hops, depth }) => hops.slice(0, depth))
    .sort((a, b) => b.length - a.length)
  const [grain = []] = grains
  invariant(
    grains.every((one) => isPrefix(one, grain)),
    'what a measure reads lies along one way through the rows',
  )
  return grain
}

function typeOf(operand: Operand, base: Rows, { report }: Reading): ValueType {
  if (typeof operand === 'string') return readablePath(base, operand, report).type
  const { tree } = fromJsonLogic(operand.logic, { typeOf: (path) => base.path(path)?.type, inDatabase: true })
  return tree?.type ?? numeric
}

/** The value of an operand over rows; null where there is no row at all. */
export function operandSql(
  operand: Operand,
  place: Place,
  reading: Reading,
  present: RawBuilder<unknown> | undefined,
): RawBuilder<unknown> {
  if (typeof operand === 'string') {
    const path = readablePath(place.rows, operand, reading.report)
    const { expression } = place.rows.column(path)
    const value = path.type.kind === 'decimal' ? sql`(${expression})::numeric` : sql`${expression}`
    // What is read further up is there even so.
    return present && path.depth < place.about.length ? sql`case when ${present} then ${value} end` : value
  }
  const value = compileSql(operand.logic, formulaScope(place, reading))
  return present ? sql`case when ${present} then ${value} end` : value
}
