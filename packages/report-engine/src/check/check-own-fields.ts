import { pointer } from '@tangram/data-model'
import type { Cohort, ReportDocument, Stage } from '../document.ts'
import { pathOf } from '../filter-logic.ts'
import { cohortOffset, cohortStart } from '../own-fields.ts'
import { isUnit } from '../periods.ts'
import { checkFilters } from './check-filters.ts'
import type { Review } from './review.ts'

/** Most periods of a cohort. */
const maxPeriods = 400

/** The stages of a funnel and what makes a cohort, over the fields of the table itself. */
export function checkOwnFields(report: ReportDocument, review: Review): void {
  const { funnel, cohort } = report
  if (funnel) checkStages(funnel.stages, review)
  if (!cohort) return
  const at = pointer('cohort')
  if (!isUnit(cohort.by)) review.say('report.period.unknown', at + pointer('by'), { period: String(cohort.by) })
  review.whole(cohort.periods, 1, maxPeriods, at + pointer('periods'))
  review.field(cohort.key, 'group', at + pointer('key'))
  review.field(cohort.at, 'period', at + pointer('at'))
  if (review.grainOf(cohort.key).length > 0) review.say('report.cohort.rows', at + pointer('key'), { field: cohort.key })
  if (pathOf(cohort.at).length > 1) review.say('report.cohort.rows', at + pointer('at'), { field: cohort.at })
  checkFilters(cohort.where, at + pointer('where'), review)
  checkPeriods(report, cohort, review)
}

/** What is no fault but reads as something else than it is. */
function checkPeriods({ rows, cols = [] }: ReportDocument, { by }: Cohort, review: Review): void {
  const placed = [...rows.map((one, i) => ({ one, at: pointer('rows', i) })), ...cols.map((one, i) => ({ one, at: pointer('cols', i) }))]
  const start = placed.find(({ one }) => one.field === cohortStart)
  const offset = placed.find(({ one }) => one.field === cohortOffset)
  if (offset && !start) review.say('report.cohort.all-ages', offset.at + pointer('field'), {}, 'warning')
  if (start && start.one.by !== by) review.say('report.cohort.other-period', start.at + pointer('by'), { period: by }, 'warning')
}

function checkStages(stages: readonly Stage[], review: Review): void {
  const at = (i: number, name: string) => pointer('funnel', 'stages', i, name)
  if (stages.length < 2) review.say('report.funnel.short', pointer('funnel', 'stages'))
  for (const [i, { id, where }] of stages.entries()) {
    if (stages.findIndex((one) => one.id === id) < i) review.say('report.name.twice', at(i, 'id'), { name: id })
    // Everything may be in the first stage; a later one that asks nothing is the one before once more.
    if (i > 0 && where.length === 0) review.say('report.funnel.same', at(i, 'where'), {}, 'warning')
    checkFilters(where, at(i, 'where'), review)
  }
}
