import { Alert, Button, Stack, Text, Title } from '@mantine/core'
import { type Diagnostic, inOrder } from '@tangram/data-model'
import type { ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { useDraftActions } from '../../draft/draft-context.tsx'
import { changeWay } from '../edit-flow.ts'
import { Way } from './ways.tsx'

type WayPropertiesProps = {
  process: ProcessDocument
  flow: SequenceFlowDocument
  problems: readonly Diagnostic[]
  onSelect: (part: string | null) => void
}

/** One flow: what is written on it, when it is taken, where it leads. */
export function WayProperties({ process, flow, problems, onSelect }: WayPropertiesProps) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const { run } = useDraftActions()
  const from = process.nodes.items[flow.from]
  const siblings = inOrder(process.flows).filter((other) => other.from === flow.from)
  if (!from) return null
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h3">
          {t('flow')}
        </Title>
        <Text size="sm" c="dimmed">
          {text(from.label, from.id)} → {text(process.nodes.items[flow.to]?.label, flow.to)}
        </Text>
      </div>
      {problems.map((problem) => (
        <Alert key={`${problem.code} ${problem.path}`} color={problem.severity === 'error' ? 'danger' : 'warning'} variant="light" p="xs">
          {text(problem.message, problem.code)} {problem.fix && text(problem.fix)}
        </Alert>
      ))}
      <LabelInputs of="label" value={flow.label} onChange={(label) => run(changeWay(process, flow.id, { label }))} />
      <Way
        process={process}
        node={from}
        flow={flow}
        place={siblings.findIndex(({ id }) => id === flow.id) + 1}
        isOnly={siblings.length === 1}
      />
      <Button variant="default" leftSection={<Icon name="arrow-left" size={16} />} onClick={() => onSelect(from.id)}>
        {t('to-step', { name: text(from.label, from.id) })}
      </Button>
    </Stack>
  )
}
