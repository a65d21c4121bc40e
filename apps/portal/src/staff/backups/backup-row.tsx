import { Badge, Button, Text } from '@mantine/core'
import { ErrorState, useClient, useFormat } from '@tangram/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useArea } from '../../texts/area.ts'
import { backupsTexts } from '../../texts/backups.ts'
import classes from '../stand-ins/stand-ins.module.css'
import { type Backup, backupsKey } from './backup.ts'

const colors = { waiting: 'gray', running: 'brand', good: 'success', incomplete: 'warning', failed: 'danger', removed: 'gray' } as const

export function BackupRow({ backup }: { backup: Backup }) {
  const t = useArea(backupsTexts)
  const format = useFormat()
  const client = useClient()
  const queries = useQueryClient()
  const check = useMutation({
    mutationFn: () => client.send('POST', `/backups/${backup.id}/check`),
    onSettled: () => queries.invalidateQueries({ queryKey: backupsKey }),
  })
  const { state, checkState, amounts, checkedAt, release } = backup
  const isThere = state === 'good' || state === 'incomplete'
  const isDamaged = isThere && checkState === 'damaged'
  const problem = backup.error ?? (isThere ? backup.checkError : null)
  return (
    <li className={classes.rule}>
      <div className={classes.words}>
        <strong>{format.instant(backup.begunAt, 'short')}</strong>{' '}
        <Badge color={isDamaged ? 'danger' : colors[state]}>{isDamaged ? t('damaged') : t(`state.${state}`)}</Badge>{' '}
        {isThere && checkState === 'running' && <Badge color="brand">{t('checking')}</Badge>}
        <div className={classes.facts}>
          <span>{t(backup.why === 'schedule' ? 'bySchedule' : 'byHand')}</span>
          {amounts.stored > 0 && <span>{format.bytes(amounts.stored)}</span>}
          {amounts.rows > 0 && <span>{t('amounts', { rows: format.number(amounts.rows), files: format.number(amounts.files) })}</span>}
          {amounts.missing > 0 && <span>{t('missing', { count: amounts.missing })}</span>}
          {release && <span>{t('release', { release })}</span>}
          {isThere && checkedAt && <span>{t('checkedAt', { when: format.relative(checkedAt) })}</span>}
        </div>
        {problem && (
          <Text size="sm" c="danger" style={{ overflowWrap: 'anywhere' }}>
            {format.text(problem.text, problem.code)} {format.text(problem.fix, '')}
          </Text>
        )}
        {check.isError && <ErrorState error={check.error} />}
      </div>
      {isThere && (
        <Button
          variant="default"
          size="xs"
          disabled={checkState === 'running'}
          loading={check.isPending}
          aria-label={t('checkOf', { name: backup.name })}
          onClick={() => check.mutate()}
        >
          {t('check')}
        </Button>
      )}
    </li>
  )
}
