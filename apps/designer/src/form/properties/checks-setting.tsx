import { Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import type { FieldElement } from '@tangram/form-engine'
import { Icon, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../../config/condition-input.tsx'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { SmallButton } from '../../parts/small-button.tsx'

type Check = NonNullable<FieldElement['checks']>[number]
type ChecksSettingProps = { entity: string; field: string; value: readonly Check[]; onChange: (checks: Check[] | undefined) => void }

/** What a value must meet, each with the words that are said when it does not. */
export function ChecksSetting({ entity, field, value, onChange }: ChecksSettingProps) {
  const { t } = useTranslation('designer')
  const change = (checks: Check[]) => onChange(checks.length === 0 ? undefined : checks)
  const replace = (at: number, patch: Partial<Check>) =>
    change(value.map((check, index) => (index === at ? { ...check, ...patch } : check)))
  return (
    <Fieldset legend={t('checks')} p="sm">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('checks-help')}
        </Text>
        {value.map((check, at) => (
          // Checks have no name but their place.
          <div key={at} role="group" aria-label={t('check-n', { n: at + 1 })}>
            <Group justify="space-between">
              <Text size="md" fw={500}>
                {t('check-n', { n: at + 1 })}
              </Text>
              <SmallButton
                icon="x"
                label={t('remove-value', { name: t('check-n', { n: at + 1 }) })}
                onClick={() => change(value.filter((_, index) => index !== at))}
              />
            </Group>
            <ConditionInput
              entity={entity}
              label={t('check-holds')}
              value={check.holds}
              onChange={(holds) => replace(at, { holds: holds ?? true })}
            />
            <LabelInputs of="message" value={check.message} onChange={(message) => replace(at, { message })} />
          </div>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => change([...value, { holds: { '!': [{ empty: [{ var: field }] }] }, message: {} }])}
        >
          {t('add-check')}
        </Button>
      </Stack>
    </Fieldset>
  )
}
