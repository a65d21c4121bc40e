import { Skeleton } from '@mantine/core'
import type { Cell, Mark, ReportDocument, ReportResult } from '@tangram/report-engine'
import { lazy, Suspense } from 'react'
import { Delayed } from '../feedback/delayed.tsx'
import { EmptyState } from '../feedback/empty-state.tsx'
import { ErrorState } from '../feedback/error-state.tsx'
import { useTranslation } from '../i18n/use-translation.ts'

const Chart = lazy(() => import('./chart.tsx'))

/** Begins to load what charts are drawn with, before there is anything to draw. */
export async function loadCharts(): Promise<void> {
  await Promise.all([import('./chart.tsx'), import('./drawing.tsx')])
}

export type ChartViewProps = {
  report: Pick<ReportDocument, 'label' | 'chart'> & Partial<Pick<ReportDocument, 'cols'>>
  /** Absent while it is on its way. */
  result: ReportResult | undefined
  error?: unknown
  onRetry?: () => void
  /** A click (or Enter) on a bar, slice, point, row or figure: the dimension values behind it. */
  onMark?: (mark: Mark) => void
  /** The cell that is being looked at: its marks stand out from the others. */
  chosen?: Cell | undefined
}

/** A report drawn. Fills its box; loads its drawing code when first shown. */
export function ChartView({ report, result, error, onRetry, onMark, chosen }: ChartViewProps) {
  const { t } = useTranslation('ui')
  if (error && !result) return <ErrorState error={error} {...(onRetry ? { onRetry } : {})} />
  const waiting = (
    <Delayed>
      <Skeleton height="100%" mih={80} />
    </Delayed>
  )
  if (!result) return waiting
  if (result.rows.length === 0) return <EmptyState compact figure="mountain" title={t('chart.empty')} text={t('chart.empty-text')} />
  return (
    <Suspense fallback={waiting}>
      <Chart report={report} result={result} chosen={chosen} {...(onMark ? { onMark } : {})} />
    </Suspense>
  )
}
