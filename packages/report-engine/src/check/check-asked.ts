import { type Diagnostic, type JsonValue, pointer } from '@tangram/data-model'
import { isDateText } from '@tangram/expression'
import type { Dimension, ReportDocument, ReportFilter } from '../document.ts'
import type { DrillStep } from '../drill.ts'
import { scopeOfReport } from '../own-fields.ts'
import { isUnit } from '../periods.ts'
import { dimensionsOf } from '../report-parts.ts'
import type { ReportScope } from '../report-scope.ts'
import { type Cell, isOthers } from '../result.ts'
import { checkFilters } from './check-filters.ts'
import { type Review, review } from './review.ts'

/** What a reader asks beside the report itself: filters they lay over it, the mark they clicked, what they break it down by. Paths begin at the question. */
export function checkAsked(
  report: ReportDocument,
  asked: { filters?: readonly ReportFilter[]; cell?: Cell } & Partial<Pick<DrillStep, 'by' | 'period'>>,
  scope: ReportScope,
): Diagnostic[] {
  const own = review(scopeOfReport(report, scope))
  checkFilters(asked.filters, pointer('filters'), own)
  const dimensions = new Map(dimensionsOf(report).map((dimension) => [dimension.as, dimension]))
  for (const [id, value] of Object.entries(asked.cell ?? {})) {
    const dimension = dimensions.get(id)
    if (dimension) checkKey(dimension, value, pointer('cell', id), own)
    else own.say('report.dimension.unknown', pointer('cell', id), { dimension: id })
  }
  if (asked.by !== undefined)
    own.field(asked.by, asked.period === 'hour-of-day' ? 'hour' : asked.period ? 'period' : 'group', pointer('by'))
  return own.found
}

/** A period is named by its first day, what recurs and ranges of numbers by a number; other keys are compared as they are. */
function checkKey({ by, bins }: Dimension, value: JsonValue, at: string, own: Review): void {
  if (value === null || isOthers(value)) return
  const isKey = isUnit(by) ? isDateText(value) : by ? Number.isInteger(value) : !bins || (value !== '' && Number.isFinite(Number(value)))
  if (!isKey) own.say(isUnit(by) ? 'report.value.unreadable' : 'report.key.unreadable', at, { found: JSON.stringify(value).slice(0, 60) })
}
