import { NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core'
import { type ConfigProperty, isJsonObject, type JsonValue, type Option } from '@tangram/data-model'
import { useFormat, useTranslation } from '@tangram/ui'
import { type ComponentType, useState } from 'react'
import { ActionInputSetting } from './action-input-setting.tsx'
import { AssigneesSetting } from './assignees-setting.tsx'
import { ConditionSetting } from './condition-setting.tsx'
import { DurationSetting } from './duration-setting.tsx'
import { FieldRightsSetting } from './field-rights-setting.tsx'
import { MessageNameSetting, NodeSetting, OperationsSetting, ProcessSetting, ReturnRuleSetting, VariableSetting } from './flow-settings.tsx'
import { FormulaSetting } from './formula-setting.tsx'
import { GroupSetting } from './group-setting.tsx'
import { JsonSetting } from './json-setting.tsx'
import { ListSetting } from './list-setting.tsx'
import { MonthSetting } from './month-setting.tsx'
import { NameSetting } from './name-setting.tsx'
import {
  ActionSetting,
  EntitySetting,
  FieldSetting,
  FieldsSetting,
  FormSetting,
  OwnEntitySetting,
  RelatedFieldSetting,
  RelationSetting,
} from './naming-settings.tsx'
import { OptionTreeSetting } from './option-tree-setting.tsx'
import { OptionsSetting } from './options-setting.tsx'
import type { ConfigFormProps, SettingProps } from './setting-props.ts'
import classes from './settings.module.css'
import { TextSetting } from './text-setting.tsx'
import { TextsSetting } from './texts-setting.tsx'
import { TimeoutsSetting } from './timeouts-setting.tsx'
import { ValuesSetting } from './values-setting.tsx'

/** Editors that a setting asks for by name. Without one here a setting gets the editor its parts or its value type call for. */
const editors: { [name: string]: ComponentType<SettingProps> } = {
  options: ({ label, value, usedOptions, onChange }) => (
    <OptionsSetting
      label={label}
      value={(value as Option[] | undefined) ?? []}
      used={usedOptions}
      onChange={(next) => onChange(next as JsonValue)}
    />
  ),
  'option-tree': OptionTreeSetting,
  texts: TextsSetting,
  month: MonthSetting,
  name: NameSetting,
  field: FieldSetting,
  fields: FieldsSetting,
  form: FormSetting,
  entity: EntitySetting,
  'own-entity': OwnEntitySetting,
  relation: RelationSetting,
  'related-field': RelatedFieldSetting,
  action: ActionSetting,
  'action-input': ActionInputSetting,
  assignees: AssigneesSetting,
  process: ProcessSetting,
  node: NodeSetting,
  variable: VariableSetting,
  'message-name': MessageNameSetting,
  duration: DurationSetting,
  timeouts: TimeoutsSetting,
  operations: OperationsSetting,
  'return-rule': ReturnRuleSetting,
  condition: ConditionSetting,
  formula: FormulaSetting,
  values: ValuesSetting,
  'field-rights': FieldRightsSetting,
  'localized-text': TextSetting,
}

function editorOf({ editor, of, valueType }: ConfigProperty): ComponentType<SettingProps> {
  const named = editor !== undefined && Object.hasOwn(editors, editor) ? editors[editor] : undefined
  return named ?? (of ? (valueType.kind === 'list' ? ListSetting : GroupSetting) : Setting)
}

/** A registry entry's settings as a form, drawn from its schema. `entity` is the one whose fields they may name. */
export function ConfigForm({ schema, config, entity, usedOptions = [], nested = false, onChange }: ConfigFormProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const [showsJson, showJson] = useState(false)
  const change = (name: string) => (value: JsonValue | undefined) => {
    const { [name]: _before, ...rest } = config
    onChange(value === undefined || value === '' ? rest : { ...rest, [name]: value })
  }
  const hasStructure = Object.values(schema).some(({ valueType }) => valueType.kind === 'json' || valueType.kind === 'list')
  return (
    <Stack gap="sm">
      {Object.entries(schema).map(([name, property]) => {
        const Editor = editorOf(property)
        return (
          <Editor
            key={name}
            label={text(property.label, name)}
            description={text(property.help) || undefined}
            property={property}
            value={(Object.hasOwn(config, name) ? config[name] : undefined) ?? property.default}
            entity={entity}
            siblings={config}
            usedOptions={usedOptions}
            Form={ConfigForm}
            onChange={change(name)}
          />
        )
      })}
      {hasStructure && !nested && (
        <details className={classes.json} open={showsJson} onToggle={(event) => showJson(event.currentTarget.open)}>
          <summary>{t('as-json')}</summary>
          {showsJson && <JsonSetting label="JSON" value={config} onChange={(next) => isJsonObject(next) && onChange(next)} />}
        </details>
      )}
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
