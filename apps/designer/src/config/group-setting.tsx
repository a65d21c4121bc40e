import { Fieldset } from '@mantine/core'
import type { JsonObject } from '@tangram/data-model'
import type { SettingProps } from './setting-props.ts'

/** A setting made of parts: a form in the form. */
export function GroupSetting({ label, property, value, entity, Form, onChange }: SettingProps) {
  return (
    <Fieldset legend={label} p="sm">
      <Form
        nested
        schema={property.of ?? {}}
        config={(value ?? {}) as JsonObject}
        entity={entity}
        onChange={(parts) => onChange(Object.keys(parts).length === 0 ? undefined : parts)}
      />
    </Fieldset>
  )
}
