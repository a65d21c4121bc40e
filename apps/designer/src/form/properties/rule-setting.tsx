import { SegmentedControl, Text } from '@mantine/core'
import type { Logic } from '@tangram/expression'
import { useTranslation } from '@tangram/ui'
import { useId } from 'react'
import { ConditionInput } from '../../config/condition-input.tsx'

type Rule = boolean | Logic | undefined
type RuleSettingProps = { entity: string; label: string; value: Rule; onChange: (rule: Rule) => void }

/** Never, always, or when a condition holds. */
export function RuleSetting({ entity, label, value, onChange }: RuleSettingProps) {
  const { t } = useTranslation('designer')
  const id = useId()
  const mode = value === undefined || value === false ? 'never' : value === true ? 'always' : 'when'
  const choose = (next: string) => onChange(next === 'never' ? undefined : next === 'always' ? true : { and: [] })
  return (
    <div>
      <Text size="md" fw={500} mb={4} id={id}>
        {label}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={mode}
        onChange={choose}
        data={(['never', 'always', 'when'] as const).map((one) => ({ value: one, label: t(`facet-${one}`) }))}
      />
      {mode === 'when' && (
        <ConditionInput
          entity={entity}
          label={t('rule-condition', { name: label })}
          value={isEmpty(value) ? undefined : (value as Logic)}
          onChange={(logic) => onChange(logic ?? { and: [] })}
        />
      )}
    </div>
  )
}

/** A condition that has no line yet. It always holds, so the rule is on until one is written. */
const isEmpty = (rule: Rule): boolean => JSON.stringify(rule) === '{"and":[]}'
