import { Button, Stack, Text, Title } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../../draft/draft-context.tsx'
import { setProcess } from '../edit-flow.ts'
import { depthOf, nodeTypeOf } from '../places.ts'
import type { Problem } from '../problems.ts'
import { Policies } from './policies.tsx'
import { ProblemList } from './problem-list.tsx'
import { Variables } from './variables.tsx'

type FlowPropertiesProps = { process: ProcessDocument; problems: readonly Problem[]; onSelect: (part: string) => void }

/** The flow as a whole: its name, what is wrong with it, its variables and policies, and its steps as a list for those who do not use the diagram. */
export function FlowProperties({ process, problems, onSelect }: FlowPropertiesProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        {t('flow-settings')}
      </Title>
      <ProblemList problems={problems} onSelect={onSelect} />
      <LabelInputs of="label" value={process.label} onChange={(label) => run(setProcess(process, { label }))} />
      <Text size="sm" c="dimmed">
        {t('source-is', { name: text(document.entities.items[process.entity]?.label, process.entity) })}
      </Text>
      <Title order={3} size="h4">
        {t('flow-steps')}
      </Title>
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {inOrder(process.nodes).map((node) => (
          <li key={node.id} style={{ paddingInlineStart: depthOf(process, node.id) * 16 }}>
            <Button
              fullWidth
              justify="flex-start"
              variant="default"
              leftSection={<Icon name={nodeTypeOf(node)?.icon} size={16} />}
              onClick={() => onSelect(node.id)}
            >
              {text(node.label, node.id)}
            </Button>
          </li>
        ))}
      </Stack>
      <Variables process={process} />
      <Policies process={process} />
    </Stack>
  )
}
