import type { Id, JsonValue, ValueType } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import { type RawBuilder, sql } from 'kysely'
import type { ReportDocument } from '../document.ts'
import { fail } from '../errors.ts'
import { weekStartOf } from '../filter-logic.ts'
import { isOwnField, withOwnFilters } from '../own-fields.ts'
import type { Span } from '../periods.ts'
import { calculationOf, measuresOf, partsOf } from '../report-parts.ts'
import type { ColumnMeta, ReportResult } from '../result.ts'
import { type AggregatePlan, numeric, partialsOf, planAggregates } from './aggregates.ts'
import { calculate } from './calculations/index.ts'
import type { Reading } from './condition.ts'
import { type DimensionPlan, planDimensions } from './dimension-plan.ts'
import type { Earlier, FigureMeasure, Figures, Level, Step } from './figures.ts'
import { fillSteps } from './fill.ts'
import { foldOthers, isKept, limitedOf, rankGroups, rankRows } from './fold-others.ts'
import { foldOf, type GroupPlan, groupSteps, isWhole, overlaps } from './groups.ts'
import { groupingOf, levelsOf } from './levels.ts'
import { cellJson, havingOf, orderBy, valueJson } from './output.ts'
import { withOwnSteps } from './own-steps.ts'
import { type ReportSource, sourceAlias } from './report-source.ts'
import { aliases, Rows } from './rows.ts'
import { earlierTimeOf, groupsOfTime } from './two-times.ts'
import { unreadablePaths } from './unreadable-paths.ts'

/** One row of the answer, or of one of its totals. */
export type ReportRow = { level: number; row: JsonValue[] | string }

export type CompiledReport = {
  /** One statement, to be executed as it is; each of its rows is a JSON array. */
  query: RawBuilder<ReportRow>
  columns: ColumnMeta[]
  /** What those rows mean. */
  resultOf(rows: readonly ReportRow[]): ReportResult
  /** The same rows in the same order for a file: no totals, no limit but the report's own, and a column of its own for each cell as it is written there. */
  listing(write: (cells: readonly ListedCell[]) => Listing): RawBuilder<unknown>
}

/** One column of a listing before it is written. */
export type ListedCell = {
  column: ColumnMeta
  /** Of the value: a period is a date, a part of a date a number. */
  type: ValueType
  value: RawBuilder<unknown>
  /** Present where the group of the others is possible: true in its row. */
  isOthers?: RawBuilder<unknown>
}

/** `columns` to select and what they are joined with; columns of the joined begin with `label_`. */
export type Listing = { columns: RawBuilder<unknown>; joins: RawBuilder<unknown> }

/** Rows of a report that names no limit. */
const defaultLimit = 1000

/**
 * One SQL statement that answers a checked report. Records are read and grouped once for each grain; top-N with others, totals, empty
 * periods, calculations, what is left out and the sort work on the groups. It asks for one row more than the limit, so that a cut is seen.
 *
 * @param given.zone days and periods are those of this zone
 * @throws report.field.unreadable 403 when the source has no such field
 */
