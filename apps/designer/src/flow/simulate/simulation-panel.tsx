import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ProcessDocument } from '@tangram/flow-engine'
import { ErrorState, Icon, SkeletonLines, useFormat, useTranslation } from '@tangram/ui'
import { Cases } from './cases.tsx'
import { namedBy } from './named-by.ts'
import { PlayStart } from './play-start.tsx'
import { PlaySteps } from './play-steps.tsx'
import { SaveCase } from './save-case.tsx'
import type { TryOut } from './use-simulation.ts'
import { WaitingCard } from './waiting-card.tsx'

type SimulationPanelProps = { process: ProcessDocument; simulation: TryOut; onClose: () => void }

/** Trying a process out before anybody works with it: start it, be everybody, move the clock, keep the play as a case. */
export function SimulationPanel({ process, simulation, onClose }: SimulationPanelProps) {
  const { t } = useTranslation('flow')
  const { text, instant } = useFormat()
  const { played, error, step } = simulation
  const isOver = played !== undefined && played.state.status !== 'running' && played.state.status !== 'new'
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h3">
          {t('try-out')}
        </Title>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onClose}>
          {t('stop-trying')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('try-out-help')}
      </Text>
      <PlayStart process={process} simulation={simulation} />
      {error !== undefined && <ErrorState error={error} />}
      {!played && error === undefined && <SkeletonLines lines={4} />}
      {played && (
        <>
          <Group gap={8} role="status">
            <Icon name="clock" size={16} />
            <Text size="md">{instant(played.now)}</Text>
          </Group>
          {played.refused && (
            <Alert color="danger" variant="light" icon={<Icon name="alert-triangle" size={16} />} title={t('step-refused')}>
              {text(played.refused.message, played.refused.code)} {played.refused.fix && text(played.refused.fix)}
            </Alert>
          )}
          {isOver && (
            <Alert color="success" variant="light" icon={<Icon name="check" size={16} />} title={t('play-over')}>
              {t('play-outcome', { outcome: played.state.outcome ?? '' })}
            </Alert>
          )}
          {played.waiting.map((waiting) => (
            <WaitingCard
              key={`${waiting.kind} ${waiting.element} ${'key' in waiting ? waiting.key : waiting.kind === 'task' ? waiting.task.id : ''}`}
              process={process}
              waiting={waiting}
              name={namedBy(played.state, waiting)}
              now={played.now}
              onStep={step}
            />
          ))}
          <PlaySteps process={process} simulation={simulation} />
          <SaveCase process={process} simulation={simulation} played={played} />
        </>
      )}
      <Cases process={process} simulation={simulation} />
    </Stack>
  )
}
