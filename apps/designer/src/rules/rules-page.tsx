import { Card, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import type { RuleDocument } from '@tangram/rule-engine'
import { EmptyState, Icon, useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../config/condition-input.tsx'
import { ConfigForm } from '../config/config-form.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { setRule } from '../draft/edits.ts'
import { platform } from '../platform.ts'
import classes from '../shell/workbench.module.css'

/** What happens by itself: each rule with its trigger, its condition and what it does. */
export function RulesPage() {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const rules = inOrder(document.rules)
  if (rules.length === 0) return <EmptyState title={t('no-rules')} text={t('no-rules-text')} />
  return (
    <div className={classes.page}>
      <Stack gap="md">
        {rules.map((rule) => (
          <RuleCard key={rule.id} rule={rule} />
        ))}
      </Stack>
    </div>
  )
}

function RuleCard({ rule }: { rule: RuleDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { run } = useDraftActions()
  const trigger = platform.triggers.find(({ type }) => type === rule.trigger.type)
  const change = (patch: Partial<RuleDocument>) => run(setRule(rule.id, patch))
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" mb="sm">
        <Group gap="sm">
          <Icon name={trigger?.icon ?? 'bolt'} />
          <Title order={2} size="h3">
            {text(rule.label, rule.id)}
          </Title>
        </Group>
        <Switch label={t('enabled')} checked={rule.enabled} onChange={(event) => change({ enabled: event.currentTarget.checked })} />
      </Group>
      <Stack gap="sm">
        <LabelInputs of="label" value={rule.label} onChange={(label) => change({ label })} />
        <Text size="md">
          {t('trigger')}: {text(trigger?.label, rule.trigger.type)}
        </Text>
        {trigger && Object.keys(trigger.config).length > 0 && (
          <ConfigForm
            schema={trigger.config}
            entity={rule.entity}
            config={rule.trigger.config}
            onChange={(config) => change({ trigger: { ...rule.trigger, config } })}
          />
        )}
        <ConditionInput
          entity={rule.entity}
          label={t('rule-when')}
          description={t('rule-always')}
          value={rule.when}
          onChange={(when) => change({ when })}
        />
        <Title order={3} size="h4">
          {t('rule-do')}
        </Title>
        {rule.do.map((step) => {
          const action = platform.actions.find(({ type }) => type === step.action)
          return (
            <Card key={step.id} withBorder padding="sm">
              <Group gap="sm" mb="xs">
                <Icon name={action?.icon} />
                <Text fw={500}>{text(action?.label, step.action)}</Text>
              </Group>
              {action && (
                <ConfigForm
                  schema={action.input}
                  entity={rule.entity}
                  config={step.input}
                  onChange={(input) => change({ do: rule.do.map((other) => (other.id === step.id ? { ...other, input } : other)) })}
                />
              )}
            </Card>
          )
        })}
      </Stack>
    </Card>
  )
}
