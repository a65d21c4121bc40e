import { Fieldset } from '@mantine/core'
import type { JsonObject } from '@tangram/data-model'
import { platform } from '../platform.ts'
import type { SettingProps } from './setting-props.ts'

/** The input of the action that the setting beside it names. */
export function ActionInputSetting({ label, value, entity, siblings, Form, onChange }: SettingProps) {
  const action = platform.actions.find(({ type }) => type === siblings.action)
  if (!action) return null
  return (
    <Fieldset legend={label} p="sm">
      <Form nested schema={action.input} config={(value ?? {}) as JsonObject} entity={entity} onChange={onChange} />
    </Fieldset>
  )
}
