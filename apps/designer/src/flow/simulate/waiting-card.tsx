import { Badge, Button, Card, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type Id, type Instant, inOrder, isJsonObject, type JsonObject } from '@tangram/data-model'
import type { CaseStep, ProcessDocument, Waiting } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { JsonSetting } from '../../config/json-setting.tsx'
import { useDraft } from '../../draft/draft-context.tsx'
import { nodeTypeOf } from '../places.ts'
import { useNamesOf } from './use-names-of.ts'

type WaysProps = { process: ProcessDocument; waiting: Waiting; now: Instant; onStep: (step: CaseStep) => void }
/** `name`: the step it is named by. */
type WaitingCardProps = WaysProps & { name: Id }

/** One thing the process waits for, and everything that can end the waiting. */
export function WaitingCard({ name, process, waiting, now, onStep }: WaitingCardProps) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const node = process.nodes.items[name]
  return (
    <Card withBorder padding="sm" radius="md" role="group" aria-label={text(node?.label, name)}>
      <Stack gap={8}>
        <Group gap={8} wrap="nowrap">
          <Icon name={nodeTypeOf(node)?.icon} size={16} />
          <Text size="md" fw={600} flex={1}>
            {text(node?.label, name)}
          </Text>
          <Badge variant="light" color="gray" tt="none">
            {t(`waits-${waiting.kind}`)}
          </Badge>
        </Group>
        <Ways process={process} waiting={waiting} now={now} onStep={onStep} />
      </Stack>
    </Card>
  )
}

function Ways({ process, waiting, now, onStep }: WaysProps) {
  const { t } = useTranslation('flow')
  const { text, instant } = useFormat()
  const [code, setCode] = useState('')
  const [payload, setPayload] = useState<JsonObject>({})
  const { node } = waiting
  switch (waiting.kind) {
    case 'task':
      return <TaskWays process={process} waiting={waiting} onStep={onStep} />
    case 'link':
      return (
        <Group gap={6}>
          {waiting.outcomes.map((outcome) => (
            <Button key={outcome.id} variant="default" size="xs" onClick={() => onStep({ do: 'answer', node, outcome: outcome.id })}>
              {text(outcome.label, outcome.id)}
            </Button>
          ))}
        </Group>
      )
    case 'timer': {
      const minutes = Math.max(1, Math.ceil((Date.parse(waiting.dueAt) - Date.parse(now)) / 60_000))
      return (
        <>
          <Text size="sm">{t('due-at', { time: instant(waiting.dueAt) })}</Text>
          <Button variant="default" size="xs" leftSection={<Icon name="clock" size={14} />} onClick={() => onStep({ do: 'wait', minutes })}>
            {t('clock-until')}
          </Button>
        </>
      )
    }
    case 'subscription':
      return (
        <>
          <Text size="sm">{waiting.correlation === undefined ? waiting.name : `${waiting.name} · ${waiting.correlation}`}</Text>
          {waiting.of === 'message' && (
            <JsonSetting label={t('payload')} value={payload} onChange={(next) => isJsonObject(next) && setPayload(next)} />
          )}
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              onStep(waiting.of === 'message' ? { do: 'message', name: waiting.name, payload } : { do: 'signal', name: waiting.name })
            }
          >
            {t(waiting.of === 'message' ? 'message-comes' : 'signal-comes')}
          </Button>
        </>
      )
    case 'action':
      return (
        <Group gap={6} align="flex-end">
          <Button variant="default" size="xs" onClick={() => onStep({ do: 'answer', node, outcome: 'completed' })}>
            {t('action-done')}
          </Button>
          <TextInput size="xs" label={t('error-code')} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
          <Button variant="default" size="xs" disabled={!code} onClick={() => onStep({ do: 'fail', node, code })}>
            {t('action-fails')}
          </Button>
        </Group>
      )
    case 'call':
      return (
        <Button variant="default" size="xs" onClick={() => onStep({ do: 'answer', node, outcome: 'completed' })}>
          {t('call-over')}
        </Button>
      )
    default:
      return (
        <Text size="sm" c="danger">
          {waiting.message}
        </Text>
      )
  }
}

type TaskWaysProps = {
  process: ProcessDocument
  waiting: Extract<Waiting, { kind: 'task' }>
  onStep: (step: CaseStep) => void
}

function TaskWays({ process, waiting: { node, task }, onStep }: TaskWaysProps) {
  const { t } = useTranslation('flow')
  const { text, instant } = useFormat()
  const { document } = useDraft()
  const nameOf = useNamesOf(task.candidates)
  const [by, setBy] = useState<string | null>(task.assignee ?? task.candidates[0] ?? null)
  const [opinion, setOpinion] = useState('')
  const fields = inOrder(document.entities.items[process.entity]?.fields)
  const rights = Object.entries(task.fields).map(([field, right]) => {
    const name = text(fields.find(({ id }) => id === field)?.label, field)
    return `${name}: ${t(`right-${right}-short`)}`
  })
  const asking = opinion.trim() === '' ? task.outcomes.filter(({ needsOpinion }) => needsOpinion) : []
  return (
    <>
      {task.groupLabel && <Text size="sm">{text(task.groupLabel)}</Text>}
      <Select
        label={t('act-as')}
        allowDeselect={false}
        data={task.candidates.map((id) => ({ value: id, label: nameOf(id) }))}
        value={by}
        onChange={setBy}
      />
      {task.dueAt && (
        <Text size="sm" c="dimmed">
          {t('due-at', { time: instant(task.dueAt) })}
        </Text>
      )}
      {rights.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('rights-here')} {rights.join(' · ')}
        </Text>
      )}
      <Textarea
        label={t('opinion')}
        description={
          asking.length > 0 && t('opinion-needed', { outcomes: asking.map((outcome) => text(outcome.label, outcome.id)).join(' / ') })
        }
        autosize
        minRows={1}
        value={opinion}
        onChange={(event) => setOpinion(event.currentTarget.value)}
      />
      <Group gap={6}>
        {task.outcomes.map((outcome) => (
          <Button
            key={outcome.id}
            variant="default"
            size="xs"
            disabled={outcome.needsOpinion === true && opinion.trim() === ''}
            onClick={() =>
              onStep({
                do: 'complete',
                node,
                outcome: outcome.id,
                ...(by ? { by } : {}),
                ...(opinion.trim() ? { opinion: opinion.trim() } : {}),
              })
            }
          >
            {text(outcome.label, outcome.id)}
          </Button>
        ))}
      </Group>
    </>
  )
}
