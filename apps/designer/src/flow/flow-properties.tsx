import { Button, Stack, Text, Title } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'
import { nodeTypeOf } from './edit-flow.ts'

/** The flow as a whole: its name, and its steps as a list for those who do not use the diagram. */
export function FlowProperties({ process, onSelect }: { process: ProcessDocument; onSelect: (step: string) => void }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        {t('flow-settings')}
      </Title>
      <LabelInputs of="label" value={process.label} onChange={(label) => run(patchAt(['processes', 'items', process.id], { label }))} />
      <Text size="sm" c="dimmed">
        {t('source-is', { name: text(document.entities.items[process.entity]?.label, process.entity) })}
      </Text>
      <Title order={3} size="h4">
        {t('flow-steps')}
      </Title>
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {inOrder(process.nodes).map((node) => (
          <li key={node.id}>
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
      <Text size="sm" c="dimmed">
        {t('select-node-text')}
      </Text>
    </Stack>
  )
}
