import { Card, Title } from '@mantine/core'
import type { ReportDocument } from '@tangram/report-engine'
import { ChartView, EmptyState, ErrorBoundary, ErrorState, useTranslation } from '@tangram/ui'
import { useId } from 'react'
import classes from './report-editor.module.css'
import { useReportPreview } from './use-report-preview.ts'

/** The report as it is now, drawn from the records there are and its author may see. */
export function ReportPreview({ report }: { report: ReportDocument }) {
  const { t } = useTranslation('designer')
  const headingId = useId()
  return (
    <Card withBorder padding="md" className={classes.preview} component="section" aria-labelledby={headingId}>
      <Title order={2} size="h4" id={headingId}>
        {t('preview')}
      </Title>
      <div className={classes.drawing}>
        <Drawn report={report} />
      </div>
    </Card>
  )
}

function Drawn({ report }: { report: ReportDocument }) {
  const { t } = useTranslation('designer')
  const { state, shown, error, retry } = useReportPreview(report)
  if (state === 'unpublished') {
    return <EmptyState compact figure="mountain" title={t('preview-unpublished')} text={t('preview-unpublished-text')} />
  }
  if (error) return <ErrorState error={error} onRetry={retry} />
  return (
    <ErrorBoundary resetOn={JSON.stringify(shown?.report)}>
      <ChartView report={shown?.report ?? report} result={shown?.result} />
    </ErrorBoundary>
  )
}
