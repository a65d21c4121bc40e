import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useFormat } from '../format/use-format.ts'
import { useTranslation } from '../i18n/use-translation.ts'

export type ProgressBarProps = {
  /** What is being done. */
  label: string
  /** How much is done, 0 to 1; absent when nobody knows. */
  share?: number
  onCancel?: () => void
}

/** Long work: how far it is, how long it will still take, and a way to stop it. */
export function ProgressBar({ label, share, onCancel }: ProgressBarProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const [startedAt] = useState(() => Date.now())
  const [now, setNow] = useState(startedAt)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const leftMs = share !== undefined && share > 0.03 && now - startedAt > 2000 ? ((now - startedAt) / share) * (1 - share) : undefined
  return (
    <Stack gap={6} role="status" aria-live="off">
      <Group justify="space-between" wrap="nowrap">
        <Text size="md">{label}</Text>
        <Text size="sm" c="dimmed" className="tg-figures">
          {share !== undefined && format.percent(share, 0)}
          {leftMs !== undefined && ` · ${t('time-left', { time: format.duration(leftMs) })}`}
        </Text>
      </Group>
      <Group gap="sm" wrap="nowrap">
        <Progress value={share === undefined ? 100 : share * 100} animated={share === undefined} flex={1} aria-label={label} />
        {onCancel && (
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
