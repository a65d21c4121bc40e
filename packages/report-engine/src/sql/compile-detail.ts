import type { Id, JsonValue } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import { type RawBuilder, sql } from 'kysely'
import type { ReportDocument, ReportFilter } from '../document.ts'
import { addPeriods, isUnit } from '../periods.ts'
import { operandsOf } from '../report-parts.ts'
import { type Cell, isOthers } from '../result.ts'
import { type AggregatePlan, operandSql } from './aggregates.ts'
import { planReport, type ReportPlan } from './compile-report.ts'
import { allHold, type Place } from './condition.ts'
import { bucketOf, type DimensionPlan, reachOf } from './dimension-plan.ts'
import { aggregatesUnder } from './fold-others.ts'
import { overlaps } from './groups.ts'
import { type Hop, hopsName, keyOf } from './path.ts'
import { type ReportSource, sourceAlias } from './report-source.ts'
import { Rows } from './rows.ts'

/** A mark of a report. A dimension left out of its cell is not narrowed (a total). */
export type DetailQuestion = {
  cell: Cell
  /** Narrows to the rows this measure reads: its own filters, and a value where it takes one. */
  measure?: Id | undefined
  /** Laid over the report beside its own. */
  filters?: readonly ReportFilter[] | undefined
}

/** One row that was counted: the record of the report it belongs to and its own key; null where the figure is of rows of several kinds. */
export type DetailRow = { record: string; row: string | null }

export type CompiledDetail = {
  /** A query without an order, each row once; to be executed, or to stand in parentheses. */
  query: RawBuilder<DetailRow>
  /** The steps from the record to the rows; none: the records themselves. */
  grain: readonly string[]
  /** True: a row may stand in several groups of the report, so that those behind its marks are more, taken together, than behind a total. */
  overlaps: boolean
}

/**
 * The keys of exactly the rows that a report counted into one cell, by the plan its figures are made with.
 *
 * @throws report.field.unreadable 403
 */
export function compileDetail(report: ReportDocument, question: DetailQuestion, source: ReportSource, given: Given): CompiledDetail {
  const where = [...(report.where ?? []), ...(question.filters ?? [])]
  const plan = planReport({ ...report, where }, source, given)
  const { measure } = question
  const named = measure === undefined ? [] : aggregatesUnder(measure, report)
  const parts = plan.aggregates.filter(({ id }) => named.includes(id))
  const [first] = parts
  const manifold = (grain: readonly Hop[]) => overlaps(grain, plan.dimensions)
  if (!first) return { query: rowsQuery([], undefined, question.cell, plan), grain: [], overlaps: manifold([]) }
  const isOneKind = parts.every(({ grain }) => hopsName(grain) === hopsName(first.grain))
  const all = parts.map((part) => rowsQuery(part.grain, part, question.cell, plan))
  const query = all.length === 1 ? (all[0] as RawBuilder<DetailRow>) : sql<DetailRow>`${sql.join(all, sql` union `)}`
  const isManifold = parts.some(({ grain }) => manifold(grain))
  if (isOneKind) return { query, grain: first.grain.map(({ step }) => step), overlaps: isManifold }
  return { query: sql<DetailRow>`select distinct record, null as row from (${query}) as rows`, grain: [], overlaps: isManifold }
}

function rowsQuery(grain: Hop[], part: AggregatePlan | undefined, cell: Cell, plan: ReportPlan): RawBuilder<DetailRow> {
  const { rows, alias, conditions, place } = countedRows(grain, part, cell, plan)
  const last = part && 'sum' in part.aggregate ? part.aggregate.last : undefined
  const read = part ? readBy(part).map((operand) => sql`${operandSql(operand, place, plan.reading, undefined)} is not null`) : []
  const all = [...conditions, ...read]
  if (last !== undefined) {
    // Of the rows of the cell only those of its latest date count.
    const same = countedRows(grain, part, cell, plan)
    const latest = operandSql(last, same.place, plan.reading, undefined)
    all.push(sql`${operandSql(last, place, plan.reading, undefined)} = (select max(${latest}) ${fromWhere(same.rows, same.conditions)})`)
  }
  return sql<DetailRow>`select distinct ${keyOf(rows.alias)} as record, ${keyOf(alias)} as row ${fromWhere(rows, all)}`
}

type Counted = { rows: Rows; alias: string; place: Place; conditions: RawBuilder<unknown>[] }

/** The rows of the grain that lie in the cell and that the measure asks about. */
function countedRows(
  grain: Hop[],
  part: AggregatePlan | undefined,
  cell: Cell,
  { report, source, dimensions, reading }: ReportPlan,
): Counted {
  const rows = new Rows(source, sourceAlias, reading.aliases)
  const alias = rows.join(grain, 'inner')
  const named = dimensions.filter(({ id }) => Object.hasOwn(cell, id))
  rows.join(reachOf(named))
  const place = { rows, about: grain }
  const conditions = [
    allHold(report.where, { rows, about: [] }, reading),
    allHold(part?.aggregate.where, place, reading),
    ...named.map((dimension) => inGroup(dimension, cell[dimension.id] ?? null, rows.join(dimension.path.hops), { reading })),
  ]
  return { rows, alias, place, conditions: conditions.flatMap((condition) => condition ?? []) }
}

/** What has to be there for an aggregate to read a row: of the first and the last value, the date. */
function readBy({ aggregate }: AggregatePlan): ReturnType<typeof operandsOf> {
  if ('first' in aggregate) return [aggregate.first.by]
  return 'final' in aggregate ? [aggregate.final.by] : operandsOf(aggregate)
}

/** Whether a row lies in the group of a value: written with `=`, which finds rows by their index. */
function inGroup(plan: DimensionPlan, value: JsonValue, alias: string, { reading }: Pick<ReportPlan, 'reading'>): RawBuilder<unknown> {
  const bucket = bucketOf(plan, alias, reading)
  if (isOthers(value)) {
    const keys = value.others.filter((key) => key !== null)
    const beside = keys.length ? sql`${bucket} not in (${sql.join(keys)})` : sql`${bucket} is not null`
    return value.others.includes(null) ? sql`(${bucket} is not null and ${beside})` : sql`(${bucket} is null or ${beside})`
  }
  if (value === null) return sql`${bucket} is null`
  const { by } = plan.dimension
  if (!isUnit(by) || typeof value !== 'string') return sql`${bucket} = ${value}`
  // A range around the period, wide enough for every zone, lets the index of the column narrow it down.
  const { expression } = plan.path.end(alias)
  const [from, to] = [addPeriods(value, 'day', -2), addPeriods(addPeriods(value, by, 1), 'day', 2)]
  return sql`(${bucket} = ${value} and ${expression} >= ${from} and ${expression} < ${to})`
}

function fromWhere(rows: Rows, conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length ? sql`from ${rows.from} where ${sql.join(conditions, sql` and `)}` : sql`from ${rows.from}`
}
