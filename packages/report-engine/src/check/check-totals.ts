import { pointer } from '@tangram/data-model'
import type { ReportDocument } from '../document.ts'
import { dimensionsOf } from '../report-parts.ts'
import { isText } from './check-calculation.ts'
import type { Review } from './review.ts'

/** Totals that run over something, and groups that are kept by measures there are. */
export function checkTotals(report: ReportDocument, review: Review): void {
  const [rows, cols] = [report.rows.length, report.cols?.length ?? 0]
  const isPossible = { rows: rows > 0 && cols > 0, cols: rows > 0 && cols > 0, subtotals: rows > 1, grand: dimensionsOf(report).length > 0 }
  for (const [i, kind] of (report.totals ?? []).entries()) {
    if (!Object.hasOwn(isPossible, kind)) review.say('report.totals.unknown', pointer('totals', i), { kind: String(kind) })
    else if (!isPossible[kind]) review.say(`report.totals.${kind === 'cols' ? 'rows' : kind}`, pointer('totals', i))
  }
  for (const [i, filter] of (report.having ?? []).entries()) checkHaving(filter, report, pointer('having', i), review)
}

const bounds = ['gte', 'lte', 'gt', 'lt'] as const

function checkHaving(filter: NonNullable<ReportDocument['having']>[number], report: ReportDocument, at: string, review: Review): void {
  const measure = Object.hasOwn(report.measures, filter.measure) ? report.measures[filter.measure] : undefined
  if (!measure) {
    review.say('report.measure.unknown', at + pointer('measure'), { measure: filter.measure })
    return
  }
  if ('empty' in filter) return
  const how = bounds.find((one) => Object.hasOwn(filter, one))
  const bound: unknown = how && (filter as { [how: string]: unknown })[how]
  if (!how || typeof bound !== 'number' || !Number.isFinite(bound)) review.say('report.filter.unreadable', at)
  const needed = { en: 'a measure that is a number', 'zh-CN': '数值指标' }
  if (isText(measure, review)) review.say('report.field.unsuitable', at + pointer('measure'), { field: filter.measure, needed })
}
