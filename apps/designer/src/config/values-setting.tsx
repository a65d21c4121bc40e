import { ActionIcon, Group, Select, Text, TextInput } from '@mantine/core'
import { itemOf, type JsonObject, type JsonValue, reservedFieldIds, type ValueType } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { Icon, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { FormulaInput } from './formula-input.tsx'
import { type Name, useNames, useScope } from './names.tsx'
import { SettingFrame } from './setting-frame.tsx'
import type { SettingProps } from './setting-props.ts'
import classes from './settings.module.css'
import { ValueInput } from './value-input.tsx'

/**
 * Fields and what each is set to: a value, a name the situation gives, nothing, or a formula. Another setting may name another table, or the
 * process whose record they are for; names that are the receiver's own are typed.
 */
export function ValuesSetting({ label, description, property, value, entity, siblings, onChange }: SettingProps) {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const called =
    property.names === 'called' && typeof siblings.process === 'string' ? itemOf(document.processes, siblings.process) : undefined
  const target = called?.entity ?? (typeof siblings.entity === 'string' ? siblings.entity : entity)
  const read = useScope(entity)
  const written = useScope(target)
  const names = useNames(written)
  // Variables of a process are set as fields are; they belong to it, not to a table that another setting names.
  const fields = names.filter(
    ({ path }) => path.startsWith('$vars.') || (!path.startsWith('$') && !path.includes('.') && !reservedFieldIds.has(path)),
  )
  const values = (value ?? {}) as JsonObject
  const free = fields.filter(({ path }) => !Object.hasOwn(values, path))
  const change = (next: JsonObject) => onChange(Object.keys(next).length === 0 ? undefined : next)
  if (!read || !written) return null
  return (
    <SettingFrame label={label} description={description}>
      {Object.entries(values).map(([field, logic]) => (
        <OneValue
          key={field}
          name={fields.find(({ path }) => path === field) ?? { path: field, label: field, type: undefined }}
          written={written}
          read={read}
          logic={logic}
          onChange={(next) => change({ ...values, [field]: next })}
          onRemove={() => {
            const { [field]: _removed, ...rest } = values
            change(rest)
          }}
        />
      ))}
      {property.names === 'free' ? (
        <AddName label={t('add-named-value', { name: label })} onAdd={(name) => change({ ...values, [name]: values[name] ?? '' })} />
      ) : (
        <Select
          aria-label={t('add-field-value', { name: label })}
          placeholder={t('add-field-value', { name: label })}
          searchable
          data={free.map(({ path, label: name }) => ({ value: path, label: name }))}
          value={null}
          onChange={(field) => field && change({ ...values, [field]: startValue(written, field) })}
        />
      )}
    </SettingFrame>
  )
}

/** A name to type; Enter takes it. */
function AddName({ label, onAdd }: { label: string; onAdd: (name: string) => void }) {
  const [name, setName] = useState('')
  function add() {
    if (name.trim() === '') return
    onAdd(name.trim())
    setName('')
  }
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={add}
      onKeyDown={(event) => event.key === 'Enter' && add()}
    />
  )
}

type OneValueProps = {
  name: Name
  written: Scope
  read: Scope
  logic: JsonValue
  onChange: (logic: JsonValue) => void
  onRemove: () => void
}

function OneValue({ name, written, read, logic, onChange, onRemove }: OneValueProps) {
  const { t } = useTranslation('designer')
  const options = written.optionsOf?.(name.path.split('.'))
  const given = useNames(read).filter(({ path, type }) => path.startsWith('$') && fits(type, name.type))
  const kind = kindOf(logic, given)
  function choose(next: string | null) {
    if (next === 'value') onChange(startValue(written, name.path))
    else if (next === 'empty') onChange(null)
    else if (next === 'formula') onChange({ var: name.type ? name.path : 'id' })
    else if (next) onChange({ var: next })
  }
  return (
    <div className={classes.row}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="md" fw={500}>
          {name.label}
        </Text>
        <ActionIcon variant="subtle" color="gray" aria-label={t('remove-value', { name: name.label })} onClick={onRemove}>
          <Icon name="x" size={16} />
        </ActionIcon>
      </Group>
      <Select
        aria-label={t('value-kind', { name: name.label })}
        allowDeselect={false}
        data={[
          { value: 'value', label: t('this-value') },
          ...given.map(({ path, label }) => ({ value: path, label })),
          { value: 'empty', label: t('no-value') },
          { value: 'formula', label: t('formula') },
        ]}
        value={kind}
        onChange={choose}
      />
      {kind === 'value' && (
        <ValueInput label={t('value-of', { name: name.label })} type={name.type} options={options} value={logic} onChange={onChange} />
      )}
      {kind === 'formula' && (
        <FormulaInput
          scope={read}
          label={t('formula')}
          description={t('formula-help')}
          value={logic}
          onChange={(next) => onChange(next ?? null)}
        />
      )}
    </div>
  )
}

function kindOf(logic: JsonValue, given: Name[]): string {
  if (logic === null) return 'empty'
  if (typeof logic !== 'object' || Array.isArray(logic)) return 'value'
  return given.find(({ path }) => logic.var === path)?.path ?? 'formula'
}

/** Whether what a name gives can be kept in a field of this type. */
function fits(type: ValueType | undefined, field: ValueType | undefined): boolean {
  if (!type || (field && type.kind !== field.kind)) return false
  if (!field) return true
  return type.kind !== 'reference' || (field.kind === 'reference' && type.to === field.to)
}

function startValue(scope: Scope, field: string): JsonValue {
  const path = field.split('.')
  const type = scope.typeOf(path)
  const first = scope.optionsOf?.(path)?.[0]?.id
  if (type?.kind === 'list') return first ? [first] : []
  if (first !== undefined) return first
  if (type?.kind === 'boolean') return true
  if (type?.kind === 'integer' || type?.kind === 'decimal') return 0
  return ''
}
