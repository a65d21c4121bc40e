import { pointer } from '@tangram/data-model'
import type { Dimension, ReportDocument } from '../document.ts'
import type { Review } from './review.ts'

/** Most groups a dimension may keep beside the others. */
const maxTop = 100

export function checkDimension(dimension: Dimension, report: ReportDocument, at: string, review: Review): void {
  const { field, as, by, top } = dimension
  review.field(field, by ? 'period' : 'group', at + pointer('field'))
  review.name(as, at + pointer('as'))
  if (!top) return
  review.whole(top.n, 1, maxTop, at + pointer('top', 'n'))
  if (!report.measureOrder.includes(top.by)) review.say('report.measure.unknown', at + pointer('top', 'by'), { measure: top.by })
  const needed = { en: 'a dimension without periods', 'zh-CN': '不按周期分组的维度' }
  if (by) review.say('report.field.unsuitable', at + pointer('top'), { field, needed })
}
