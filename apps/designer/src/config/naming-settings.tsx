import { MultiSelect, Select } from '@mantine/core'
import { type FieldDocument, inOrder, type LocalizedText, withDefaults } from '@tangram/data-model'
import { valueTypeOf } from '@tangram/form-engine'
import { useFormat } from '@tangram/ui'
import { useDraft } from '../draft/draft-context.tsx'
import { writableTables } from '../linked/writable-tables.ts'
import { fieldTypeNamed, platform } from '../platform.ts'
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

/** A table whose records the app writes. */
export function OwnEntitySetting(props: SettingProps) {
  const { document } = useDraft()
  return <OneOf {...props} choices={writableTables(document)} />
}

/** A field of the table that leads to one record of another. */
export function RelationSetting(props: SettingProps) {
  const fields = useFields(props.entity)
  return <OneOf {...props} choices={fields.filter((field) => relatedEntity(field) !== undefined)} />
}

/** A field of the table that the setting `relation` beside this one leads to. */
export function RelatedFieldSetting(props: SettingProps) {
  const relation = useFields(props.entity).find(({ id }) => id === props.siblings.relation)
  return <OneOf {...props} choices={useFields(relation && relatedEntity(relation))} />
}

function relatedEntity(field: FieldDocument): string | undefined {
  const type = fieldTypeNamed(field.type)
  const valueType = type && valueTypeOf(type, withDefaults(type.config, field.config))
  return valueType?.kind === 'reference' && !valueType.many ? valueType.to : undefined
}

export function ActionSetting(props: SettingProps) {
  return <OneOf {...props} choices={platform.actions.map(({ type, label }) => ({ id: type, label }))} />
}

function useFields(entity: string | undefined): FieldDocument[] {
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
