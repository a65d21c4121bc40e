import { Badge, Button, Text, Title } from '@mantine/core'
import { ErrorState, notify, SkeletonLines, useEndSessions, useFormat, useOwnSessions } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { securityTexts } from '../../texts/security.ts'
import { deviceOf } from './device-of.ts'
import classes from './security.module.css'

export function OwnSessions() {
  const t = useArea(securityTexts)
  const format = useFormat()
  const sessions = useOwnSessions()
  const end = useEndSessions()
  const endNow = (id?: string) => end.mutate(id, { onSuccess: () => void notify({ message: t('ended') }) })
  const inOrder = sessions.data?.toSorted((a, b) => Number(b.isThis) - Number(a.isThis))
  return (
    <section className={classes.section}>
      <div className={classes.heading}>
        <Title order={2} fz={16}>
          {t('sessions')}
        </Title>
        {(sessions.data?.length ?? 0) > 1 && (
          <Button variant="default" size="xs" loading={end.isPending && end.variables === undefined} onClick={() => endNow()}>
            {t('endOthers')}
          </Button>
        )}
      </div>
      <Text c="dimmed" mb="sm">
        {t('sessionsHint')}
      </Text>
      {sessions.isPending && <SkeletonLines lines={3} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {end.isError && <ErrorState error={end.error} />}
      {inOrder && (
        <ul className={classes.list} aria-label={t('sessions')}>
          {inOrder.map((session) => {
            const device = deviceOf(session.userAgent) ?? t('unknownDevice')
            return (
              <li key={session.id}>
                <div className={classes.words}>
                  <strong>{device}</strong> {session.isThis && <Badge color="success">{t('this')}</Badge>}
                  <div className={classes.facts}>
                    <span>{t('lastUsed', { when: format.relative(session.lastUsedAt) })}</span>
                    <span>{t('since', { when: format.instant(session.createdAt) })}</span>
                    {session.ip && <span>{t('network', { ip: session.ip })}</span>}
                  </div>
                </div>
                {!session.isThis && (
                  <Button
                    variant="default"
                    size="xs"
                    loading={end.isPending && end.variables === session.id}
                    aria-label={t('endOf', { device })}
                    onClick={() => endNow(session.id)}
                  >
                    {t('end')}
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
