import { type Diagnostic, pointer } from '@tangram/data-model'
import type { ChartType } from '../chart-type.ts'
import { chartTypes } from '../charts/index.ts'
import type { ReportDocument } from '../document.ts'
import { scopeOfDimensions, scopeOfReport } from '../own-fields.ts'
import { calculationOf, partsOf } from '../report-parts.ts'
import type { ReportScope } from '../report-scope.ts'
import { checkChart } from './check-chart.ts'
import { checkDimension } from './check-dimension.ts'
import { checkFilters } from './check-filters.ts'
import { checkMeasure } from './check-measure.ts'
import { checkOwnFields } from './check-own-fields.ts'
import { checkTotals } from './check-totals.ts'
import { type Review, review } from './review.ts'

/** Most rows one report may ask for. */
export const maxLimit = 50_000

/**
 * Everything its author should mend in a report: unknown fields, measures that cannot be taken of them, calculations that go in circles,
 * a chart that cannot draw it. Paths are relative to the report.
 */
export function checkReport(report: ReportDocument, scope: ReportScope, charts: readonly ChartType[] = chartTypes): Diagnostic[] {
  const own = review(scopeOfReport(report, scope))
  checkOwnFields(report, own.within(scope))
  const groups = own.within(scopeOfDimensions(report, scope))
  for (const [i, one] of report.rows.entries()) checkDimension(one, report, pointer('rows', i), groups)
  for (const [i, one] of (report.cols ?? []).entries()) checkDimension(one, report, pointer('cols', i), groups)
  for (const [id, one] of Object.entries(report.measures)) checkMeasure(id, one, report, pointer('measures', id), own)
  checkFilters(report.where, pointer('where'), own)
  checkTotals(report, own)
  checkOrder(report, own)
  checkDrill(report, own)
  if (report.fiscalYearStart !== undefined) own.whole(report.fiscalYearStart, 1, 12, pointer('fiscalYearStart'))
  checkChart(report, charts, own)
  return own.found
}

function checkOrder(report: ReportDocument, own: Review): void {
  const { measures, measureOrder, having = [], sort = [], limit } = report
  for (const [i, id] of measureOrder.entries()) {
    if (!Object.hasOwn(measures, id)) own.say('report.measure.unknown', pointer('measureOrder', i), { measure: id })
  }
  const used = new Set(having.map(({ measure }) => measure))
  for (const one of Object.values(measures)) for (const { measure } of partsOfMeasure(one)) used.add(measure)
  for (const id of Object.keys(measures)) {
    if (!measureOrder.includes(id) && !used.has(id)) own.say('report.measure.unlisted', pointer('measures', id), { measure: id }, 'warning')
  }
  for (const [i, { by }] of sort.entries()) {
    const isShown = !Object.hasOwn(measures, by) || measureOrder.includes(by)
    if (!own.hasName(by) || !isShown) own.say('report.sort.unknown', pointer('sort', i, 'by'), { name: by })
  }
  if (limit !== undefined) own.whole(limit, 1, maxLimit, pointer('limit'))
}

function partsOfMeasure(measure: ReportDocument['measures'][string]): ReturnType<typeof partsOf> {
  const calculation = calculationOf(measure)
  return calculation ? partsOf(calculation) : []
}

function checkDrill({ drill }: ReportDocument, own: Review): void {
  for (const [i, id] of (drill?.columns ?? []).entries()) own.known(id, pointer('drill', 'columns', i))
  for (const [i, field] of (drill?.path ?? []).entries()) own.field(field, 'group', pointer('drill', 'path', i))
}
