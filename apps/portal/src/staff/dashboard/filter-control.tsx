import { Button, MultiSelect, NumberInput, Pill, Popover, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDebouncedValue } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import type { Id, JsonValue } from '@tangram/data-model'
import type { DashboardFilter, FilterValue } from '@tangram/report-engine'
import { recordSources, useClient, useFormat } from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import type { FilterField } from './filter-field.ts'
import { choiceOf, type Dates, datesOf, type PeriodChoice, periodChoices } from './period-choices.ts'

export type FilterControlProps = {
  app: Id
  filter: Pick<DashboardFilter, 'id' | 'label' | 'type'>
  field: FilterField | undefined
  value: FilterValue
  onChange: (value: FilterValue) => void
  /** True: it tells how it stands, and is not the reader's to set. */
  isFixed?: boolean
}

/** One filter of a dashboard: a button that says how it stands, and what it is set by. */
export function FilterControl(props: FilterControlProps) {
  const { filter, value } = props
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const words = useValueWords(props)
  const label = format.text(filter.label, filter.id)
  if (props.isFixed)
    return (
      <Pill size="lg">
        {label}: {words}
      </Pill>
    )
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus width="min(340px, calc(100vw - 24px))">
      <Popover.Target>
        <Button
          variant={value === null ? 'default' : 'light'}
          rightSection={<IconChevronDown size={16} stroke={1.5} />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {words ? `${label}: ${words}` : label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Stack gap="sm">
          <Setting {...props} label={label} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The same filter laid open, where there is room for nothing else. */
export function OpenFilter(props: FilterControlProps) {
  const format = useFormat()
  return (
    <Stack gap="xs" component="section" aria-label={format.text(props.filter.label, props.filter.id)}>
      {props.filter.type !== 'choice' && props.filter.type !== 'text' && (
        <Text size="sm" fw={500}>
          {format.text(props.filter.label, props.filter.id)}
        </Text>
      )}
      <Setting {...props} label={format.text(props.filter.label, props.filter.id)} />
    </Stack>
  )
}

type SettingProps = FilterControlProps & { label: string }

function Setting(props: SettingProps) {
  switch (props.filter.type) {
    case 'period':
      return <PeriodSetting {...props} />
    case 'choice':
      return <ChoiceSetting {...props} />
    case 'text':
      return <TextSetting {...props} />
    case 'number-range':
      return <RangeSetting {...props} />
  }
}

function PeriodSetting({ value, onChange }: SettingProps) {
  const t = useArea(dashboardTexts)
  const dates = datesOf(value)
  const chosen = choiceOf(value)
  const pick = (next: FilterValue, name: PeriodChoice | 'always') => (
    <Button
      key={name}
      size="sm"
      variant={(chosen ?? (value === null ? 'always' : '')) === name ? 'light' : 'default'}
      onClick={() => onChange(next)}
    >
      {t(name)}
    </Button>
  )
  const set = (end: keyof Dates, day: string) => {
    const { [end]: _before, ...rest } = dates ?? {}
    const next = day ? { ...rest, [end]: day } : rest
    onChange(Object.keys(next).length > 0 ? next : null)
  }
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6 }}>
        {pick(null, 'always')}
        {(Object.keys(periodChoices) as PeriodChoice[]).map((name) => pick(periodChoices[name], name))}
      </div>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))', gap: 8 }}>
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(end)}
            value={dates?.[end] ?? ''}
            {...(end === 'to' && dates?.from ? { min: dates.from } : {})}
            {...(end === 'from' && dates?.to ? { max: dates.to } : {})}
            onChange={(event) => set(end, event.currentTarget.value)}
          />
        ))}
      </div>
    </>
  )
}

const none = '∅'
const keyOf = (value: JsonValue): string => (value === null ? none : String(value))

/** Choices as texts, as the control knows them, and back. */
function asKeys(texts: readonly string[], { type }: FilterField): FilterValue {
  const key = (text: string): JsonValue => {
    if (text === none) return null
    if (type.kind === 'boolean') return text === 'true'
    return type.kind === 'integer' ? Number(text) : text
  }
  return texts.length === 0 ? null : texts.map(key)
}

function ChoiceSetting({ app, field, value, label, onChange }: SettingProps) {
  const t = useArea(dashboardTexts)
  const [words, setWords] = useState('')
  const [settled] = useDebouncedValue(words, 200)
  const keys = Array.isArray(value) ? value.map(keyOf) : []
  const choices = useChoices(app, field, settled, keys)
  if (!field) return null
  const shared = { label, value: keys, clearable: true, comboboxProps: { withinPortal: false } }
  const isFree = !field.options && field.type.kind !== 'reference' && field.type.kind !== 'boolean'
  if (isFree) return <TagsInput {...shared} description={t('enterValues')} onChange={(next) => onChange(asKeys(next, field))} data={[]} />
  return (
    <MultiSelect
      {...shared}
      searchable
      data-autofocus
      data={choices.list}
      {...(field.type.kind === 'reference' ? { filter: ({ options }) => options } : {})}
      nothingFoundMessage={t(choices.isSearching ? 'searching' : 'nothingFound')}
      onSearchChange={setWords}
      onChange={(next) => onChange(asKeys(next, field))}
      maxDropdownHeight={260}
    />
  )
}

