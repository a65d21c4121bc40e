import { Button, Code, Text } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import { type Incident, useApp, useFormat } from '@tangram/ui'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { jobsTexts } from '../../texts/jobs.ts'
import classes from './jobs-page.module.css'

type FailedJobProps = { incident: Incident; isRetrying: boolean; onRetry: () => void; onDismiss: () => void }

/** One job: what it was to do, why it could not, about which record, when and how often. */
export function FailedJob({ incident, isRetrying, onRetry, onDismiss }: FailedJobProps) {
  const t = useArea(jobsTexts)
  const format = useFormat()
  const what = format.text(incident.what, incident.kind)
  return (
    <li className={classes.job}>
      <div className={classes.words}>
        <Text fw={600}>{what}</Text>
        <Text>{format.text(incident.why)}</Text>
        <Text component="div" size="sm" c="dimmed" className={classes.facts}>
          <time dateTime={incident.at} title={format.instant(incident.at)}>
            {format.relative(incident.at)}
          </time>
          <span>{t('attempts', { count: incident.attempts })}</span>
          {incident.record && (
            <span>
              {t('about')} <RecordLink incident={incident} />
            </span>
          )}
        </Text>
        <Text component="details" size="sm" mt={4} className={classes.details}>
          <summary>{t('details')}</summary>
          <Code block mt={4}>
            {`${incident.kind}\n${incident.error}`}
          </Code>
        </Text>
      </div>
      <div className={classes.actions}>
        <Button size="sm" variant="default" aria-label={t('retryOf', { what })} loading={isRetrying} onClick={onRetry}>
          {t('retry')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" aria-label={t('dismissOf', { what })} onClick={onDismiss}>
          {t('dismiss')}
        </Button>
      </div>
    </li>
  )
}

function RecordLink({ incident: { app, entity, record, title } }: { incident: Incident }) {
  const t = useArea(jobsTexts)
  const document = useApp(title !== null && app !== null ? app : undefined).data?.document
  const view = inOrder(document?.views).find((candidate) => candidate.entity === entity)
  if (title === null) return t('hiddenRecord')
  return view ? <Link href={`/a/${app}/${view.id}/${record}`}>{title}</Link> : title
}
