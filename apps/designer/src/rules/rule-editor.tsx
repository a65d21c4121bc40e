import { ActionIcon, Button, Card, Group, Menu, Select, Stack, Switch, Text, Title } from '@mantine/core'
import { itemOf, type JsonObject } from '@tangram/data-model'
import type { RuleDocument, RuleStep } from '@tangram/rule-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../config/condition-input.tsx'
import { ConfigForm } from '../config/config-form.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import { startSettings } from '../config/start-settings.ts'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { setRule } from '../draft/edits.ts'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'

/** One rule: when it is looked at, under which condition, and what it does. */
export function RuleEditor({ rule }: { rule: RuleDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const trigger = platform.triggers.find(({ type }) => type === rule.trigger.type)
  const change = (patch: Partial<RuleDocument>) => run(setRule(rule.id, patch))

  function addStep(action: string, input: JsonObject) {
    const id = idFrom(action, (candidate) => rule.do.some((step) => step.id === candidate))
    change({ do: [...rule.do, { id, action, input }] })
  }

  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h3">
            {text(rule.label, rule.id)}
          </Title>
          <Switch label={t('enabled')} checked={rule.enabled} onChange={(event) => change({ enabled: event.currentTarget.checked })} />
        </Group>
        <Text size="sm" c="dimmed">
          {t('source-is', { name: text(itemOf(document.entities, rule.entity)?.label, rule.entity) })}
        </Text>
        <LabelInputs of="label" value={rule.label} onChange={(label) => change({ label })} />
        <Select
          label={t('trigger')}
          description={text(trigger?.help) || undefined}
          allowDeselect={false}
          data={platform.triggers.map(({ type, label }) => ({ value: type, label: text(label, type) }))}
          value={rule.trigger.type}
          onChange={(type) => type && change({ trigger: { type, config: {} } })}
        />
        {trigger && Object.keys(trigger.config).length > 0 && (
          <ConfigForm
            nested
            schema={trigger.config}
            entity={rule.entity}
            config={rule.trigger.config}
            onChange={(config) => change({ trigger: { ...rule.trigger, config } })}
          />
        )}
        <ConditionInput
          entity={rule.entity}
          label={t('rule-when')}
          description={rule.when === undefined ? t('rule-always') : undefined}
          value={rule.when}
          onChange={(when) => change({ when })}
        />
        <Title order={3} size="h4">
          {t('rule-do')}
        </Title>
        {rule.do.map((step) => (
          <Step key={step.id} rule={rule} step={step} onChange={(steps) => change({ do: steps })} />
        ))}
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" leftSection={<Icon name="plus" size={16} />}>
              {t('add-action')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {platform.actions.map((action) => (
              <Menu.Item
                key={action.type}
                leftSection={<Icon name={action.icon} size={16} />}
                onClick={() => addStep(action.type, startSettings(action.input, { document, entity: rule.entity }))}
              >
                {text(action.label, action.type)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Stack>
    </Card>
  )
}

function Step({ rule, step, onChange }: { rule: RuleDocument; step: RuleStep; onChange: (steps: RuleStep[]) => void }) {
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
          onClick={() => onChange(rule.do.filter(({ id }) => id !== step.id))}
        >
          <Icon name="x" size={16} />
        </ActionIcon>
      </Group>
      {action && (
        <ConfigForm
          schema={action.input}
          entity={rule.entity}
          config={step.input}
          onChange={(input) => onChange(rule.do.map((other) => (other.id === step.id ? { ...other, input } : other)))}
        />
      )}
    </Card>
  )
}
