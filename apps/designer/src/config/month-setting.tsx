import { TextInput } from '@mantine/core'
import type { SettingProps } from './setting-props.ts'

/** A month as `2026-11`, typed: not every browser has a picker for it. */
export function MonthSetting({ label, description, value, onChange }: SettingProps) {
  return (
    <TextInput
      label={label}
      description={description}
      placeholder="2026-11"
      maxLength={7}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
