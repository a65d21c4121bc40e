import type { Id, LocalizedText } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import type { Aggregate, Calculation, Measure, ReportDocument, ReportFilter } from '../../document.ts'

/** A measure as a question writes it: its label is its id. */
export type AskedMeasure = ({ where?: ReportFilter[] } & Aggregate) | Calculation

/**
 * One question to a data set, as a report and as SQL written by hand. The SQL gives the columns of the result in their order and its
 * rows in theirs; `Others` stands for the others. Each total is SQL too, in any order, with null where it sums over.
 */
export type Question = {
  ask: Required<LocalizedText>
  report: Pick<ReportDocument, 'from'> & Partial<Omit<ReportDocument, 'measures'>> & { measures: { [id: Id]: AskedMeasure } }
  sql: string
  totals?: { over: Id[]; sql: string }[]
  zone?: string
  truncated?: true
}

/** When and where a question is asked. */
export const givenOf = ({ zone }: Question): Given => ({ now: '2026-11-22T08:00:00.000Z', zone: zone ?? 'Asia/Shanghai' })

export function documentOf({ ask, report }: Question): ReportDocument {
  const measures = Object.fromEntries(
    Object.entries(report.measures).map(([id, measure]): [Id, Measure] => [id, { label: { en: id, 'zh-CN': id }, ...measure }]),
  )
  return { id: 'question', label: ask, rows: [], measureOrder: Object.keys(measures), chart: { type: 'table' }, ...report, measures }
}

/** A question in both languages with its report and its SQL. */
export function question(
  en: string,
  zh: string,
  report: Question['report'],
  sql: string,
  more: Pick<Question, 'totals' | 'zone' | 'truncated'> = {},
): Question {
  return { ask: { en, 'zh-CN': zh }, report, sql, ...more }
}
