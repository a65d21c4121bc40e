import { Button, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import {
  EmptyState,
  ErrorState,
  hasDuty,
  type Incident,
  notify,
  SkeletonLines,
  useIncidents,
  useRetryIncidents,
  useSession,
} from '@tangram/ui'
import { useState } from 'react'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { jobsTexts } from '../../texts/jobs.ts'
import { DismissDialog } from './dismiss-dialog.tsx'
import { FailedJob } from './failed-job.tsx'
import classes from './jobs-page.module.css'

/** What failed for good in the background, for administrators: read why, try again, or leave it undone for a reason. */
export default function JobsPage() {
  const t = useArea(jobsTexts)
  const isAdmin = hasDuty(useSession().data?.person, 'system')
  const { data, isPending, isError, error, refetch } = useIncidents(isAdmin)
  const retry = useRetryIncidents()
  const [leaving, setLeaving] = useState<Incident | null>(null)

  function tryAgain(ids?: string[]) {
    retry.mutate(ids, { onSuccess: ({ retried }) => void notify({ message: t('retried', { count: retried }) }) })
  }

  if (!isAdmin) {
    return (
      <Page title={t('title')} layout="read">
        <EmptyState title={t('adminsTitle')} text={t('admins')} />
      </Page>
    )
  }
  const incidents = data?.incidents ?? []
  return (
    <Page
      title={t('title')}
      layout="read"
      meta={data && data.open > 0 && t('waiting', { count: data.open })}
      actions={
        incidents.length > 1 && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} stroke={1.5} />}
            loading={retry.isPending && retry.variables === undefined}
            onClick={() => tryAgain()}
          >
            {t('retryAll')}
          </Button>
        )
      }
    >
      <Text c="dimmed" mb="md">
        {t('hint')}
      </Text>
      {isPending && <SkeletonLines />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {retry.isError && <ErrorState error={retry.error} />}
      {data?.open === 0 && <EmptyState figure="fish" title={t('emptyTitle')} text={t('empty')} />}
      {incidents.length > 0 && (
        <ul className={classes.list} aria-label={t('list')}>
          {incidents.map((incident) => (
            <FailedJob
              key={incident.id}
              incident={incident}
              isRetrying={retry.isPending && retry.variables?.[0] === incident.id}
              onRetry={() => tryAgain([incident.id])}
              onDismiss={() => setLeaving(incident)}
            />
          ))}
        </ul>
      )}
      {data && data.open > incidents.length && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('more', { count: incidents.length })}
        </Text>
      )}
      {leaving && <DismissDialog incident={leaving} onClose={() => setLeaving(null)} />}
    </Page>
  )
}
