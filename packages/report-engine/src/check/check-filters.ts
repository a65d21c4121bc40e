import { pointer } from '@tangram/data-model'
import { checkLogic } from '@tangram/expression'
import type { ReportFilter } from '../document.ts'
import { spanOf } from '../periods.ts'
import type { Review } from './review.ts'

export function checkFilters(filters: readonly ReportFilter[] | undefined, at: string, review: Review): void {
  for (const [i, filter] of (filters ?? []).entries()) checkFilter(filter, at + pointer(i), review)
}

function checkFilter(filter: ReportFilter, at: string, review: Review): void {
  const field = at + pointer('field')
  if ('logic' in filter) {
    review.found.push(...checkLogic(filter.logic, review.scope, at + pointer('logic')).diagnostics)
  } else if ('in' in filter) {
    review.field(filter.field, 'period', field)
    if ('last' in filter.in && !spanOf(filter.in.last))
      review.say('report.span.unreadable', at + pointer('in', 'last'), { span: filter.in.last })
  } else if ('empty' in filter) review.known(filter.field, field)
  else if ('before' in filter || 'after' in filter || 'gte' in filter || 'lte' in filter) review.field(filter.field, 'compare', field)
  else if ('is' in filter || 'not' in filter || 'oneOf' in filter) review.field(filter.field, 'group', field)
  else review.say('report.filter.unreadable', at)
}