export function compileReport(document: ReportDocument, source: ReportSource, given: Given): CompiledReport {
  const plan = planReport(document, source, given)
  const { report, dimensions, aggregates, levels, reading } = plan
  const both = bothTimes(plan)
  const grouped = both ? joinedSteps(plan, 'groups', true, both.steps) : aggregatedSteps(plan, 'groups', true)
  const measures = figureMeasures(report, aggregates)
  const steps: Step[] = [...grouped.steps, ['figures', figuresOf(grouped.from, plan, measures)]]
  steps.push(...fillSteps('figures', dimensions, measures, reading))
  const last = () => (steps.at(-1) as Step)[0]
  const types = new Map(measures.map(({ id, type }) => [id, type]))
  if (measures.some(({ isCalculation }) => isCalculation)) {
    const { weekStart, fiscalYearStart = 1 } = reading.time
    const figures: Figures = { from: last(), report, given, weekStart, fiscalYearStart, dimensions, measures, levels }
    const calculated = calculate(figures, earlierOf(plan, measures, both))
    steps.push(...calculated.steps)
    for (const [id, type] of Object.entries(calculated.types)) types.set(id, type)
  }

  const limit = report.limit ?? defaultLimit
  const shown = measuresOf(report).flatMap(([id]) => measures.find((one) => one.id === id) ?? [])
  const cells = sql.join([...dimensions.map(cellJson), ...shown.map(({ id, name }) => valueJson(sql.ref(name), types.get(id) ?? numeric))])
  const order = orderBy(report, dimensions, measures)
  const from = sql.ref(last())
  const groups = sql`select level, json_build_array(${cells}) as "row" from ${from} where level = 0${havingOf(report.having, measures)}${order} limit ${sql.lit(limit + 1)}`
  const totals = levels.filter(({ isShown }) => isShown)
  const listed = sql.join(totals.map(({ level }) => sql.lit(level)))
  const withTotals = sql`(${groups}) union all (select level, json_build_array(${cells}) from ${from} where level in (${listed})${order})`
  // Each apart: else the order wanted at the end makes the planner sort all records for it (780 ms against 400 ms, a million by month).
  const withs = sql.join(steps.map(([name, step]) => sql`${sql.ref(name)} as materialized (${step})`))
  const columns = [
    ...dimensions.map(dimensionColumn),
    ...shown.map((measure) => measureColumn(measure, types.get(measure.id) ?? numeric, plan)),
  ]
  const json = ({ row }: ReportRow) => (typeof row === 'string' ? (JSON.parse(row) as JsonValue[]) : row)
  return {
    query: sql<ReportRow>`with ${withs} ${totals.length > 0 ? withTotals : groups}`,
    columns,
    listing: (write) => {
      const ofDimensions = dimensions.map((d, i) => ({
        column: columns[i] as ColumnMeta,
        type: d.type,
        value: sql.ref(d.name),
        ...(d.dimension.top ? { isOthers: sql.ref(d.rest) } : {}),
      }))
      const ofMeasures = shown.map(({ id, name }, i) => ({
        column: columns[dimensions.length + i] as ColumnMeta,
        type: types.get(id) ?? numeric,
        value: sql.ref(name),
      }))
      const listed = write([...ofDimensions, ...ofMeasures])
      const cut = report.limit === undefined ? sql`` : sql` limit ${sql.lit(report.limit)}`
      // A million groups are better passed on than kept: PostgreSQL keeps what it reads twice.
      const passedOn = sql.join(steps.map(([name, step]) => sql`${sql.ref(name)} as (${step})`))
      return sql`with ${passedOn} select ${listed.columns} from ${from}${listed.joins} where level = 0${havingOf(report.having, measures)}${order}${cut}`
    },
    resultOf: (all) => {
      const rows = all.filter(({ level }) => level === 0)
      return {
        columns,
        rows: rows.slice(0, limit).map(json),
        ...(report.totals?.length
          ? { totals: totals.map(({ level, over }) => ({ over: [...over], rows: all.filter((one) => one.level === level).map(json) })) }
          : {}),
        truncated: rows.length > limit,
        asOf: given.now,
        timezone: given.zone,
      }
    },
  }
}

/** A report over its source, before it is written down. */
export type ReportPlan = {
  report: ReportDocument
  source: ReportSource
  reading: Reading
  dimensions: readonly DimensionPlan[]
  aggregates: readonly AggregatePlan[]
  levels: readonly Level[]
  /** True: some figure has to look at rows again to join groups, so that the groups are made as they are shown. */
  isWhole: boolean
}

