import { type Id, type Locale, textIn } from '@tangram/data-model'
import {
  aggregateOf,
  type Cell,
  calculationOf,
  formatValue,
  type Mark,
  partsOf,
  type ReportDocument,
  type ReportResult,
  type ReportScope,
} from '@tangram/report-engine'

/** A cell in words: “October 2026 · Printers”; empty for that of a report without groups. */
export function wordsOfCell(result: ReportResult, cell: Cell, locale: Locale): string {
  const reader = { locale, timezone: result.timezone, ...(result.labels ? { labels: result.labels } : {}) }
  return result.columns
    .flatMap((column) =>
      column.role === 'dimension' && Object.hasOwn(cell, column.id) ? [formatValue(cell[column.id], column, reader)] : [],
    )
    .join(' · ')
}

/** Groups with one figure alone, highest first; the whole result where it has no such figure, or is along the calendar. */
export function onlyFigure(result: ReportResult, measure: Id | undefined): ReportResult {
  const kept = result.columns.flatMap(({ id, role }, at) => (role === 'dimension' || id === measure ? [at] : []))
  const place = result.columns.findIndex(({ id }) => id === measure)
  if (place < 0 || kept.length === result.columns.length) return result
  const isOrdered = result.columns.some(({ role, by }) => role === 'dimension' && by)
  const figure = (row: ReportResult['rows'][number]) => (row[place] === null ? Number.NEGATIVE_INFINITY : Number(row[place]))
  const rows = isOrdered ? result.rows : result.rows.toSorted((a, b) => figure(b) - figure(a) || 0)
  const { totals: _, ...rest } = result
  return {
    ...rest,
    columns: kept.flatMap((at) => result.columns[at] ?? []),
    rows: rows.map((row) => kept.map((at) => row[at] ?? null)),
  }
}

/** Whether groups that the report leaves out are behind a mark too: it is over some dimension, of which not every group is shown. */
export function hasUnshown(report: Pick<ReportDocument, 'having'>, result: ReportResult | undefined, cell: Cell): boolean {
  const isOver = result?.columns.some(({ id, role }) => role === 'dimension' && !Object.hasOwn(cell, id)) === true
  return isOver && (result.truncated || Boolean(report.having?.length))
}

/** Why the number of records may differ from the figure that was clicked; undefined where it is that figure. */
export type Behind = { why: 'parts'; figure: string; parts: string } | { why: 'values' | 'rows'; figure: string } | { why: 'dataset' }

/** What the records behind a figure are to it. */
export function behind(
  report: ReportDocument,
  measure: Id | undefined,
  { isDataset, scope, locale }: { isDataset: boolean; scope: ReportScope | undefined; locale: Locale },
): Behind | undefined {
  const id = measure ?? (report.measureOrder.length === 1 ? report.measureOrder[0] : undefined)
  const found = id === undefined ? undefined : report.measures[id]
  const name = (of: Id) => textIn(report.measures[of]?.label, locale, of)
  const calculation = found && calculationOf(found)
  if (id !== undefined && calculation) {
    const parts = [...new Set(partsOf(calculation).map((part) => part.measure))]
    return { why: 'parts', figure: name(id), parts: parts.map(name).join(locale === 'zh-CN' ? '、' : ', ') }
  }
  const aggregate = found && aggregateOf(found)
  if (id !== undefined && aggregate && 'count' in aggregate && aggregate.count !== '*') {
    const grain = scope?.follow?.(aggregate.count.split('.'))?.grain ?? []
    if (grain.length > 0) return { why: 'rows', figure: name(id) }
  }
  if (isDataset) return { why: 'dataset' }
  if (id !== undefined && aggregate && !('count' in aggregate)) return { why: 'values', figure: name(id) }
  return undefined
}

/**
 * How many more records a plain count has than the reader may see, where figures are counted with somebody else's rights; 0 where the mark
 * is no such count, or is not in the result.
 */
export function unseen(report: ReportDocument, result: ReportResult | undefined, { cell, measure }: Mark, count: number): number {
  const id = measure ?? (report.measureOrder.length === 1 ? report.measureOrder[0] : undefined)
  const found = id === undefined ? undefined : report.measures[id]
  const aggregate = found && aggregateOf(found)
  if (!result || !aggregate || !('count' in aggregate) || aggregate.count !== '*') return 0
  const place = result.columns.findIndex((column) => column.id === id)
  const dimensions = result.columns.flatMap((column, at) => (column.role === 'dimension' ? [{ id: column.id, at }] : []))
  const named = dimensions.filter((one) => Object.hasOwn(cell, one.id))
  const over = dimensions.filter((one) => !named.includes(one)).map((one) => one.id)
  const total = result.totals?.find((one) => one.over.length === over.length && over.every((each) => one.over.includes(each)))
  const rows = over.length === 0 ? result.rows : (total?.rows ?? [])
  const row = rows.find((each) => named.every((one) => JSON.stringify(cell[one.id]) === JSON.stringify(each[one.at] ?? null)))
  return Math.max(0, Number(row?.[place] ?? 0) - count)
}
