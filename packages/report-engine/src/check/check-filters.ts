import { type JsonValue, pointer, type ValueType } from '@tangram/data-model'
import { checkExpression, isDateText } from '@tangram/expression'
import type { ReportFilter } from '../document.ts'
import { isUnit, spanOf } from '../periods.ts'
import type { Review } from './review.ts'

export function checkFilters(filters: readonly ReportFilter[] | undefined, at: string, review: Review): void {
  for (const [i, filter] of (filters ?? []).entries()) checkFilter(filter, at + pointer(i), review)
}

function checkFilter(filter: ReportFilter, at: string, review: Review): void {
  const field = at + pointer('field')
  if ('logic' in filter) {
    review.found.push(...checkExpression(filter.logic, { ...review.scope, inDatabase: true }, at + pointer('logic')).diagnostics)
  } else if ('in' in filter) {
    review.field(filter.field, 'period', field)
    checkSpan(filter.in, at + pointer('in'), review)
  } else if ('any' in filter) checkFilters(filter.any, at + pointer('any'), review)
  else if ('some' in filter || 'none' in filter) review.say('report.filter.unreadable', at)
  else if ('empty' in filter) review.known(filter.field, field)
  else checkCondition(filter, at, review)
}

const conditions = ['is', 'not', 'oneOf', 'before', 'after', 'gte', 'lte']

function checkCondition(filter: { field: string; [how: string]: JsonValue }, at: string, review: Review): void {
  const how = conditions.find((one) => Object.hasOwn(filter, one))
  const operand = how === undefined ? undefined : filter[how]
  const values = how !== 'oneOf' ? [operand] : Array.isArray(operand) ? operand : []
  if (how === undefined || (how === 'oneOf' && !Array.isArray(operand))) review.say('report.filter.unreadable', at)
  else {
    const type = review.field(filter.field, ['is', 'not', 'oneOf'].includes(how) ? 'group' : 'compare', at + pointer('field'))
    for (const value of values) checkPoint(value ?? null, type, at + pointer(how), review)
  }
}

function checkSpan(span: unknown, at: string, review: Review): void {
  const { this: unit, last } = (typeof span === 'object' ? (span ?? {}) : {}) as { this?: unknown; last?: unknown }
  if (unit === undefined && last === undefined) review.say('report.filter.unreadable', at)
  else if (unit !== undefined && !isUnit(unit)) review.say('report.span.unreadable', at + pointer('this'), { span: String(unit) })
  else if (unit === undefined && (typeof last !== 'string' || !spanOf(last)))
    review.say('report.span.unreadable', at + pointer('last'), { span: String(last) })
}

/** What stands where a date or an instant is compared: one of them, or a word for the present. */
function checkPoint(value: JsonValue, type: ValueType | undefined, at: string, review: Review): void {
  if ((type?.kind !== 'date' && type?.kind !== 'timestamp') || value === null) return
  const isInstant =
    type.kind === 'timestamp' && typeof value === 'string' && isDateText(value.slice(0, 10)) && !Number.isNaN(Date.parse(value))
  if (isInstant || value === 'now' || value === 'today' || isDateText(value)) return
  review.say('report.value.unreadable', at, { found: JSON.stringify(value).slice(0, 60) })
}