/** What may be chosen, and the names of what is. */
function useChoices(app: Id, field: FilterField | undefined, search: string, chosen: readonly string[]) {
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const sources = recordSources(useClient(), app)
  const to = field?.type.kind === 'reference' ? field.type.to : ''
  const ids = chosen.filter((key) => key !== none && !key.startsWith('$'))
  const found = useQuery({
    queryKey: ['filter-options', app, to, search],
    queryFn: ({ signal }) => sources.options({ id: field?.id ?? '', to }, { search, signal }),
    enabled: to !== '',
  })
  const named = useQuery({
    queryKey: ['filter-options', app, to, 'these', ids],
    queryFn: ({ signal }) => sources.options({ id: field?.id ?? '', to }, { ids, signal }),
    enabled: to !== '' && ids.length > 0,
  })
  const nothing = { value: none, label: t('notFilled') }
  const list = (): { value: string; label: string }[] => {
    if (field?.options) return [...field.options.map(({ id, label }) => ({ value: id, label: format.text(label, id) })), nothing]
    if (field?.type.kind === 'boolean') return [{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }, nothing]
    const own = to === 'person' ? [{ value: '$me', label: t('me') }] : to === 'team' ? [{ value: '$my-team', label: t('myTeam') }] : []
    const records = new Map([...(named.data ?? []), ...(found.data ?? [])].map(({ id, label }) => [id, label]))
    return [...own, ...[...records].map(([value, label]) => ({ value, label })), nothing]
  }
  return { list: list(), isSearching: found.isFetching }
}

function TextSetting({ value, label, onChange }: SettingProps) {
  const t = useArea(dashboardTexts)
  const [text, setText] = useState(typeof value === 'string' ? value : '')
  const later = useDebouncedCallback((next: string) => onChange(next || null), 400)
  return (
    <TextInput
      label={label}
      description={t('contains')}
      value={text}
      data-autofocus
      onChange={(event) => {
        setText(event.currentTarget.value)
        later(event.currentTarget.value)
      }}
    />
  )
}

function RangeSetting({ value, onChange }: SettingProps) {
  const t = useArea(dashboardTexts)
  const range = value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { gte?: number; lte?: number }) : {}
  const later = useDebouncedCallback(onChange, 400)
  const set = (end: 'gte' | 'lte', number: number | string) => {
    const { [end]: _before, ...rest } = range
    const next = typeof number === 'number' ? { ...rest, [end]: number } : rest
    later(Object.keys(next).length > 0 ? next : null)
  }
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))', gap: 8 }}>
      <NumberInput label={t('atLeast')} defaultValue={range.gte ?? ''} onChange={(number) => set('gte', number)} />
      <NumberInput label={t('atMost')} defaultValue={range.lte ?? ''} onChange={(number) => set('lte', number)} />
    </div>
  )
}

/** How a filter stands, in a few words; nothing when it asks nothing. */
function useValueWords({ app, filter, field, value }: FilterControlProps): string {
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const keys = filter.type === 'choice' && Array.isArray(value) ? value.map(keyOf) : []
  const { list } = useChoices(app, keys.length > 0 ? field : undefined, '', keys)
  if (value === null) return ''
  switch (filter.type) {
    case 'period': {
      const choice = choiceOf(value)
      if (choice) return t(choice)
      const dates = datesOf(value)
      if (dates) return `${dates.from ? format.date(dates.from) : '…'} – ${dates.to ? format.date(dates.to) : '…'}`
      return spanWords(value, t)
    }
    case 'choice': {
      const [first = '', ...more] = keys.map(
        (key) => list.find((choice) => choice.value === key)?.label ?? (key.startsWith('$') ? key : '…'),
      )
      return more.length > 0 ? `${first} +${more.length}` : first
    }
    case 'text':
      return String(value)
    case 'number-range': {
      const { gte, lte } = value as { gte?: number; lte?: number }
      if (gte !== undefined && lte !== undefined) return `${format.number(gte)} – ${format.number(lte)}`
      return gte === undefined ? `≤ ${format.number(lte ?? 0)}` : `≥ ${format.number(gte)}`
    }
  }
}

/** A span that is none of those offered, as its author wrote it: `45 days`. */
function spanWords(value: FilterValue, t: ReturnType<typeof useArea<keyof (typeof dashboardTexts)['texts'] & string>>): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return ''
  if ('last' in value) {
    const [count = '', unit = ''] = value.last.split(' ')
    const name = unit.endsWith('s') ? unit : `${unit}s`
    return t('lastSpan', {
      count,
      unit: t(name === 'days' || name === 'weeks' || name === 'months' || name === 'quarters' ? name : 'years'),
    })
  }
  return 'this' in value ? t('thisSpan', { unit: value.this }) : ''
}
