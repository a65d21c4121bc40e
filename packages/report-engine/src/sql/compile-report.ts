import type { JsonValue } from '@tangram/data-model'
import type { Given, Logic } from '@tangram/expression'
import { compileCondition } from '@tangram/expression/sql'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ReportDocument } from '../document.ts'
import { fail } from '../errors.ts'
import { allOf, type FilterContext, filterLogic, pathOf, weekStartOf } from '../filter-logic.ts'
import { aggregateOf } from '../report-parts.ts'
import type { ColumnMeta, ReportResult } from '../result.ts'
import { type DimensionPlan, planDimensions } from './dimension-plan.ts'
import { fillPeriods } from './fill-periods.ts'
import { foldOthers } from './fold-others.ts'
import { type MeasurePlan, planMeasures } from './measure-plan.ts'
import { cellJson, orderBy, valueJson } from './output.ts'
import { type ReadColumn, type ReportSource, sourceAlias } from './report-source.ts'

export type ReportRow = { row: JsonValue[] | string }

export type CompiledReport = {
  /** One statement, to be executed as it is; each of its rows is a JSON array. */
  query: RawBuilder<ReportRow>
  columns: ColumnMeta[]
  /** What those rows mean. */
  resultOf(rows: readonly ReportRow[]): ReportResult
}

/** Rows of a report that names no limit. */
const defaultLimit = 1000

/**
 * One SQL statement that answers a checked report: records are read and grouped once, then top-N with others, empty periods and the sort
 * work on the groups. It asks for one row more than the limit, so that a cut is seen.
 *
 * @param given.zone days and periods are those of this zone
 * @throws report.field.unreadable 403 when the source has no such field
 */
export function compileReport(report: ReportDocument, source: ReportSource, given: Given): CompiledReport {
  const column: ReadColumn = (path) => {
    const found = source.attribute(pathOf(path))
    if (!found) throw fail('report.field.unreadable', { report: report.label, field: path })
    return found
  }
  const typeOf = (path: readonly string[]) => (path[0]?.startsWith('$') ? undefined : source.attribute(path)?.type)
  const context: FilterContext = { typeOf, given, weekStart: weekStartOf(report) }
  const condition = (logic: Logic): RawBuilder<SqlBool> =>
    compileCondition(logic, { typeOf, columnOf: (path) => column(path.join('.')).expression, given })

  const dimensions = planDimensions(report, column, context)
  const { measures, partials } = planMeasures(report, {
    column,
    condition: (measure) => {
      const where = aggregateOf(measure)?.where
      return where?.length ? condition(allOf(where.map((filter) => filterLogic(filter, context)))) : undefined
    },
  })
  const filters = (report.where ?? []).map((filter) => filterLogic(filter, context))

  const steps: [name: string, step: RawBuilder<unknown>][] = []
  const last = () => (steps.at(-1) as [string, unknown])[0]
  const groups = [
    ...dimensions.map((d) => sql`${d.value} as ${sql.ref(d.name)}`),
    ...partials.map((p) => sql`${p.from} as ${sql.ref(p.name)}`),
  ]
  const where = filters.length ? sql` where ${condition(allOf(filters))}` : sql``
  const groupBy = dimensions.length ? sql` group by ${sql.join(dimensions.map((_, i) => sql.lit(i + 1)))}` : sql``
  steps.push(['grouped', sql`select ${sql.join(groups)} from ${source.query} as ${sql.ref(sourceAlias)}${where}${groupBy}`])
  steps.push(...foldOthers('grouped', dimensions, partials, measures))
  const shown = [
    ...dimensions.flatMap((d) => [sql`${sql.ref(d.name)}`, d.dimension.top ? sql`${sql.ref(d.rest)}` : sql`false as ${sql.ref(d.rest)}`]),
    ...measures.map((m, i) => sql`${m.final} as ${sql.ref(`m${i}`)}`),
  ]
  steps.push(['shown', sql`select ${sql.join(shown)} from ${sql.ref(last())}`])
  for (const filled of dimensions.filter((d) => d.dimension.by && d.dimension.fill !== undefined)) {
    steps.push([`filled_${filled.name}`, fillPeriods(last(), filled, dimensions, measures, report, context)])
  }

  const limit = report.limit ?? defaultLimit
  const withs = sql.join(steps.map(([name, step]) => sql`${sql.ref(name)} as (${step})`))
  const cells = sql.join([...dimensions.map(cellJson), ...measures.map((m, i) => valueJson(sql.ref(`m${i}`), m.type))])
  const order = orderBy(report, dimensions, measures)
  const columns = [...dimensions.map(dimensionColumn), ...measures.map(measureColumn)]
  return {
    query: sql<ReportRow>`with ${withs} select json_build_array(${cells}) as "row" from ${sql.ref(last())}${order} limit ${sql.lit(limit + 1)}`,
    columns,
    resultOf: (rows) => ({
      columns,
      rows: rows.slice(0, limit).map(({ row }) => (typeof row === 'string' ? (JSON.parse(row) as JsonValue[]) : row)),
      truncated: rows.length > limit,
      asOf: given.now,
      timezone: given.zone,
    }),
  }
}

function dimensionColumn({ dimension, type, attribute }: DimensionPlan): ColumnMeta {
  const { as, by, label, empty, top } = dimension
  return {
    id: as,
    role: 'dimension',
    label: label ?? attribute?.label ?? { en: as, 'zh-CN': as },
    valueType: type,
    ...(by ? { by } : {}),
    ...(attribute?.options ? { options: attribute.options } : {}),
    ...(empty ? { empty } : {}),
    ...(top?.others ? { others: top.others } : {}),
  }
}

function measureColumn({ id, measure, type }: MeasurePlan): ColumnMeta {
  return { id, role: 'measure', label: measure.label, valueType: type, ...(measure.format ? { format: measure.format } : {}) }
}
