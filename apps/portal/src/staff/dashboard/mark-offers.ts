import type { Locale } from '@tangram/data-model'
import { formatValue, type Mark, type ReportDocument, type ReportResult } from '@tangram/report-engine'

/**
 * Whether a click on a mark of a report has more than one sensible meaning: it is a group with a figure. Stages of a funnel and cohorts lead
 * to who is in them.
 */
export const asksFirst = ({ measureOrder, rows, cols = [], funnel, cohort }: ReportDocument): boolean =>
  measureOrder.length > 0 && rows.length + cols.length > 0 && !funnel && !cohort

/** The figure of a mark as it is shown, of a total too; undefined where a mark has none, or several. */
export function figureOf(result: ReportResult, { cell, measure }: Mark, locale: Locale): string | undefined {
  const { columns, rows, totals = [], timezone, labels } = result
  const figures = [...columns.entries()].filter(([, { id, role }]) => role === 'measure' && (measure === undefined || id === measure))
  const [[place, column] = []] = figures
  if (figures.length !== 1 || place === undefined || !column) return undefined
  const over = columns.flatMap(({ id, role }) => (role === 'dimension' && !Object.hasOwn(cell, id) ? [id] : []))
  const among = over.length === 0 ? rows : totals.find((total) => isSame(total.over.toSorted(), over.toSorted()))?.rows
  const row = among?.find((values) => columns.every(({ id }, at) => !Object.hasOwn(cell, id) || isSame(values[at], cell[id])))
  const value = row?.[place]
  return value === undefined || value === null ? undefined : formatValue(value, column, { locale, timezone, ...(labels ? { labels } : {}) })
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
