import { TagsInput } from '@mantine/core'
import type { SettingProps } from './setting-props.ts'

/** A list of words. A column or row of a table can be pasted. */
export function TextsSetting({ label, description, value, onChange }: SettingProps) {
  const words = Array.isArray(value) ? value.filter((word) => typeof word === 'string') : []
  return (
    <TagsInput
      label={label}
      description={description}
      acceptValueOnBlur
      splitChars={[',', '，', '、', '\n', '\t']}
      value={words}
      onChange={(next) => onChange(next)}
    />
  )
}
