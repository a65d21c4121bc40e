import { type Id, pointer } from '@tangram/data-model'
import type { Aggregate, Measure, ReportDocument } from '../document.ts'
import { aggregateOf, calculationOf } from '../report-parts.ts'
import { checkCalculation } from './check-calculation.ts'
import { checkFilters } from './check-filters.ts'
import { checkOperand } from './check-operand.ts'
import { isOneChain, type Review } from './review.ts'

export function checkMeasure(id: Id, measure: Measure, report: ReportDocument, at: string, review: Review): void {
  review.name(id, at)
  const aggregate = aggregateOf(measure)
  const calculation = calculationOf(measure)
  if (aggregate) {
    checkAggregate(aggregate, at, review)
    checkFilters(aggregate.where, at + pointer('where'), review)
  }
  if (calculation) checkCalculation(id, calculation, report, at, review)
}

function checkAggregate(one: Aggregate, at: string, review: Review): void {
  if ('count' in one) {
    if (one.count !== '*') review.known(one.count, at + pointer('count'))
  } else if ('distinct' in one) checkOperand(one.distinct, 'group', at + pointer('distinct'), review)
  else if ('sum' in one) {
    checkOperand(one.sum, 'amount', at + pointer('sum'), review)
    if (one.last !== undefined) checkMoment(one.sum, one.last, at + pointer('last'), review)
  } else if ('avg' in one) checkOperand(one.avg, 'amount', at + pointer('avg'), review)
  else if ('min' in one) checkOperand(one.min, 'order', at + pointer('min'), review)
  else if ('max' in one) checkOperand(one.max, 'order', at + pointer('max'), review)
  else if ('median' in one) checkOperand(one.median, 'amount', at + pointer('median'), review)
  else if ('percentile' in one) {
    checkOperand(one.percentile.of, 'amount', at + pointer('percentile', 'of'), review)
    const { at: part } = one.percentile
    if (!(part >= 0 && part <= 1)) review.say('report.percentile.out-of-range', at + pointer('percentile', 'at'), { found: String(part) })
  } else if ('first' in one) checkEnd(one.first, at + pointer('first'), review)
  else if ('final' in one) checkEnd(one.final, at + pointer('final'), review)
  else if ('avgDuration' in one) checkDuration(one.avgDuration, at + pointer('avgDuration'), review)
}

function checkEnd({ of, by }: { of: string; by: string }, at: string, review: Review): void {
  review.field(of, 'group', at + pointer('of'))
  checkMoment(of, by, at + pointer('by'), review)
}

/** The time of a row: its own, or of what holds it. */
function checkMoment(of: Parameters<typeof checkOperand>[0], by: string, at: string, review: Review): void {
  const type = review.field(by, 'period', at)
  if (!type || typeof of !== 'string') return
  const [rows, times] = [review.grainOf(of), review.grainOf(by)]
  if (!isOneChain(rows, times) || times.length > rows.length) review.say('report.measure.rows-apart', at, { field: by, other: of })
}

function checkDuration({ from, to }: { from: string; to: string }, at: string, review: Review): void {
  const start = review.field(from, 'period', at + pointer('from'))
  const end = review.field(to, 'period', at + pointer('to'))
  const needed = { en: 'the same kind of field as its beginning', 'zh-CN': '与起始字段相同的类型' }
  if (start && end && start.kind !== end.kind) review.say('report.field.unsuitable', at + pointer('to'), { field: to, needed })
  if (start && end && !isOneChain(review.grainOf(from), review.grainOf(to)))
    review.say('report.measure.rows-apart', at + pointer('to'), { field: to, other: from })
}
