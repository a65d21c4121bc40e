import { ActionIcon, Button, Card, Group, Menu, Text } from '@mantine/core'
import type { JsonObject } from '@tangram/data-model'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useDraft } from '../draft/draft-context.tsx'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'
import { ConfigForm } from './config-form.tsx'
import { startSettings } from './start-settings.ts'

type Step = { id: string; action: string; input: JsonObject }

type StepsEditorProps = {
  entity: string
  steps: readonly Step[]
  /** What the button that adds one says, where there are several lists. */
  addLabel?: string
  onChange: (steps: Step[]) => void
}

/** Actions one after the other, each with its settings. */
export function StepsEditor({ entity, steps, addLabel, onChange }: StepsEditorProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()

  function addStep(action: string, input: JsonObject) {
    const id = idFrom(action, (candidate) => steps.some((step) => step.id === candidate))
    onChange([...steps, { id, action, input }])
  }

  return (
    <>
      {steps.map((step) => (
        <StepCard key={step.id} entity={entity} step={step} steps={steps} onChange={onChange} />
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="plus" size={16} />}>
            {addLabel ?? t('add-action')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {platform.actions.map((action) => (
            <Menu.Item
              key={action.type}
              leftSection={<Icon name={action.icon} size={16} />}
              onClick={() => addStep(action.type, startSettings(action.input, { document, entity }))}
            >
              {text(action.label, action.type)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function StepCard({ entity, step, steps, onChange }: StepsEditorProps & { step: Step }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const action = platform.actions.find(({ type }) => type === step.action)
  const name = text(action?.label, step.action)
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Group gap="sm" wrap="nowrap">
          <Icon name={action?.icon} />
          <Text fw={500}>{name}</Text>
        </Group>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('remove-value', { name })}
          onClick={() => onChange(steps.filter(({ id }) => id !== step.id))}
        >
          <Icon name="x" size={16} />
        </ActionIcon>
      </Group>
      {action && (
        <ConfigForm
          schema={action.input}
          entity={entity}
          config={step.input}
          onChange={(input) => onChange(steps.map((other) => (other.id === step.id ? { ...other, input } : other)))}
        />
      )}
    </Card>
  )
}
