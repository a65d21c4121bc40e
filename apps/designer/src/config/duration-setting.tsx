import { Fieldset, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useTranslation } from '@tangram/ui'
import { durationParts, durationText } from './duration-text.ts'
import { FormulaInput } from './formula-input.tsx'
import { useScope } from './names.tsx'
import type { SettingProps } from './setting-props.ts'

const parts = ['days', 'hours', 'minutes'] as const

/** A time span as days, hours and minutes (`P1DT2H30M`), or a formula that gives minutes. */
export function DurationSetting({ label, description, value, entity, onChange }: SettingProps) {
  const { t } = useTranslation('flow')
  const scope = useScope(entity)
  const known = durationParts(value)
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={6}>
        {description && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
        {known ? (
          <Group gap={6} grow wrap="nowrap">
            {parts.map((part) => (
              <NumberInput
                key={part}
                label={t(part)}
                min={0}
                max={9999}
                allowDecimal={false}
                value={known[part]}
                onChange={(next) => onChange(durationText({ ...known, [part]: Number(next) || 0 }))}
              />
            ))}
          </Group>
        ) : (
          scope && <FormulaInput scope={scope} label={t('minutes-by-formula')} value={value} onChange={(next) => onChange(next)} />
        )}
      </Stack>
    </Fieldset>
  )
}
