import { Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Id } from '@tangram/data-model'
import { type FieldView, recordSources, useClient, useFormat } from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { recordsTexts } from '../../../texts/records.ts'
import { Pick } from './pick.tsx'

export type ConditionValueProps = { app: Id; field: FieldView; value: string; onChange: (value: string) => void }

/** What a field is compared with, entered as that field's values are. */
export function ConditionValue({ app, field, value, onChange }: ConditionValueProps) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const nothing = { value: '', label: '…' }
  if (field.options) {
    const choices = field.options.map((option) => ({ value: option.id, label: format.text(option.label, option.id) }))
    return <Pick label={t('value')} value={value} choices={[nothing, ...choices]} onChange={onChange} />
  }
  switch (field.valueType.kind) {
    case 'boolean': {
      const choices = [nothing, { value: 'true', label: t('yes') }, { value: 'false', label: t('no') }]
      return <Pick label={t('value')} value={value} choices={choices} onChange={onChange} />
    }
    case 'reference':
      return <ReferenceValue app={app} to={field.valueType.to} id={field.id} value={value} onChange={onChange} />
    case 'date':
    case 'timestamp':
    case 'range':
      return <TypedValue type="date" value={value} onChange={onChange} />
    case 'integer':
    case 'decimal':
      return <TypedValue type="number" value={value} onChange={onChange} />
    default:
      return <TypedValue type="text" value={value} onChange={onChange} />
  }
}

function TypedValue({ type, value, onChange }: { type: 'text' | 'number' | 'date'; value: string; onChange: (value: string) => void }) {
  const t = useArea(recordsTexts)
  return (
    <TextInput type={type} step="any" aria-label={t('value')} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  )
}

function ReferenceValue({ app, to, id, value, onChange }: { app: Id; to: Id; id: Id; value: string; onChange: (value: string) => void }) {
  const t = useArea(recordsTexts)
  const sources = recordSources(useClient(), app)
  const [words, setWords] = useState('')
  const [settled] = useDebouncedValue(words, 200)
  const choices = useQuery({
    queryKey: ['filter-options', app, to, settled],
    queryFn: ({ signal }) => sources.options({ id, to }, { search: settled, signal }),
  })
  const chosen = useQuery({
    queryKey: ['filter-options', app, to, 'one', value],
    queryFn: ({ signal }) => sources.options({ id, to }, { ids: [value], signal }),
    enabled: value !== '',
  })
  const known = new Map([...(chosen.data ?? []), ...(choices.data ?? [])].map((option) => [option.id, option.label]))
  return (
    <Select
      aria-label={t('value')}
      searchable
      value={value || null}
      data={[...known].map(([option, label]) => ({ value: option, label }))}
      filter={({ options }) => options}
      nothingFoundMessage={t(choices.isFetching || words !== settled ? 'searching' : 'nothingFound')}
      onSearchChange={setWords}
      onChange={(next) => onChange(next ?? '')}
      comboboxProps={{ withinPortal: false }}
    />
  )
}
