import { NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core'
import type { ConfigProperty, ConfigSchema, JsonObject, JsonValue, Option } from '@tangram/data-model'
import { useFormat } from '@tangram/ui'
import { JsonSetting } from './json-setting.tsx'
import { OptionsSetting } from './options-setting.tsx'

/** A registry entry's settings as a form, drawn from its schema. */
export function ConfigForm({
  schema,
  config,
  onChange,
}: {
  schema: ConfigSchema
  config: JsonObject
  onChange: (config: JsonObject) => void
}) {
  const change = (name: string) => (value: JsonValue | undefined) => {
    const { [name]: _before, ...rest } = config
    onChange(value === undefined || value === '' ? rest : { ...rest, [name]: value })
  }
  return (
    <Stack gap="sm">
      {Object.entries(schema).map(([name, property]) => (
        <Setting
          key={name}
          name={name}
          property={property}
          value={Object.hasOwn(config, name) ? config[name] : undefined}
          onChange={change(name)}
        />
      ))}
    </Stack>
  )
}

type SettingProps = {
  name: string
  property: ConfigProperty
  value: JsonValue | undefined
  onChange: (value: JsonValue | undefined) => void
}

function Setting({ name, property, value, onChange }: SettingProps) {
  const { text } = useFormat()
  const shared = { label: text(property.label, name), description: text(property.help) || undefined }
  const current = value ?? property.default
  if (property.editor === 'options')
    return (
      <OptionsSetting
        label={shared.label}
        value={(current as Option[] | undefined) ?? []}
        onChange={(next) => onChange(next as JsonValue)}
      />
    )
  if (property.options) {
    return (
      <Select
        {...shared}
        data={property.options.map((option) => ({ value: option.id, label: text(option.label, option.id) }))}
        value={typeof current === 'string' ? current : null}
        allowDeselect={!property.required}
        onChange={(next) => onChange(next ?? undefined)}
      />
    )
  }
  switch (property.valueType.kind) {
    case 'boolean':
      return <Switch {...shared} checked={current === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'integer':
      return (
        <NumberInput
          {...shared}
          allowDecimal={false}
          value={typeof current === 'number' ? current : ''}
          onChange={(next) => onChange(next === '' ? undefined : Number(next))}
        />
      )
    case 'decimal':
      return (
        <NumberInput
          {...shared}
          value={typeof current === 'string' ? current : ''}
          onChange={(next) => onChange(next === '' ? undefined : String(next))}
        />
      )
    case 'text':
      return (
        <TextInput
          {...shared}
          value={typeof current === 'string' ? current : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'date':
      return (
        <TextInput
          {...shared}
          type="date"
          value={typeof current === 'string' ? current : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    default:
      return <JsonSetting {...shared} value={current} onChange={onChange} />
  }
}
