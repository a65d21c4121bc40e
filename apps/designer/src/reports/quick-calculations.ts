import type { Id, LocalizedText } from '@tangram/data-model'
import { type Calculation, checkReport, type Measure, type ReportDocument, type ReportScope } from '@tangram/report-engine'
import { platform } from '../platform.ts'
import { freeName } from './edit-report.ts'

/** What people make of a figure with one click, by the words they use for it. */
export const quickCalculations = [
  'year-before',
  'period-before',
  'share',
  'running',
  'rank',
  'moving',
  'target',
  'of-first',
  'of-previous',
] as const
export type QuickCalculation = (typeof quickCalculations)[number]

const made: { [kind in QuickCalculation]: { of(id: Id): Calculation; name: Required<LocalizedText>; format?: Measure['format'] } } = {
  'year-before': {
    of: (of) => ({ of, compare: '-1 year', show: 'percent' }),
    name: { en: 'against the year before', 'zh-CN': '同比' },
    format: 'percent',
  },
  'period-before': {
    of: (of) => ({ of, compare: 'previous', show: 'percent' }),
    name: { en: 'against the period before', 'zh-CN': '环比' },
    format: 'percent',
  },
  share: { of: (of) => ({ of, share: 'total' }), name: { en: 'share of the total', 'zh-CN': '占比' }, format: 'percent' },
  running: { of: (of) => ({ of, running: 'all' }), name: { en: 'running total', 'zh-CN': '累计' } },
  rank: { of: (of) => ({ of, rank: 'desc' }), name: { en: 'rank', 'zh-CN': '排名' } },
  moving: { of: (of) => ({ of, moving: 3 }), name: { en: 'mean of 3 periods', 'zh-CN': '三期移动平均' } },
  target: { of: (of) => ({ of, target: 100, show: 'attainment' }), name: { en: 'target reached', 'zh-CN': '达成率' }, format: 'percent' },
  'of-first': {
    of: (of) => ({ of, conversion: 'first' }),
    name: { en: 'of the first stage or period', 'zh-CN': '占首阶段（首期）' },
    format: 'percent',
  },
  'of-previous': {
    of: (of) => ({ of, conversion: 'previous' }),
    name: { en: 'of the one before', 'zh-CN': '占上一阶段（上期）' },
    format: 'percent',
  },
}

/** The report with a figure made of another, named after both. */
export function withCalculation(report: ReportDocument, of: Id, kind: QuickCalculation): Partial<ReportDocument> {
  const { of: calculation, name, format } = made[kind]
  const base = report.measures[of]
  const id = freeName(report, `${of}_${kind.replaceAll('-', '_')}`)
  const label = {
    en: `${base?.label.en ?? base?.label['zh-CN'] ?? of}, ${name.en}`,
    'zh-CN': `${base?.label['zh-CN'] ?? base?.label.en ?? of}${name['zh-CN']}`,
  }
  const own = kind === 'running' || kind === 'moving' ? base?.format : format
  const measure: Measure = { label, ...(own ? { format: own } : {}), ...calculation(of) }
  const at = report.measureOrder.indexOf(of) + 1
  return {
    measures: { ...report.measures, [id]: measure },
    measureOrder: [...report.measureOrder.slice(0, at), id, ...report.measureOrder.slice(at)],
  }
}

/** Those that make sense of a figure in this report: the report would have no fault more. */
export function calculationsFor(report: ReportDocument, of: Id, scope: ReportScope): QuickCalculation[] {
  const faults = (one: ReportDocument) => checkReport(one, scope, platform.charts).filter(({ severity }) => severity === 'error').length
  const before = faults(report)
  return quickCalculations.filter((kind) => faults({ ...report, ...withCalculation(report, of, kind) }) <= before)
}
