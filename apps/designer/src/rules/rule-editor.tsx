import { Card, Group, Select, Stack, Switch, Text, Title } from '@mantine/core'
import { itemOf } from '@tangram/data-model'
import type { RuleDocument } from '@tangram/rule-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../config/condition-input.tsx'
import { ConfigForm } from '../config/config-form.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import { StepsEditor } from '../config/steps-editor.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { setRule } from '../draft/edits.ts'
import { platform } from '../platform.ts'

/** One rule: when it is looked at, under which condition, and what it does. */
export function RuleEditor({ rule }: { rule: RuleDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const trigger = platform.triggers.find(({ type }) => type === rule.trigger.type)
  const change = (patch: Partial<RuleDocument>) => run(setRule(rule.id, patch))

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
        <StepsEditor entity={rule.entity} steps={rule.do} onChange={(steps) => change({ do: steps })} />
      </Stack>
    </Card>
  )
}
