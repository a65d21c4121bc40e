import { type Id, pointer } from '@tangram/data-model'
import type { Measure, ReportDocument } from '../document.ts'
import { aggregateOf } from '../report-parts.ts'
import { checkFilters } from './check-filters.ts'
import type { Review } from './review.ts'

export function checkMeasure(id: Id, measure: Measure, report: ReportDocument, at: string, review: Review): void {
  review.name(id, at)
  checkFilters(aggregateOf(measure)?.where, at + pointer('where'), review)
  if ('sum' in measure && typeof measure.sum === 'string') review.field(measure.sum, 'amount', at + pointer('sum'))
  else if ('avg' in measure && typeof measure.avg === 'string') review.field(measure.avg, 'amount', at + pointer('avg'))
  else if ('min' in measure && typeof measure.min === 'string') review.field(measure.min, 'order', at + pointer('min'))
  else if ('max' in measure && typeof measure.max === 'string') review.field(measure.max, 'order', at + pointer('max'))
  else if ('avgDuration' in measure) checkDuration(measure.avgDuration, at + pointer('avgDuration'), review)
  else if ('ratio' in measure) {
    for (const [i, part] of measure.ratio.entries()) checkPart(part, report, at + pointer('ratio', i), review)
  }
}

function checkDuration({ from, to }: { from: string; to: string }, at: string, review: Review): void {
  const start = review.field(from, 'period', at + pointer('from'))
  const end = review.field(to, 'period', at + pointer('to'))
  const needed = { en: 'the same kind of field as its beginning', 'zh-CN': '与起始字段相同的类型' }
  if (start && end && start.kind !== end.kind) review.say('report.field.unsuitable', at + pointer('to'), { field: to, needed })
}

function checkPart(part: Id, report: ReportDocument, at: string, review: Review): void {
  const other = Object.hasOwn(report.measures, part) ? report.measures[part] : undefined
  if (!other) review.say('report.measure.unknown', at, { measure: part })
  else if ('ratio' in other) review.say('report.measure.circular', at, { measure: part })
}
