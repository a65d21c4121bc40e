import { MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { JsonValue, Option, ValueType } from '@tangram/data-model'
import { useFormat, useOptions, usePeople, useTeams, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraftActions } from '../draft/draft-context.tsx'

export type ValueInputProps = {
  label: string
  type: ValueType | undefined
  options?: readonly Option[] | undefined
  /** True: several values. */
  many?: boolean
  value: JsonValue | undefined
  onChange: (value: JsonValue) => void
}

/** A value entered the way values of its kind are: chosen from the choices, a switch, a number, a date, somebody. */
export function ValueInput({ label, type, options, many, value, onChange }: ValueInputProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const isList = many || type?.kind === 'list'
  const shared = { 'aria-label': label, placeholder: t('value') }
  if (options && options.length > 0) {
    const data = options.map((option) => ({ value: option.id, label: text(option.label, option.id) }))
    return isList ? (
      <MultiSelect {...shared} data={data} value={textsIn(value)} onChange={onChange} />
    ) : (
      <Select {...shared} data={data} value={textOf(value)} allowDeselect={false} onChange={(next) => onChange(next)} />
    )
  }
  if (isList) return <TagsInput {...shared} value={textsIn(value)} onChange={onChange} />
  switch (type?.kind) {
    case 'boolean':
      return (
        <Select
          {...shared}
          allowDeselect={false}
          data={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
          value={typeof value === 'boolean' ? String(value) : null}
          onChange={(next) => onChange(next === 'true')}
        />
      )
    case 'integer':
    case 'decimal':
      return (
        <NumberInput
          {...shared}
          allowDecimal={type.kind === 'decimal'}
          value={typeof value === 'number' || typeof value === 'string' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : Number(next))}
        />
      )
    case 'date':
      return (
        <TextInput {...shared} type="date" value={textOf(value) ?? ''} onChange={(event) => onChange(event.currentTarget.value || null)} />
      )
    case 'time':
      return (
        <TextInput {...shared} type="time" value={textOf(value) ?? ''} onChange={(event) => onChange(event.currentTarget.value || null)} />
      )
    case 'timestamp':
      return <InstantInput label={label} value={textOf(value)} onChange={onChange} />
    case 'reference':
      return <ReferenceInput label={label} to={type.to} value={textOf(value)} onChange={onChange} />
    default:
      return (
        <Textarea {...shared} autosize minRows={1} value={textOf(value) ?? ''} onChange={(event) => onChange(event.currentTarget.value)} />
      )
  }
}

/** An instant, entered as the clock on this device shows it. */
function InstantInput({ label, value, onChange }: { label: string; value: string | null; onChange: (value: JsonValue) => void }) {
  const at = value === null ? undefined : new Date(value)
  const local = at && new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  return (
    <TextInput
      aria-label={label}
      type="datetime-local"
      value={local ?? ''}
      onChange={(event) => onChange(event.currentTarget.value ? new Date(event.currentTarget.value).toISOString() : null)}
    />
  )
}

type ReferenceProps = { label: string; to: string; value: string | null; onChange: (value: JsonValue) => void }

function ReferenceInput({ label, to, value, onChange }: ReferenceProps) {
  const { app } = useDraftActions()
  const [search, setSearch] = useState('')
  const people = usePeople(search, to === 'person')
  const teams = useTeams(to === 'team')
  const records = useOptions(app, to, search, to !== 'person' && to !== 'team')
  const known = [...(people.data ?? []), ...(teams.data ?? [])].map(({ id, name }) => ({ value: id, label: name }))
  const data = [...known, ...(records.data ?? []).map((option) => ({ value: option.id, label: option.label }))]
  const isListed = value === null || data.some((choice) => choice.value === value)
  return (
    <Select
      aria-label={label}
      searchable
      data={isListed ? data : [...data, { value, label: value }]}
      value={value}
      onSearchChange={setSearch}
      onChange={(next) => onChange(next)}
    />
  )
}

const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

const textsIn = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])
