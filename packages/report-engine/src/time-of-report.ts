import type { Dimension, ReportDocument } from './document.ts'
import { isUnit, type PeriodUnit, type Span, spanOf } from './periods.ts'
import { dimensionsOf } from './report-parts.ts'

/** The dimension that running totals and comparisons go along: the first one by periods. */
export function timeDimensionOf(report: ReportDocument): (Dimension & { by: PeriodUnit }) | undefined {
  return dimensionsOf(report).find((one): one is Dimension & { by: PeriodUnit } => isUnit(one.by))
}

/** The field whose filters a comparison moves: that of the time dimension, else of the first filter by a span. */
export function timeFieldOf(report: ReportDocument): string | undefined {
  return timeDimensionOf(report)?.field ?? rangeOf(report)?.field
}

/** How far `previous` goes back: one period of the time dimension, else the length of the report's own span. */
export function previousOf(report: ReportDocument): Span | undefined {
  const time = timeDimensionOf(report)
  if (time) return { count: 1, unit: time.by }
  const range = rangeOf(report)?.in
  if (!range) return undefined
  return 'this' in range ? { count: 1, unit: range.this } : spanOf(range.last)
}

function rangeOf(report: ReportDocument) {
  for (const filter of report.where ?? []) if ('in' in filter) return filter
  return undefined
}
