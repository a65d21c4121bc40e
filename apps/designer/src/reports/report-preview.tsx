import { Card, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { ReportDocument, ReportResult } from '@tangram/report-engine'
import { ApiProblem, ChartView, EmptyState, ErrorBoundary, ErrorState, useClient, useLoad, useTranslation } from '@tangram/ui'
import { useId } from 'react'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import classes from './report-editor.module.css'

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
  const { usedIds } = useDraft()
  const { app } = useDraftActions()
  const client = useClient()
  // Names are typed letter by letter; one question once the typing rests.
  const [asked] = useDebouncedValue(report, 400)
  const isPublished = Object.hasOwn(usedIds, report.from)
  const { data, error, retry } = useLoad(isPublished ? JSON.stringify(asked) : null, async (signal) => ({
    report: asked,
    result: await client.send<ReportResult>('POST', `/apps/${app}/draft/reports/run`, { report: asked }, { signal }),
  }))
  const isAway = error instanceof ApiProblem && error.code === 'storage.entity.unknown'
  if (!isPublished || isAway) {
    return <EmptyState compact figure="mountain" title={t('preview-unpublished')} text={t('preview-unpublished-text')} />
  }
  if (error) return <ErrorState error={error} onRetry={retry} />
  return (
    <ErrorBoundary resetOn={JSON.stringify(data?.report)}>
      <ChartView report={data?.report ?? report} result={data?.result} />
    </ErrorBoundary>
  )
}
