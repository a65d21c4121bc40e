import type { LocalizedText } from '@tangram/data-model'
import { LabelInputs } from './label-inputs.tsx'
import type { SettingProps } from './setting-props.ts'

/** What people call something, in both languages. */
export function NameSetting({ value, onChange }: SettingProps) {
  return <LabelInputs of="label" value={value as LocalizedText | undefined} onChange={onChange} />
}
