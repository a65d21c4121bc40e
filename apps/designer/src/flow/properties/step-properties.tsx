import { Alert, Button, Code, Group, Select, Stack, Text, Title } from '@mantine/core'
import { type Diagnostic, inOrder, withDefaults } from '@tangram/data-model'
import type { NodeDocument, NodeType, ProcessDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { ConfigForm } from '../../config/config-form.tsx'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { useDraftActions } from '../../draft/draft-context.tsx'
import { setProcessNode } from '../../draft/edits.ts'
import { removeSteps } from '../edit-flow.ts'
import { isActivity, nodeTypeOf, portsOf } from '../places.ts'
import { AddStep } from './add-step-menu.tsx'
import { HookAddress } from './hook-address.tsx'
import { LoopSettings } from './loop-settings.tsx'
import { relevantSettings } from './relevant-settings.ts'
import { Ways } from './ways.tsx'

type StepPropertiesProps = {
  process: ProcessDocument
  node: NodeDocument
  problems: readonly Diagnostic[]
  onSelect: (step: string | null) => void
  onInsert: (type: NodeType) => void
}

/** One step: its name, its settings, where it leads, and what comes after it. */
export function StepProperties({ process, node, problems, onSelect, onInsert }: StepPropertiesProps) {
  const { t } = useTranslation('designer')
  const flow = useTranslation('flow')
  const { text } = useFormat()
  const { run } = useDraftActions()
  const type = nodeTypeOf(node)
  const leadsOn = portsOf(node).length > 0
  const config = type ? withDefaults(type.config, node.config) : node.config
  const hosts = type?.attaches ? inOrder(process.nodes).filter((other) => isActivity(nodeTypeOf(other))) : []

  function remove() {
    onSelect(null)
    run(removeSteps(process, [node.id]))
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
      {problems.map((problem) => (
        <Alert
          key={`${problem.code} ${problem.path}`}
          color={problem.severity === 'error' ? 'danger' : 'warning'}
          variant="light"
          p="xs"
          icon={<Icon name="alert-triangle" size={16} />}
        >
          {text(problem.message, problem.code)} {problem.fix && text(problem.fix)}
        </Alert>
      ))}
      <AddStep node={node} onInsert={onInsert} />
      <LabelInputs of="label" value={node.label} onChange={(label) => run(setProcessNode(process.id, node.id, { label }))} />
      {hosts.length > 0 && (
        <Select
          label={flow.t('on-border-of')}
          allowDeselect={false}
          data={hosts.map((host) => ({ value: host.id, label: text(host.label, host.id) }))}
          value={node.attachedTo ?? null}
          onChange={(host) =>
            host && run(setProcessNode(process.id, node.id, { attachedTo: host, position: undefined } as unknown as Partial<NodeDocument>))
          }
        />
      )}
      {type && (
        <ConfigForm
          schema={relevantSettings(type.config, config)}
          entity={process.entity}
          config={config}
          onChange={(next) => run(setProcessNode(process.id, node.id, { config: next }))}
        />
      )}
      {type?.begins && config.trigger === 'webhook' && <HookAddress process={process} node={node} />}
      {isActivity(type) && <LoopSettings process={process} node={node} />}
      {leadsOn && <Ways process={process} node={node} />}
      <Button variant="default" color="danger" leftSection={<Icon name="trash" size={16} />} onClick={remove}>
        {t('remove-step')}
      </Button>
    </Stack>
  )
}
