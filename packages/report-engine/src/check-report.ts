import {
  checkConfig,
  type Diagnostic,
  diagnose,
  type Id,
  type LocalizedText,
  type MessageParams,
  pointer,
  type ValueKind,
  type ValueType,
} from '@tangram/data-model'
import { checkLogic, type Scope } from '@tangram/expression'
import { dimensionsOf, measuresOf } from './cell-filter.ts'
import type { ChartType } from './chart-type.ts'
import { chartTypes } from './charts/index.ts'
import type { Dimension, Measure, ReportDocument, ReportFilter } from './document.ts'
import { pathOf } from './filter-logic.ts'
import { reportMessages } from './messages.ts'
import { spanOf } from './periods.ts'

const kinds: { [need in 'group' | 'period' | 'amount' | 'order' | 'compare']: { kinds: readonly ValueKind[]; needed: LocalizedText } } = {
  group: {
    kinds: ['text', 'integer', 'decimal', 'boolean', 'date', 'time', 'timestamp', 'reference'],
    needed: { en: 'a field with a single value', 'zh-CN': '单值字段' },
  },
  period: { kinds: ['date', 'timestamp'], needed: { en: 'a date or a time', 'zh-CN': '日期或日期时间' } },
  amount: { kinds: ['integer', 'decimal'], needed: { en: 'a number', 'zh-CN': '数字' } },
  order: { kinds: ['integer', 'decimal', 'date', 'timestamp'], needed: { en: 'a number or a date', 'zh-CN': '数字或日期' } },
  compare: {
    kinds: ['integer', 'decimal', 'date', 'time', 'timestamp', 'text'],
    needed: { en: 'a field with an order', 'zh-CN': '可比较的字段' },
  },
}

/** Most rows one report may ask for. */
const maxLimit = 50_000

/**
 * Everything its author should mend in a report: unknown fields, measures that cannot be taken of them, a chart that cannot draw it.
 * Paths are relative to the report.
 */
