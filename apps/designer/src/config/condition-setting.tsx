import { ConditionInput } from './condition-input.tsx'
import type { SettingProps } from './setting-props.ts'

/** A condition; where one is required and no line is left, it always holds. */
export function ConditionSetting({ label, description, property, value, entity, onChange }: SettingProps) {
  if (entity === undefined) return null
  return (
    <ConditionInput
      entity={entity}
      label={label}
      description={description}
      value={value}
      onChange={(logic) => onChange(logic ?? (property.required ? true : undefined))}
    />
  )
}
