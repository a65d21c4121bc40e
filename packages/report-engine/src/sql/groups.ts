import { invariant, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { ReportFilter } from '../document.ts'
import { type AggregatePlan, operandSql, partialsOf, type RowColumns, sorted } from './aggregates.ts'
import { allHold, type Reading, readablePath } from './condition.ts'
import { bucketOf, type DimensionPlan, reachOf } from './dimension-plan.ts'
import type { Level, Step } from './figures.ts'
import { groupingOf } from './levels.ts'
import { type Hop, hopsName, isPrefix, keyOf } from './path.ts'
import { type ReportSource, sourceAlias } from './report-source.ts'
import { Rows } from './rows.ts'

/** What is to be grouped by what. */
export type GroupPlan = {
  source: ReportSource
  reading: Reading
  where: readonly ReportFilter[] | undefined
  dimensions: readonly DimensionPlan[]
  aggregates: readonly AggregatePlan[]
  /** Absent: the groups alone. */
  levels?: readonly Level[] | undefined
  /** Whether a value of a dimension is among those kept beside the others; absent where all are. */
  kept?: (dimension: DimensionPlan) => RawBuilder<unknown> | undefined
  /** The groups of two times at once: columns `shown` and `before` say which of them a group is of. */
  split?: Split | undefined
  /** Beginning of the names of the steps. */
  name: string
}

/** Filters that say when, as they are and as an earlier time has them. */
export type Split = { moved: readonly ReportFilter[]; earlier: Reading }

/** Aggregates that are taken from the same rows, one step. */
type Grain = { hops: Hop[]; aggregates: AggregatePlan[]; last: string | undefined; isSpine: boolean }

/**
 * The groups of a report: one step for each grain, so that no measure sees rows twice that others look at, put together by a union that
 * folds. Columns: `level` with levels, each dimension (and its `rest` where some are kept), the partials of all aggregates.
 */
export function groupSteps(plan: GroupPlan): { steps: Step[]; from: string } {
  const { steps, from } = unitedSteps(plan)
  const whole = plan.levels?.find(({ over }) => over.length === plan.dimensions.length)
  if (!whole) return { steps, from }
  // What is grouped in two goes has no total of nothing.
  const nulls = partialsOf(plan.aggregates).map(() => sql`null`)
  const keys = keyNames(plan).map((name) => (name === 'level' ? sql.lit(whole.level) : sql`null`))
  const missing = sql`not exists (select from ${sql.ref(from)} where level = ${sql.lit(whole.level)})`
  const all = sql`select * from ${sql.ref(from)} union all select ${sql.join([...keys, ...nulls])} where ${missing}`
  return { steps: [...steps, [`${from}_whole`, all]], from: `${from}_whole` }
}

function unitedSteps(plan: GroupPlan): { steps: Step[]; from: string } {
  const grains = grainsOf(plan)
  const steps = grains.map((grain, i): Step => [grains.length > 1 ? `${plan.name}_${i}` : plan.name, grainStep(grain, plan)])
  if (grains.length === 1) return { steps, from: plan.name }
  const keys = keyNames(plan)
  const arms = grains.map((grain, i) => {
    const own = partialsOf(grain.aggregates)
    const partials = partialsOf(plan.aggregates).map((partial) => {
      const column = sql.ref(partial.name)
      return own.includes(partial) ? column : sql`null::${sqlType(partial.type)} as ${column}`
    })
    return sql`select ${sql.join([...keys.map((key) => sql.ref(key)), ...partials])} from ${sql.ref(`${plan.name}_${i}`)}`
  })
  const folds = partialsOf(plan.aggregates).map(foldOf)
  const by = keys.length ? sql` group by ${sql.join(keys.map((key) => sql.ref(key)))}` : sql``
  const union = sql`select ${sql.join([...keys.map((key) => sql.ref(key)), ...folds])} from (${sql.join(arms, sql` union all `)}) as grains${by}`
  return { steps: [...steps, [plan.name, union]], from: plan.name }
}

/** A partial put together from those of several groups. */
export function foldOf({ name, fold, type }: AggregatePlan['partials'][number]): RawBuilder<unknown> {
  const column = sql.ref(name)
  return fold === 'any'
    ? sql`(array_agg(${column}) filter (where ${column} is not null))[1] as ${column}`
    : sql`${sql.raw(fold)}(${sorted(column, type)}) as ${column}`
}

/** True when an aggregate would have to look at rows again to join groups of the dimensions. */
export function isWhole({ folds, grain }: AggregatePlan, dimensions: readonly DimensionPlan[]): boolean {
  return !folds || overlaps(grain, dimensions)
}

/** True when one row of the grain may lie in several groups. */
export function overlaps(grain: readonly Hop[], dimensions: readonly DimensionPlan[]): boolean {
  return !isPrefix(reachOf(dimensions), grain)
}

/** Columns of groups of two times. */
const times = ['shown', 'before']

function keyNames({ dimensions, levels, kept, split }: GroupPlan): string[] {
  return [...(levels ? ['level'] : []), ...(split ? times : []), ...dimensions.flatMap((d) => [d.name, ...(kept?.(d) ? [d.rest] : [])])]
}

/** One of the grains is the spine: it keeps records without rows of the grain, so that every group is there. */
function grainsOf({ aggregates, dimensions }: GroupPlan): Grain[] {
  const grains = new Map<string, Grain>()
  for (const plan of aggregates) {
    const { aggregate, grain: hops } = plan
    const last = 'sum' in aggregate ? aggregate.last : undefined
    const key = last === undefined ? hopsName(hops) : `${hopsName(hops)}|${plan.id}`
    const grain = grains.get(key) ?? { hops, aggregates: [], last, isSpine: false }
    grains.set(key, grain)
    grain.aggregates.push(plan)
  }
  const reach = reachOf(dimensions)
  const all = [...grains.values()]
  const same = all.find(({ hops, last }) => last === undefined && hops.length === reach.length && isPrefix(hops, reach))
  const spine = same ?? all.find(({ hops }) => isPrefix(reach, hops)) ?? all[0]
  if (!spine) return [{ hops: reach, aggregates: [], last: undefined, isSpine: true }]
  spine.isSpine = true
  return all
}

function grainStep(grain: Grain, plan: GroupPlan): RawBuilder<unknown> {
  const { dimensions, reading, levels, kept, source } = plan
  const rows = new Rows(source, sourceAlias, reading.aliases)
  const alias = rows.join(grain.hops, grain.isSpine ? 'left' : 'inner')
  const reach = reachOf(dimensions)
  const asked = rowColumns(rows, alias, grain, reading)
  const partials = partialsOf(grain.aggregates)
  // A record lies once in each group of a list; in a total over them several times.
  const list = reach.length === 1 && !levels ? reach[0]?.relation.firstOf : undefined
  const isUnfolded = list && grain.last === undefined && !dimensions.some((d) => kept?.(d)) && partials.every(({ fold }) => fold !== 'any')
  if (!isUnfolded) rows.join(reach)
  // Asked before the rows are selected, which have what was asked for.
  const aggregated = partials.map((partial) => sql`${partial.from(asked.columns)} as ${sql.ref(partial.name)}`)
  const { last } = grain
  if (last !== undefined) for (const { aggregate } of grain.aggregates) asked.last(last, aggregate.where)
  const isDistinct = overlaps(grain.hops, dimensions) && !list
  const keys = isDistinct ? rowKeys(rows, grain.hops) : []
  const isOfList = (d: DimensionPlan) => isUnfolded === true && d.path.depth > 0
  const buckets = dimensions.map((d) => {
    const bucket = isOfList(d) ? list?.count(rows) : bucketOf(d, rows.join(d.path.hops), reading)
    return sql`${bucket} as ${sql.ref(d.name)}`
  })
  const record = { rows, about: [] }
  const [now, before] = [allHold(plan.split?.moved, record, reading), plan.split && allHold(plan.split.moved, record, plan.split.earlier)]
  const conditions = [allHold(plan.where, record, reading), now && before && sql`((${now}) or (${before}))`].flatMap((one) => one ?? [])
  const where = conditions.length ? sql` where ${sql.join(conditions, sql` and `)}` : sql``
  const marks = now && before ? [sql`coalesce(${now}, false) as shown`, sql`coalesce(${before}, false) as before`] : []
  const selected = [...buckets, ...marks, ...keys.map(({ name, key }) => sql`${key} as ${sql.ref(name)}`), ...asked.selected()]
  const carried = [...keys.map(({ name }) => name), ...asked.names()]
  let from = sql`select ${sql.join(selected)} from ${rows.from}${where}`

  const mapped = dimensions.filter((d) => kept?.(d))
  if (mapped.length > 0) {
    const keyed = dimensions.flatMap((d) => {
      const isKept = kept?.(d)
      const own = sql.ref(d.name)
      return isKept ? [sql`case when ${isKept} then ${own} end as ${own}`, sql`not (${isKept}) as ${sql.ref(d.rest)}`] : [own]
    })
    from = sql`select ${sql.join([...keyed, ...carried.map((name) => sql.ref(name))])} from (${from}) as rows`
  }
  const hasRest = (d: DimensionPlan) => mapped.includes(d)
  const columns = [
    ...(marks.length ? times : []).map((name) => ({ name, isOfList: false })),
    ...dimensions.flatMap((d) => [d.name, ...(hasRest(d) ? [d.rest] : [])].map((name) => ({ name, isOfList: isOfList(d) }))),
  ]
  const shown = columns.map(({ name }) => sql.ref(name))
  let level: RawBuilder<unknown>[] = []
  /** Groups by the columns and, the first time, by the levels too. */
  const grouped = (keep: readonly string[], more: readonly RawBuilder<unknown>[]) => {
    const all = [...shown, ...keep.map((name) => sql.ref(name))]
    if (levels && level.length === 0) {
      const grouping = groupingOf(levels, dimensions, hasRest, keep)
      level = [sql.ref('level')]
      return sql`select ${sql.join([grouping.level, ...all, ...more])} from (${from}) as rows${grouping.groupBy}`
    }
    const by = [...level, ...all]
    const groupBy = by.length ? sql` group by ${sql.join(by)}` : sql``
    return sql`select ${sql.join([...by, ...more])} from (${from}) as rows${groupBy}`
  }
  // A row that lies in a group by several of its parts counts once there.
  if (isDistinct) from = grouped(carried, [])
  if (isUnfolded) return unfolded(grouped([], aggregated), list.list, columns, partials)
  if (last === undefined) return grouped([], aggregated)
  from = grouped(['last'], aggregated)
  return grouped(
    [],
    partials.map(({ name }) => {
      const column = sql.ref(name)
      return sql`(array_agg(${column} order by last desc) filter (where last is not null))[1] as ${column}`
    }),
  )
}

/** Groups by how many of a list, given to each of that many. */
function unfolded(
  groups: RawBuilder<unknown>,
  list: RawBuilder<unknown>,
  columns: readonly { name: string; isOfList: boolean }[],
  partials: readonly AggregatePlan['partials'][number][],
): RawBuilder<unknown> {
  const count = columns.find(({ isOfList }) => isOfList)
  invariant(count, 'what is unfolded is grouped by how many')
  const keys = columns.map(({ name, isOfList }) => sql.ref(isOfList ? 'steps.value' : `counted.${name}`))
  const named = columns.map(({ name }, i) => sql`${keys[i]} as ${sql.ref(name)}`)
  const steps = sql`unnest(${list}) with ordinality as steps(value, place) on steps.place <= ${sql.ref(`counted.${count.name}`)}`
  return sql`select ${sql.join([...named, ...partials.map(foldOf)])} from (${groups}) as counted join ${steps} group by ${sql.join(keys)}`
}

function rowKeys(rows: Rows, hops: readonly Hop[]): { name: string; key: RawBuilder<unknown> }[] {
  const many = hops.flatMap(({ relation }, i) => (relation.many ? [rows.join(hops.slice(0, i + 1))] : []))
  return [rows.alias, ...many].map((alias, i) => ({ name: `k${i}`, key: keyOf(alias) }))
}

/** The columns that the aggregates of a grain ask of its rows, each once. */
function rowColumns(rows: Rows, alias: string, grain: Grain, reading: Reading) {
  const asked = new Map<string, { name: string; value: RawBuilder<unknown> }>()
  const place = { rows, about: grain.hops }
  const add = (key: string, value: () => RawBuilder<unknown>, name = `x${asked.size}`) => {
    const known = asked.get(key) ?? { name, value: value() }
    asked.set(key, known)
    return sql.ref(known.name)
  }
  const present = grain.isSpine && grain.hops.length > 0 ? sql`${keyOf(alias)} is not null` : undefined
  const condition = (where: readonly ReportFilter[]) =>
    add(`where ${JSON.stringify(where)}`, () => sql`(${allHold(where, place, reading)})`)
  const columns: RowColumns = {
    value: (operand) => add(JSON.stringify(operand), () => operandSql(operand, place, reading, present)),
    seconds: (from, to) => add(`seconds ${from} ${to}`, () => secondsSql(from, to, rows, reading)),
    filter: (own, beside) => {
      const all = [...(own?.length ? [condition(own)] : []), ...(beside ? [beside] : [])]
      return all.length ? sql` filter (where ${sql.join(all, sql` and `)})` : sql``
    },
    get key() {
      return add('key', () => keyOf(alias))
    },
  }
  return {
    columns,
    /** The value that says which rows are the last ones, of the rows that are asked about. */
    last: (field: string, where: readonly ReportFilter[] | undefined) =>
      add(
        'last',
        () => {
          const value = operandSql(field, place, reading, present)
          return where?.length ? sql`case when ${allHold(where, place, reading)} then ${value} end` : value
        },
        'last',
      ),
    selected: () => [...asked.values()].map(({ name, value }) => sql`${value} as ${sql.ref(name)}`),
    names: () => [...asked.values()].map(({ name }) => name),
  }
}

function secondsSql(from: string, to: string, rows: Rows, reading: Reading): RawBuilder<unknown> {
  const [start, end] = [from, to].map((field) => rows.column(readablePath(rows, field, reading.report)))
  invariant(start && end, 'a duration has two ends')
  return start.type.kind === 'date'
    ? sql`((${end.expression}) - (${start.expression})) * 86400`
    : sql`extract(epoch from (${end.expression}) - (${start.expression}))`
}

function sqlType(type: ValueType): RawBuilder<unknown> {
  switch (type.kind) {
    case 'integer':
      return sql`bigint`
    case 'decimal':
      return sql`numeric`
    case 'timestamp':
      return sql`timestamptz`
    case 'reference':
      return sql.raw(type.key ?? 'uuid')
    default:
      return sql.raw(type.kind)
  }
}
