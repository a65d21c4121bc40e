import { MultiSelect, Select } from '@mantine/core'
import { inOrder, type LocalizedText } from '@tangram/data-model'
import { useFormat } from '@tangram/ui'
import { useDraft } from '../draft/draft-context.tsx'
import { platform } from '../platform.ts'
import type { SettingProps } from './setting-props.ts'

type Named = { id: string; label: LocalizedText }

/** Settings whose value is the id of something in the app: people choose it by its name. */
export function FieldSetting(props: SettingProps) {
  return <OneOf {...props} choices={useFields(props.entity)} />
}

export function FieldsSetting({ label, description, value, entity, onChange }: SettingProps) {
  const { text } = useFormat()
  const fields = useFields(entity)
  return (
    <MultiSelect
      label={label}
      description={description}
      searchable
      data={fields.map((field) => ({ value: field.id, label: text(field.label, field.id) }))}
      value={Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []}
      onChange={(ids) => onChange(ids.length === 0 ? undefined : ids)}
    />
  )
}

export function FormSetting(props: SettingProps) {
  const { document } = useDraft()
  return <OneOf {...props} choices={inOrder(document.forms).filter(({ entity }) => !props.entity || entity === props.entity)} />
}

export function EntitySetting(props: SettingProps) {
  const { document } = useDraft()
  return <OneOf {...props} choices={inOrder(document.entities)} />
}

export function ActionSetting(props: SettingProps) {
  return <OneOf {...props} choices={platform.actions.map(({ type, label }) => ({ id: type, label }))} />
}

function useFields(entity: string | undefined): Named[] {
  const { document } = useDraft()
  return entity === undefined ? [] : inOrder(document.entities.items[entity]?.fields)
}

function OneOf({ label, description, property, value, choices, onChange }: SettingProps & { choices: Named[] }) {
  const { text } = useFormat()
  return (
    <Select
      label={label}
      description={description}
      searchable
      clearable={!property.required}
      data={choices.map((choice) => ({ value: choice.id, label: text(choice.label, choice.id) }))}
      value={typeof value === 'string' ? value : null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}