/** @throws report.field.unreadable 403 */
export function planReport(document: ReportDocument, asked: ReportSource, given: Given): ReportPlan {
  const report = withOwnFilters(document)
  const [field] = unreadablePaths(report, asked)
  if (field !== undefined) throw fail('report.field.unreadable', { report: report.label, field })
  const { fiscalYearStart } = report
  const reading: Reading = { report, given, time: { given, weekStart: weekStartOf(report), fiscalYearStart }, aliases: aliases() }
  const source = withOwnSteps(asked, reading)
  const base = new Rows(source, sourceAlias, reading.aliases)
  const dimensions = planDimensions(report, base)
  const aggregates = planAggregates(report, neededMeasures(report), base, reading)
  const isWholeReport = aggregates.some((one) => isWhole(one, dimensions))
  return { report, source, reading, dimensions, aggregates, levels: levelsOf(report), isWhole: isWholeReport }
}

/** The groups and their totals, the others joined: columns of dimensions and partials, `level` when there are levels. */
function aggregatedSteps(plan: ReportPlan, name: string, ranks: boolean): { steps: Step[]; from: string } {
  const { report, dimensions, aggregates, levels, reading } = plan
  const base: GroupPlan = { source: plan.source, reading, where: report.where, dimensions, aggregates, name }
  const hasTop = limitedOf(dimensions).length > 0
  if (plan.isWhole) {
    const { steps, from } = groupSteps({ ...base, ...(levels.length > 1 ? { levels } : {}), ...(hasTop ? { kept: isKept } : {}) })
    return { steps: [...(hasTop && ranks ? rankRows(base) : []), ...steps], from }
  }
  return joinedSteps(plan, name, ranks, groupSteps(base).steps)
}

/** The others joined and the totals added, out of the groups that the last of some steps has. */
function joinedSteps(plan: ReportPlan, name: string, ranks: boolean, groups: readonly Step[]): { steps: Step[]; from: string } {
  const { dimensions, aggregates, levels, reading } = plan
  const all = [...groups]
  const last = () => (all.at(-1) as Step)[0]
  const from = last()
  if (limitedOf(dimensions).length > 0)
    all.push(
      ...(ranks ? rankGroups(from, dimensions, aggregates, reading) : []),
      foldOthers(from, `${name}_others`, dimensions, aggregates),
    )
  if (levels.length > 1) {
    const { level, groupBy } = groupingOf(levels, dimensions, (d) => d.dimension.top !== undefined)
    const keys = dimensions.flatMap((d) => [sql.ref(d.name), ...(d.dimension.top ? [sql.ref(d.rest)] : [])])
    const folds = partialsOf(aggregates).map(foldOf)
    all.push([`${name}_levels`, sql`select ${sql.join([level, ...keys, ...folds])} from ${sql.ref(last())}${groupBy}`])
  }
  return { steps: all, from: last() }
}

function figuresOf(from: string, { dimensions, levels, aggregates }: ReportPlan, measures: readonly FigureMeasure[]): RawBuilder<unknown> {
  const columns = [
    levels.length > 1 ? sql.ref('level') : sql`0 as level`,
    ...dimensions.flatMap((d) => [
      sql.ref(d.name),
      d.dimension.top ? sql`coalesce(${sql.ref(d.rest)}, false) as ${sql.ref(d.rest)}` : sql`false as ${sql.ref(d.rest)}`,
    ]),
    ...measures.flatMap(({ id, name }) => {
      const aggregate = aggregates.find((one) => one.id === id)
      return aggregate ? [sql`${aggregate.final} as ${sql.ref(name)}`] : []
    }),
  ]
  return sql`select ${sql.join(columns)} from ${sql.ref(from)}`
}

type BothTimes = { steps: Step[]; from: string; isSplit: boolean }

/** The groups of now together with those of the time they are compared with, where one look at the records is enough for both. */
function bothTimes(plan: ReportPlan): BothTimes | undefined {
  const { report, source, reading, dimensions, aggregates } = plan
  const time = plan.isWhole ? undefined : earlierTimeOf(report, neededMeasures(report))
  if (!time) return undefined
  const { field, by, moved, still } = time
  const base = { source, reading, dimensions, aggregates }
  // Without a filter that says when, the groups are those of all times.
  if (moved.length === 0) return { ...groupSteps({ ...base, where: report.where, name: 'groups' }), isSplit: false }
  const earlier = readingOf(reading, field, by)
  const { steps, from } = groupSteps({ ...base, where: still, split: { moved, earlier }, name: 'times' })
  return { steps: [...steps, groupsOfTime('groups', from, 'shown', dimensions, aggregates)], from, isSplit: true }
}

