import type { JsonValue } from '@tangram/data-model'
import type { ReportFilter } from '@tangram/report-engine'
import { invalid } from './invalid.ts'
import { anything, type Schema } from './schema.ts'

/** Filters a reader lays over a report: a list of report filters, or `{ field: value | [values] | { gte, before … } }`. */
export const filtersSchema: Schema<JsonValue> = anything()

const most = 30

export function reportFiltersIn(filters: JsonValue | undefined): ReportFilter[] {
  if (filters === undefined || filters === null) return []
  if (typeof filters !== 'object') throw notFilters()
  const list = Array.isArray(filters)
    ? filters.map(oneFilter)
    : Object.entries(filters).flatMap(([field, value]) => fieldFilter(field, value))
  if (list.length > most) throw invalid('/filters', { en: `at most ${most} filters`, 'zh-CN': `最多 ${most} 个筛选条件` })
  return list
}

/** The names of its parts are checked by the report engine and storage; here only that it is an object naming a field. */
function oneFilter(value: JsonValue): ReportFilter {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw notFilters()
  const hasField = typeof value.field === 'string' && Object.keys(value).length === 2
  if (!hasField && !(Object.keys(value).length === 1 && Object.hasOwn(value, 'logic'))) throw notFilters()
  return value as ReportFilter
}

function fieldFilter(field: string, value: JsonValue): ReportFilter[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : [{ field, oneOf: value }]
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).map(([how, what]) => oneFilter({ field, [how]: what }))
  }
  return value === null || value === '' ? [] : [{ field, is: value }]
}

const notFilters = () => invalid('/filters', { en: 'expected filters that name a field', 'zh-CN': '应为带字段名的筛选条件' })
