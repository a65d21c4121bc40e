import { type JsonValue, pointer, type ValueType } from '@tangram/data-model'
import { checkExpression, isDateText } from '@tangram/expression'
import type { ReportFilter } from '../document.ts'
import { pathOf } from '../filter-logic.ts'
import { isUnit, spanOf } from '../periods.ts'
import type { Review } from './review.ts'
import { scopeAt } from './row-scope.ts'

/** How deep conditions may stand in each other. */
const maxDepth = 8

export function checkFilters(filters: readonly ReportFilter[] | undefined, at: string, review: Review, depth = 0): void {
  if (filters !== undefined && (!Array.isArray(filters) || depth > maxDepth)) review.say('report.filter.unreadable', at)
  else for (const [i, filter] of (filters ?? []).entries()) checkFilter(filter, at + pointer(i), review, depth)
}

function checkFilter(filter: ReportFilter, at: string, review: Review, depth: number): void {
  if (typeof filter !== 'object' || filter === null) review.say('report.filter.unreadable', at)
  else if ('logic' in filter) {
    review.found.push(...checkExpression(filter.logic, { ...review.scope, inDatabase: true }, at + pointer('logic')).diagnostics)
  } else if ('any' in filter) {
    if (!Array.isArray(filter.any) || filter.any.length === 0) review.say('report.filter.unreadable', at + pointer('any'))
    else checkFilters(filter.any, at + pointer('any'), review, depth + 1)
  } else if ('some' in filter) checkRows(filter.some, filter.where, at, 'some', review, depth)
  else if ('none' in filter) checkRows(filter.none, filter.where, at, 'none', review, depth)
  else if (typeof filter.field !== 'string') review.say('report.filter.unreadable', at)
  else if ('in' in filter) {
    review.field(filter.field, 'period', at + pointer('field'))
    checkSpan(filter.in, at + pointer('in'), review)
  } else if ('empty' in filter) review.known(filter.field, at + pointer('field'))
  else checkCondition(filter, at, review)
}

/** A condition about rows: the path ends in a step into many, what they meet begins there. */
function checkRows(path: string, where: readonly ReportFilter[], at: string, kind: 'some' | 'none', review: Review, depth: number): void {
  if (typeof path !== 'string' || !Array.isArray(where)) {
    review.say('report.filter.unreadable', at)
    return
  }
  const isThere = review.known(path, at + pointer(kind))
  if (!isThere) return
  if (review.grainOf(path).length !== pathOf(path).length) review.say('report.filter.single', at + pointer(kind), { field: path })
  else checkFilters(where, at + pointer('where'), review.within(scopeAt(review.scope, path)), depth + 1)
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