const readingOf = (reading: Reading, field: string, by: Span): Reading => ({
  ...reading,
  time: { ...reading.time, earlier: { field, by } },
})

function earlierOf(plan: ReportPlan, measures: readonly FigureMeasure[], both: BothTimes | undefined): Earlier {
  const { dimensions, aggregates } = plan
  let count = 0
  return (field, by) => {
    const name = `earlier_${count++}`
    const ofBoth = both && (both.isSplit ? groupsOfTime(name, both.from, 'before', dimensions, aggregates) : asItIs(name, both.from))
    const { steps, from } = ofBoth
      ? joinedSteps(plan, name, false, [ofBoth])
      : aggregatedSteps({ ...plan, reading: readingOf(plan.reading, field, by) }, name, false)
    return { steps: [...steps, [`${name}_figures`, figuresOf(from, plan, measures)]], from: `${name}_figures` }
  }
}

const asItIs = (name: string, from: string): Step => [name, sql`select * from ${sql.ref(from)}`]

/** The measures that are shown, sorted by, ranked by or filtered by, and all they are made of: parts first. */
function neededMeasures({ measures, measureOrder, sort = [], having = [], rows, cols = [] }: ReportDocument): Id[] {
  const found: Id[] = []
  const add = (id: Id, path: readonly Id[] = []) => {
    const measure = Object.hasOwn(measures, id) ? measures[id] : undefined
    if (!measure || found.includes(id) || path.includes(id)) return
    for (const part of partsOfMeasure(measure)) add(part, [...path, id])
    found.push(id)
  }
  for (const id of measureOrder) add(id)
  for (const { by } of sort) add(by)
  for (const { measure } of having) add(measure)
  for (const { top } of [...rows, ...cols]) if (top) add(top.by)
  return found
}

function partsOfMeasure(measure: ReportDocument['measures'][string]): Id[] {
  const calculation = calculationOf(measure)
  return calculation ? partsOf(calculation).map((part) => part.measure) : []
}

function figureMeasures(report: ReportDocument, aggregates: readonly AggregatePlan[]): FigureMeasure[] {
  return neededMeasures(report).flatMap((id, i) => {
    const measure = report.measures[id]
    if (!measure) return []
    const aggregate = aggregates.find((one) => one.id === id)
    return [{ id, measure, name: `m${i}`, type: aggregate?.type ?? numeric, isCalculation: !aggregate }]
  })
}

function dimensionColumn({ dimension, type, field, attribute }: DimensionPlan): ColumnMeta {
  const { as, by, bins, label, empty, top } = dimension
  const own = dimension.field
  return {
    id: as,
    role: 'dimension',
    label: label ?? attribute?.label ?? { en: as, 'zh-CN': as },
    valueType: type.kind === 'date' ? field : type,
    ...(by ? { by } : {}),
    ...(bins ? { bins } : {}),
    ...(isOwnField(own) ? { own } : {}),
    ...(attribute?.options && !by && !bins ? { options: attribute.options } : {}),
    ...(empty ? { empty } : {}),
    ...(top?.others ? { others: top.others } : {}),
  }
}

function measureColumn(
  { id, measure }: FigureMeasure,
  valueType: ColumnMeta['valueType'],
  { aggregates, dimensions }: ReportPlan,
): ColumnMeta {
  const aggregate = aggregates.find((one) => one.id === id)
  return {
    id,
    role: 'measure',
    label: measure.label,
    valueType,
    ...(measure.format ? { format: measure.format } : {}),
    ...('conversion' in measure ? { conversion: { of: measure.of, from: measure.conversion } } : {}),
    ...(aggregate && overlaps(aggregate.grain, dimensions) ? { overlaps: true as const } : {}),
  }
}
