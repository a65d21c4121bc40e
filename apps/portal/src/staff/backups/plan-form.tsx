import { Button, Chip, Group, Modal, NumberInput, PasswordInput, Radio, Stack, Switch, TextInput } from '@mantine/core'
import { ErrorState, notify, useClient } from '@tangram/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { backupsTexts } from '../../texts/backups.ts'
import { type BackupPlan, type BackupsOverview, backupsKey } from './backup.ts'

const noBucket = { endpoint: '', bucket: '', prefix: '', region: 'us-east-1', accessKeyId: '' }
const days = [1, 2, 3, 4, 5, 6, 7] as const

/** When backups are made, where they go and how long they stay. What is secret is written, never shown. */
export function PlanForm({ overview, onClose }: { overview: BackupsOverview; onClose: () => void }) {
  const t = useArea(backupsTexts)
  const client = useClient()
  const queries = useQueryClient()
  const [plan, setPlan] = useState(overview.plan)
  const [secrets, setSecrets] = useState({ passphrase: '', secretAccessKey: '' })
  const change = (changes: Partial<BackupPlan>) => setPlan({ ...plan, ...changes })
  const bucket = plan.bucket ?? noBucket
  const save = useMutation({
    mutationFn: () => {
      const given = Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== ''))
      const body = { version: overview.version, ...plan, bucket: plan.place === 'bucket' ? bucket : null, ...given }
      return client.send('PUT', '/backups/plan', body)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: backupsKey })
      void notify({ kind: 'success', message: t('saved') })
      onClose()
    },
  })
  const number = (name: 'hours' | 'keep' | 'megabytesPerSecond', min: number, max: number, description?: string) => (
    <NumberInput
      label={t(name)}
      description={description}
      value={plan[name]}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      onChange={(value) => typeof value === 'number' && change({ [name]: value })}
    />
  )
  const ofBucket = (name: keyof typeof noBucket, label: 'endpoint' | 'bucketName' | 'prefix' | 'region' | 'accessKeyId') => (
    <TextInput
      label={t(label)}
      withAsterisk={name !== 'prefix'}
      value={bucket[name]}
      placeholder={name === 'endpoint' ? 'https://' : ''}
      onChange={(event) => change({ bucket: { ...bucket, [name]: event.currentTarget.value.trim() } })}
    />
  )
  const secret = (name: keyof typeof secrets, isKept: boolean, description?: string) => (
    <PasswordInput
      label={t(name)}
      description={description}
      placeholder={isKept ? t('kept') : ''}
      withAsterisk={!isKept}
      autoComplete="new-password"
      value={secrets[name]}
      onChange={(event) => setSecrets({ ...secrets, [name]: event.currentTarget.value })}
    />
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }

  return (
    <Modal opened onClose={onClose} title={t('settings')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Switch label={t('enabled')} checked={plan.enabled} onChange={(event) => change({ enabled: event.currentTarget.checked })} />
          <Radio.Group label={t('when')} value={plan.every} onChange={(every) => change({ every: every as BackupPlan['every'] })}>
            <Group mt={6}>
              <Radio value="days" label={t('everyDays')} />
              <Radio value="hours" label={t('everyHours')} />
            </Group>
          </Radio.Group>
          {plan.every === 'hours' && number('hours', 1, 168)}
          {plan.every === 'days' && (
            <>
              <TextInput
                type="time"
                label={t('time')}
                description={t('zone', { zone: overview.zone })}
                value={plan.time}
                onChange={(event) => event.currentTarget.value && change({ time: event.currentTarget.value.slice(0, 5) })}
              />
              <Chip.Group multiple value={plan.days.map(String)} onChange={(chosen) => change({ days: chosen.map(Number).sort() })}>
                <Group gap={6} role="group" aria-label={t('days')}>
                  {days.map((day) => (
                    <Chip key={day} value={String(day)} size="xs">
                      {t(`day${day}`)}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
            </>
          )}
          <Radio.Group label={t('place')} value={plan.place} onChange={(place) => change({ place: place as BackupPlan['place'] })}>
            <Stack gap={6} mt={6}>
              <Radio
                value="folder"
                label={t('folder')}
                description={overview.folder}
                styles={{ description: { overflowWrap: 'anywhere' } }}
              />
              <Radio value="bucket" label={t('bucket')} />
            </Stack>
          </Radio.Group>
          {plan.place === 'bucket' && (
            <>
              {ofBucket('endpoint', 'endpoint')}
              {ofBucket('bucket', 'bucketName')}
              {ofBucket('prefix', 'prefix')}
              {ofBucket('region', 'region')}
              {ofBucket('accessKeyId', 'accessKeyId')}
              {secret('secretAccessKey', overview.hasSecretKey)}
            </>
          )}
          {number('keep', 1, 365)}
          <NumberInput
            label={t('keepDays')}
            description={t('keepDaysHint')}
            value={plan.keepDays ?? ''}
            min={1}
            max={3650}
            allowDecimal={false}
            clampBehavior="blur"
            onChange={(value) => change({ keepDays: typeof value === 'number' ? value : null })}
          />
          {number('megabytesPerSecond', 1, 1_000, t('paceHint'))}
          {secret('passphrase', overview.hasPassphrase, t('passphraseHint'))}
          {save.isError && <ErrorState error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
