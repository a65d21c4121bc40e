import { decimal, type Id, integer, type Locale, textIn } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { calculationOf, partsOf, type ReportDocument } from '@tangram/report-engine'
import { freeName } from './edit-report.ts'

/** The name of a formula that was only just added. */
const newFormula = { 'zh-CN': '公式', en: 'Formula' }
const newRatio = { 'zh-CN': '比率', en: 'Ratio' }

/** The report with a formula over its figures, which begins as the first of them; unchanged while there is none. */
export function addFormula(report: ReportDocument): Partial<ReportDocument> {
  const [first] = report.measureOrder
  if (first === undefined) return {}
  const id = freeName(report, 'formula')
  return {
    measures: { ...report.measures, [id]: { label: newFormula, logic: { var: first } } },
    measureOrder: [...report.measureOrder, id],
  }
}

/** The report with its first figure divided by its second; unchanged while it has no two that are taken from records. */
export function addRatio(report: ReportDocument): Partial<ReportDocument> {
  const [over, under] = dividable(report)
  if (over === undefined || under === undefined) return {}
  const id = freeName(report, 'ratio')
  return {
    measures: { ...report.measures, [id]: { label: newRatio, ratio: [over, under] } },
    measureOrder: [...report.measureOrder, id],
  }
}

/** The figures that a ratio divides: those taken from records, so that a total of it is a ratio of sums. */
export const dividable = ({ measures, measureOrder }: Pick<ReportDocument, 'measures' | 'measureOrder'>): Id[] =>
  measureOrder.filter((id) => measures[id] && !calculationOf(measures[id]))

/** The names a formula may use: the figures of the report by their labels, without itself and those made of it. */
export function formulaScope(report: ReportDocument, of: Id, locale: Locale): Scope {
  const usable = Object.keys(report.measures).filter((id) => id !== of && !isMadeOf(report, id, of))
  const labelOf = (id: Id) => textIn(report.measures[id]?.label ?? {}, locale, id)
  return {
    typeOf: ([id = '', ...more]) => {
      const measure = more.length === 0 && usable.includes(id) ? report.measures[id] : undefined
      return measure && ('count' in measure || 'distinct' in measure ? integer() : decimal(38, 10))
    },
    labelOf: ([id = '']) => (usable.includes(id) ? labelOf(id) : undefined),
    names: () => usable.map((id) => ({ path: [id], label: labelOf(id) })),
    inDatabase: true,
  }
}

/** Whether a figure is made of another, directly or by others in between. */
export function isMadeOf(report: ReportDocument, id: Id, of: Id, seen: readonly Id[] = []): boolean {
  const measure = report.measures[id]
  const calculation = measure && calculationOf(measure)
  if (!calculation || seen.includes(id)) return false
  return partsOf(calculation).some((part) => part.measure === of || isMadeOf(report, part.measure, of, [...seen, id]))
}
