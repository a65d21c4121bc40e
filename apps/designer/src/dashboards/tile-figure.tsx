import type { ReportDocument, ReportResult } from '@tangram/report-engine'
import { ChartView, ErrorBoundary, ErrorState, Icon, useTranslation } from '@tangram/ui'
import { memo } from 'react'
import { platform } from '../platform.ts'
import { useReportPreview } from '../reports/use-report-preview.ts'
import classes from './tile-card.module.css'

/** What a tile shows, drawn from the records there are. Moving a tile draws nothing again. Only looked at: the tile is what one takes hold of. */
export const TileFigure = memo(function TileFigure({ report }: { report: ReportDocument }) {
  const { t } = useTranslation('designer')
  const { state, shown, error, retry } = useReportPreview(report)
  if (state === 'unpublished') {
    return (
      <div className={classes.unpublished}>
        <Icon name={platform.charts.find(({ type }) => type === report.chart.type)?.icon} size={24} />
        <span>{t('preview-unpublished')}</span>
      </div>
    )
  }
  if (error) return <ErrorState error={error} onRetry={retry} />
  return <Drawn report={shown?.report ?? report} result={shown?.result} />
})

/** Apart from what asks for it: a change of the draft elsewhere draws no chart again. */
const Drawn = memo(function Drawn({ report, result }: { report: ReportDocument; result: ReportResult | undefined }) {
  return (
    <div className={classes.drawing} inert>
      <ErrorBoundary resetOn={JSON.stringify(report)}>
        <ChartView report={report} result={result} />
      </ErrorBoundary>
    </div>
  )
})
