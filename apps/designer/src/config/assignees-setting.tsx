import type { Assignees } from '@tangram/flow-engine'
import { AssigneesInput } from './assignees-input.tsx'
import type { SettingProps } from './setting-props.ts'

/** Who gets a task. A setting that need not be there can be left to nobody. */
export function AssigneesSetting({ label, description, property, value, entity, onChange }: SettingProps) {
  return (
    <AssigneesInput
      label={label}
      description={description}
      value={value as Assignees | undefined}
      isOptional={!property.required}
      entity={entity}
      onChange={onChange}
      onClear={() => onChange(undefined)}
    />
  )
}