export function checkReport(report: ReportDocument, scope: Pick<Scope, 'typeOf'>, charts: readonly ChartType[] = chartTypes): Diagnostic[] {
  const found: Diagnostic[] = []
  const say = (code: keyof typeof reportMessages, path: string, params: MessageParams = {}, severity?: 'warning') =>
    void found.push(diagnose(reportMessages, code, path, params, severity))
  const field = (path: string, need: keyof typeof kinds, at: string): ValueType | undefined => {
    const type = scope.typeOf(pathOf(path))
    if (!type) say('report.field.unknown', at, { field: path })
    else if (!kinds[need].kinds.includes(type.kind) || (type.kind === 'reference' && type.many)) {
      say('report.field.unsuitable', at, { field: path, needed: kinds[need].needed })
    }
    return type
  }
  const whole = (value: number, min: number, max: number, at: string) => {
    if (!Number.isInteger(value) || value < min || value > max) say('report.number.out-of-range', at, { found: value, min, max })
  }
  const oneOf = (value: string | undefined, known: string[], at: string) => {
    if (value !== undefined && !known.includes(value)) say('report.timezone.unknown', at, { found: value, known })
  }
  const filter = (one: ReportFilter, at: string) => {
    if ('logic' in one) {
      found.push(...checkLogic(one.logic, scope, at + pointer('logic')).diagnostics)
    } else if ('in' in one) {
      field(one.field, 'period', at + pointer('field'))
      if ('last' in one.in && !spanOf(one.in.last)) say('report.span.unreadable', at + pointer('in', 'last'), { span: one.in.last })
    } else if ('empty' in one) {
      if (!scope.typeOf(pathOf(one.field))) say('report.field.unknown', at + pointer('field'), { field: one.field })
    } else if ('before' in one || 'after' in one || 'gte' in one || 'lte' in one) field(one.field, 'compare', at + pointer('field'))
    else if ('is' in one || 'not' in one || 'oneOf' in one) field(one.field, 'group', at + pointer('field'))
    else say('report.filter.unreadable', at)
  }
  const filters = (list: readonly ReportFilter[] | undefined, at: string) => {
    for (const [i, one] of (list ?? []).entries()) filter(one, at + pointer(i))
  }
  const names = new Set<Id>()
  const name = (id: Id, at: string) => {
    if (names.has(id)) say('report.name.twice', at, { name: id })
    names.add(id)
  }
  const dimension = (one: Dimension, at: string) => {
    field(one.field, one.by ? 'period' : 'group', at + pointer('field'))
    name(one.as, at + pointer('as'))
    if (!one.top) return
    whole(one.top.n, 1, 100, at + pointer('top', 'n'))
    if (!report.measureOrder.includes(one.top.by)) say('report.measure.unknown', at + pointer('top', 'by'), { measure: one.top.by })
    if (one.by)
      say('report.field.unsuitable', at + pointer('top'), {
        field: one.field,
        needed: { en: 'a dimension without periods', 'zh-CN': '不按周期分组的维度' },
      })
  }
  const measure = (id: Id, one: Measure, at: string) => {
    name(id, at)
    filters(one.where, at + pointer('where'))
    if ('sum' in one) field(one.sum, 'amount', at + pointer('sum'))
    else if ('avg' in one) field(one.avg, 'amount', at + pointer('avg'))
    else if ('min' in one) field(one.min, 'order', at + pointer('min'))
    else if ('max' in one) field(one.max, 'order', at + pointer('max'))
    else if ('avgDuration' in one) {
      const from = field(one.avgDuration.from, 'period', at + pointer('avgDuration', 'from'))
      const to = field(one.avgDuration.to, 'period', at + pointer('avgDuration', 'to'))
      if (from && to && from.kind !== to.kind) {
        say('report.field.unsuitable', at + pointer('avgDuration', 'to'), {
          field: one.avgDuration.to,
          needed: { en: 'the same kind of field as its beginning', 'zh-CN': '与起始字段相同的类型' },
        })
      }
    } else if ('ratio' in one) {
      for (const [i, part] of one.ratio.entries()) {
        const other = Object.hasOwn(report.measures, part) ? report.measures[part] : undefined
        if (!other) say('report.measure.unknown', at + pointer('ratio', i), { measure: part })
        else if ('ratio' in other) say('report.measure.circular', at + pointer('ratio', i), { measure: part })
      }
    }
  }

  oneOf(report.timezone, ['viewer', 'organisation'], pointer('timezone'))
  oneOf(report.weekStart, ['mon', 'sun'], pointer('weekStart'))
  for (const [i, one] of report.rows.entries()) dimension(one, pointer('rows', i))
  for (const [i, one] of (report.cols ?? []).entries()) dimension(one, pointer('cols', i))
  for (const [id, one] of Object.entries(report.measures)) measure(id, one, pointer('measures', id))
  for (const [i, id] of report.measureOrder.entries()) {
    if (!Object.hasOwn(report.measures, id)) say('report.measure.unknown', pointer('measureOrder', i), { measure: id })
  }
  const parts = new Set(Object.values(report.measures).flatMap((one) => ('ratio' in one ? one.ratio : [])))
  for (const id of Object.keys(report.measures)) {
    if (!report.measureOrder.includes(id) && !parts.has(id))
      say('report.measure.unlisted', pointer('measures', id), { measure: id }, 'warning')
  }
  filters(report.where, pointer('where'))
  for (const [i, { by }] of (report.sort ?? []).entries()) {
    if (!names.has(by) || (Object.hasOwn(report.measures, by) && !report.measureOrder.includes(by)))
      say('report.sort.unknown', pointer('sort', i, 'by'), { name: by })
  }
  if (report.limit !== undefined) whole(report.limit, 1, maxLimit, pointer('limit'))
  for (const [i, id] of (report.drill?.columns ?? []).entries()) {
    if (!scope.typeOf(pathOf(id))) say('report.field.unknown', pointer('drill', 'columns', i), { field: id })
  }

  const dimensionCount = dimensionsOf(report).length
  const measureCount = measuresOf(report).length
  if (dimensionCount + measureCount === 0) say('report.empty', '')
  const chart = charts.find((one) => one.type === report.chart.type)
  if (!chart) {
    say('report.chart.unknown', pointer('chart', 'type'), { type: report.chart.type, known: charts.map((one) => one.type) })
    return found
  }
  if (dimensionCount < chart.dimensions.min || dimensionCount > chart.dimensions.max) {
    say('report.chart.dimensions', pointer('chart', 'type'), { chart: chart.label, ...chart.dimensions, found: dimensionCount })
  }
  if (measureCount < chart.measures.min || measureCount > chart.measures.max) {
    say('report.chart.measures', pointer('chart', 'type'), { chart: chart.label, ...chart.measures, found: measureCount })
  }
  found.push(...checkConfig(chart.config, report.chart.config, pointer('chart', 'config')))
  return found
}
