import { Alert, Button, Text, Title } from '@mantine/core'
import { IconDatabaseExport } from '@tabler/icons-react'
import { EmptyState, ErrorState, hasDuty, notify, SkeletonLines, useClient, useFormat, useSession } from '@tangram/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { backupsTexts } from '../../texts/backups.ts'
import classes from '../stand-ins/stand-ins.module.css'
import { type BackupsOverview, backupsKey, useBackups } from './backup.ts'
import { BackupRow } from './backup-row.tsx'
import { PlanForm } from './plan-form.tsx'

/** Backups that the server makes by itself, for administrators. */
export default function BackupsPage() {
  const t = useArea(backupsTexts)
  const isAdmin = hasDuty(useSession().data?.person, 'system')
  const client = useClient()
  const queries = useQueryClient()
  const found = useBackups(isAdmin)
  const [isEditing, setEditing] = useState(false)
  const begin = useMutation({
    mutationFn: () => client.send('POST', '/backups'),
    onSuccess: () => void notify({ kind: 'success', message: t('begun') }),
    onSettled: () => queries.invalidateQueries({ queryKey: backupsKey }),
  })
  if (!isAdmin) {
    return (
      <Page title={t('title')} layout="read">
        <EmptyState title={t('adminsTitle')} text={t('admins')} />
      </Page>
    )
  }
  const { data } = found
  const isRunning = data?.backups.some(({ state }) => state === 'waiting' || state === 'running') ?? false
  const now = (
    <Button
      leftSection={<IconDatabaseExport size={18} stroke={1.5} />}
      disabled={!data?.hasPassphrase || isRunning}
      loading={begin.isPending}
      onClick={() => begin.mutate()}
    >
      {t('backUpNow')}
    </Button>
  )
  return (
    <Page title={t('title')} layout="read" primary={now}>
      {found.isPending && <SkeletonLines lines={4} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {begin.isError && <ErrorState error={begin.error} />}
      {data && <Plan overview={data} onEdit={() => setEditing(true)} />}
      {data && (
        <section className={classes.section}>
          <Title order={2} fz={16} mb="xs">
            {t('list')}
          </Title>
          {data.backups.length === 0 && <EmptyState figure="boat" title={t('none')} text={t('noneText')} />}
          {data.backups.length > 0 && (
            <ul className={classes.list} aria-label={t('list')}>
              {data.backups.map((backup) => (
                <BackupRow key={backup.id} backup={backup} />
              ))}
            </ul>
          )}
        </section>
      )}
      {isEditing && data && <PlanForm overview={data} onClose={() => setEditing(false)} />}
    </Page>
  )
}

/** How things stand: the last good one first. */
function Plan({ overview, onEdit }: { overview: BackupsOverview; onEdit: () => void }) {
  const t = useArea(backupsTexts)
  const format = useFormat()
  const { plan, lastGoodAt, nextAt, restoredAt, hasPassphrase, folder } = overview
  const { bucket } = plan
  const place =
    plan.place === 'bucket' && bucket ? t('inBucket', { bucket: `${bucket.bucket}/${bucket.prefix}` }) : t('inFolder', { folder })
  return (
    <>
      {restoredAt && (
        <Alert color="warning" mb="md">
          {t('restored')}
        </Alert>
      )}
      {!hasPassphrase && (
        <Alert color="warning" mb="md">
          {t('noPassphrase')}
        </Alert>
      )}
      <div className={`${classes.list} ${classes.rule}`}>
        <div className={classes.words}>
          <Text fw={600}>{lastGoodAt ? t('lastGood', { when: format.relative(lastGoodAt) }) : t('never')}</Text>
          <div className={classes.facts}>
            <span>{nextAt ? t('next', { when: format.instant(nextAt, 'short') }) : t('isOff')}</span>
            <span style={{ overflowWrap: 'anywhere' }}>{place}</span>
            <span>{t('keeps', { count: plan.keep })}</span>
          </div>
        </div>
        <Button variant="default" size="xs" onClick={onEdit}>
          {t('edit')}
        </Button>
      </div>
    </>
  )
}
