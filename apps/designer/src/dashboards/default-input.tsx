import { Group, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import type { JsonValue } from '@tangram/data-model'
import type { DashboardFilter, FilterValue } from '@tangram/report-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import { useFieldOptions } from './use-field-options.ts'

const periods = [
  'last 7 days',
  'last 30 days',
  'last 90 days',
  'this week',
  'this month',
  'this quarter',
  'this year',
  'last 12 months complete',
] as const

type DefaultInputProps = {
  filter: DashboardFilter
  label: string
  value: FilterValue | undefined
  onChange: (value: FilterValue | undefined) => void
}

/** How a filter stands before somebody changes it; empty: it asks nothing. */
export function DefaultInput({ filter, label, value, onChange }: DefaultInputProps) {
  const { t } = useTranslation('designer')
  const format = useFormat()
  const { options, own } = useFieldOptions(filter)
  switch (filter.type) {
    case 'period': {
      const key = periodKey(value)
      const known: string[] = [...periods]
      const data = (key && !known.includes(key) ? [...known, key] : known).map((one) => ({ value: one, label: periodWords(one, t) }))
      return (
        <Select
          label={label}
          clearable
          placeholder={t('asks-nothing')}
          data={data}
          value={key ?? null}
          onChange={(next) => onChange(next ? periodOf(next) : undefined)}
        />
      )
    }
    case 'choice': {
      const keys = Array.isArray(value) ? value.map(String) : []
      const set = (next: string[]) => onChange(next.length > 0 ? (next as JsonValue[]) : undefined)
      const data = [
        ...own.map((key) => ({ value: key, label: t(key === '$me' ? 'reader-self' : 'reader-team') })),
        ...options.map((option) => ({ value: option.id, label: format.text(option.label, option.id) })),
      ]
      if (data.length === 0) return <TagsInput label={label} placeholder={t('asks-nothing')} value={keys} onChange={set} />
      return (
        <MultiSelect
          label={label}
          clearable
          placeholder={keys.length > 0 ? '' : t('asks-nothing')}
          data={data}
          value={keys}
          onChange={set}
        />
      )
    }
    case 'text':
      return (
        <TextInput
          label={label}
          placeholder={t('asks-nothing')}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      )
    case 'number-range': {
      const range = value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { gte?: number; lte?: number }) : {}
      const set = (end: 'gte' | 'lte', number: number | string) => {
        const { [end]: _before, ...rest } = range
        const next = typeof number === 'number' ? { ...rest, [end]: number } : rest
        onChange(Object.keys(next).length > 0 ? next : undefined)
      }
      return (
        <Group gap={6} grow>
          <NumberInput label={`${label} ≥`} value={range.gte ?? ''} onChange={(number) => set('gte', number)} />
          <NumberInput label={`${label} ≤`} value={range.lte ?? ''} onChange={(number) => set('lte', number)} />
        </Group>
      )
    }
  }
}

function periodKey(value: FilterValue | undefined): string | undefined {
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  if ('this' in value) return `this ${value.this}`
  if ('last' in value) return `last ${value.last}${value.complete ? ' complete' : ''}`
  return undefined
}

function periodOf(key: string): FilterValue {
  const [kind, ...rest] = key.split(' ')
  if (kind === 'this') return { this: rest[0] as 'month' }
  const [count, unit, complete] = rest
  return { last: `${count} ${unit}`, ...(complete ? { complete: true } : {}) }
}

function periodWords(key: string, t: ReturnType<typeof useTranslation>['t']): string {
  const [kind, first = '', unit = '', complete] = key.split(' ')
  if (kind === 'this') return t(`this-${first}`)
  return t(`last-${unit.replace(/s?$/, 's')}`, { n: first }) + (complete ? t('complete-only') : '')
}
