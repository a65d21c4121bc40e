import { NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core'
import type { ConfigSchema, JsonObject, JsonValue, Option } from '@tangram/data-model'
import { useFormat } from '@tangram/ui'
import type { ComponentType } from 'react'
import { AssigneesSetting } from './assignees-setting.tsx'
import { JsonSetting } from './json-setting.tsx'
import { ActionSetting, EntitySetting, FieldSetting, FieldsSetting, FormSetting } from './naming-settings.tsx'
import { OptionsSetting } from './options-setting.tsx'
import type { SettingProps } from './setting-props.ts'
import { TextSetting } from './text-setting.tsx'

/** Editors that a setting asks for by name. A name without an editor here is edited as JSON. */
const editors: { [name: string]: ComponentType<SettingProps> } = {
  options: ({ label, value, onChange }) => (
    <OptionsSetting label={label} value={(value as Option[] | undefined) ?? []} onChange={(next) => onChange(next as JsonValue)} />
  ),
  field: FieldSetting,
  fields: FieldsSetting,
  form: FormSetting,
  entity: EntitySetting,
  action: ActionSetting,
  assignees: AssigneesSetting,
  'localized-text': TextSetting,
}

type ConfigFormProps = { schema: ConfigSchema; config: JsonObject; entity?: string; onChange: (config: JsonObject) => void }

/** A registry entry's settings as a form, drawn from its schema. `entity` is the one whose fields they may name. */
export function ConfigForm({ schema, config, entity, onChange }: ConfigFormProps) {
  const { text } = useFormat()
  const change = (name: string) => (value: JsonValue | undefined) => {
    const { [name]: _before, ...rest } = config
    onChange(value === undefined || value === '' ? rest : { ...rest, [name]: value })
  }
  return (
    <Stack gap="sm">
      {Object.entries(schema).map(([name, property]) => {
        const Editor = (property.editor && Object.hasOwn(editors, property.editor) && editors[property.editor]) || Setting
        return (
          <Editor
            key={name}
            label={text(property.label, name)}
            description={text(property.help) || undefined}
            property={property}
            value={(Object.hasOwn(config, name) ? config[name] : undefined) ?? property.default}
            entity={entity}
            onChange={change(name)}
          />
        )
      })}
    </Stack>
  )
}

/** The editor that follows from the value type. */
function Setting({ label, description, property, value, onChange }: SettingProps) {
  const { text } = useFormat()
  const shared = { label, description }
  if (property.options) {
    return (
      <Select
        {...shared}
        data={property.options.map((option) => ({ value: option.id, label: text(option.label, option.id) }))}
        value={typeof value === 'string' ? value : null}
        allowDeselect={!property.required}
        onChange={(next) => onChange(next ?? undefined)}
      />
    )
  }
  switch (property.valueType.kind) {
    case 'boolean':
      return <Switch {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'integer':
      return (
        <NumberInput
          {...shared}
          allowDecimal={false}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? undefined : Number(next))}
        />
      )
    case 'decimal':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'string' ? value : ''}
          onChange={(next) => onChange(next === '' ? undefined : String(next))}
        />
      )
    case 'text':
      return (
        <TextInput {...shared} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.currentTarget.value)} />
      )
    case 'date':
      return (
        <TextInput
          {...shared}
          type="date"
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    default:
      return <JsonSetting {...shared} value={value} onChange={onChange} />
  }
}
