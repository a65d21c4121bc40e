import { pointer } from '@tangram/data-model'
import type { Dimension, ReportDocument } from '../document.ts'
import { isStep } from '../own-fields.ts'
import { isDatePart, isUnit } from '../periods.ts'
import { aggregateOf, dimensionsOf } from '../report-parts.ts'
import { isOneChain, type Need, type Review } from './review.ts'

/** Most groups a dimension may keep beside the others. */
const maxTop = 100

export function checkDimension(dimension: Dimension, report: ReportDocument, at: string, review: Review): void {
  const { field, as, by, bins, fill } = dimension
  if (by !== undefined && !isUnit(by) && !isDatePart(by)) review.say('report.period.unknown', at + pointer('by'), { period: String(by) })
  review.field(field, needOf(dimension), at + pointer('field'))
  review.name(as, at + pointer('as'))
  checkChain(dimension, report, at, review)
  if (bins && by) review.say('report.dimension.twofold', at + pointer('bins'), { field })
  if (bins && !(bins.width > 0)) review.say('report.number.not-positive', at + pointer('bins', 'width'), { found: String(bins.width) })
  if (fill !== undefined && !by && !bins && !isStep(dimension)) review.say('report.fill.without-periods', at + pointer('fill'), { field })
  checkTop(dimension, report, at, review)
}

function needOf({ by, bins }: Dimension): Need {
  if (bins) return 'amount'
  if (by === 'hour-of-day') return 'hour'
  return by ? 'period' : 'group'
}

/** Groups that go into rows beside each other would pair every row with every other. */
function checkChain({ field }: Dimension, report: ReportDocument, at: string, review: Review): void {
  const dimensions = dimensionsOf(report)
  const before = dimensions.slice(
    0,
    dimensions.findIndex((one) => one.field === field),
  )
  const beside = before.find((one) => !isOneChain(review.grainOf(one.field), review.grainOf(field)))
  if (beside) review.say('report.dimension.beside', at + pointer('field'), { field, other: beside.field })
}

function checkTop(dimension: Dimension, report: ReportDocument, at: string, review: Review): void {
  const { field, by, bins, top } = dimension
  if (!top) return
  review.whole(top.n, 1, maxTop, at + pointer('top', 'n'))
  const measure = Object.hasOwn(report.measures, top.by) ? report.measures[top.by] : undefined
  if (!measure || !report.measureOrder.includes(top.by)) {
    review.say('report.measure.unknown', at + pointer('top', 'by'), { measure: top.by })
  } else if (!aggregateOf(measure) && !('ratio' in measure)) {
    review.say('report.top.calculated', at + pointer('top', 'by'), { measure: top.by })
  }
  const needed = { en: 'a dimension without periods', 'zh-CN': '不按周期分组的维度' }
  if (by || bins || isStep(dimension)) review.say('report.field.unsuitable', at + pointer('top'), { field, needed })
}
