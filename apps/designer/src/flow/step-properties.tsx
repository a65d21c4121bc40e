import { Button, Code, Group, Menu, Stack, Text, Title } from '@mantine/core'
import { withDefaults } from '@tangram/data-model'
import type { NodeDocument, NodeType, ProcessDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { ConfigForm } from '../config/config-form.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraftActions } from '../draft/draft-context.tsx'
import { setProcessNode } from '../draft/edits.ts'
import { platform } from '../platform.ts'
import { insertStep, nodeTypeOf, portsOf, removeStep } from './edit-flow.ts'
import { Ways } from './ways.tsx'

type StepPropertiesProps = { process: ProcessDocument; node: NodeDocument; onSelect: (step: string | null) => void }

/** One step: its name, its settings, where it leads, and what comes after it. */
export function StepProperties({ process, node, onSelect }: StepPropertiesProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { run, current } = useDraftActions()
  const type = nodeTypeOf(node)
  const leadsOn = portsOf(node).length > 0

  function insert(added: NodeType) {
    const { id, command } = insertStep(current(), process, node.id, added)
    run(command)
    onSelect(id)
  }

  function remove() {
    onSelect(null)
    run(removeStep(process, node.id))
  }

  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} size="h3">
            {text(node.label, node.id)}
          </Title>
          <Text size="sm" c="dimmed">
            {type ? text(type.label) : node.type} · <Code>{node.id}</Code>
          </Text>
        </div>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onSelect(null)}>
          {t('all-steps')}
        </Button>
      </Group>
      {leadsOn && (
        <Menu position="bottom-start" width="target">
          <Menu.Target>
            <Button variant="default" leftSection={<Icon name="plus" size={16} />}>
              {t('add-step')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {platform.nodes
              .filter(({ begins }) => !begins)
              .map((entry) => (
                <Menu.Item key={entry.type} leftSection={<Icon name={entry.icon} size={16} />} onClick={() => insert(entry)}>
                  {text(entry.label)}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <LabelInputs of="label" value={node.label} onChange={(label) => run(setProcessNode(process.id, node.id, { label }))} />
      {type && (
        <ConfigForm
          schema={type.config}
          entity={process.entity}
          config={withDefaults(type.config, node.config)}
          onChange={(config) => run(setProcessNode(process.id, node.id, { config }))}
        />
      )}
      {leadsOn && <Ways process={process} node={node} />}
      {!type?.begins && (
        <Button variant="default" color="danger" leftSection={<Icon name="trash" size={16} />} onClick={remove}>
          {t('remove-step')}
        </Button>
      )}
    </Stack>
  )
}
