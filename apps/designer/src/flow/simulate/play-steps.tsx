import { Button, Fieldset, Group, NumberInput, Stack, Text } from '@mantine/core'
import type { CaseStep, ProcessDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { portsOf } from '../places.ts'
import type { TryOut } from './use-simulation.ts'

/** What happened so far; the last of it can be taken back, and the clock moved on. */
export function PlaySteps({ process, simulation }: { process: ProcessDocument; simulation: TryOut }) {
  const { t } = useTranslation('flow')
  const say = useStepWords(process)
  const [hours, setHours] = useState(24)
  const { play, step, back, restart } = simulation
  return (
    <Fieldset legend={t('play-steps')} p="sm">
      <Stack gap={8}>
        {play.steps.length > 0 && (
          <ol style={{ margin: 0, paddingInlineStart: 20 }}>
            {play.steps.map((each, at) => (
              // Steps have no name but their place.
              <li key={at}>
                <Text size="sm">{say(each)}</Text>
              </li>
            ))}
          </ol>
        )}
        <Group gap={6} align="flex-end">
          <NumberInput label={t('clock-hours')} min={1} max={8760} w={110} value={hours} onChange={(next) => setHours(Number(next) || 1)} />
          <Button
            variant="default"
            leftSection={<Icon name="clock" size={16} />}
            onClick={() => step({ do: 'wait', minutes: Math.round(hours * 60) })}
          >
            {t('clock-on')}
          </Button>
        </Group>
        <Group gap={6}>
          <Button variant="default" size="xs" disabled={play.steps.length === 0} onClick={back}>
            {t('step-back')}
          </Button>
          <Button variant="default" size="xs" disabled={play.steps.length === 0} onClick={restart}>
            {t('restart')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}

/** A step in words. */
function useStepWords(process: ProcessDocument): (step: CaseStep) => string {
  const { t } = useTranslation('flow')
  const { text, duration } = useFormat()
  return (step) => {
    if (step.do === 'wait') return t('did-wait', { time: duration(step.minutes * 60_000) })
    if (step.do === 'message' || step.do === 'signal') return t('did-message', { name: step.name })
    const node = process.nodes.items[step.node]
    const name = text(node?.label, step.node)
    if (step.do === 'fail') return t('did-fail', { name, code: step.code })
    if (step.do === 'operate') return `${name}: ${String(step.command.type)}`
    const port = portsOf(node).find(({ id }) => id === step.outcome)
    return `${name}: ${port ? text(port.label, port.id) : step.outcome}`
  }
}
