import { MultiSelect, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type Named, usePeople } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { operationsTexts } from '../../texts/operations.ts'

type PickerProps = {
  label: string
  error?: string | false
  /** Who cannot be chosen. */
  without?: readonly string[]
  autoFocus?: boolean
  /** Nobody may be chosen too. */
  isOptional?: boolean
}

/** One colleague, found by name. */
export function PersonPicker({
  value,
  onChange,
  isClearable = false,
  ...about
}: PickerProps & { value: Named | null; isClearable?: boolean; onChange: (person: Named | null) => void }) {
  const { search, setSearch, found, shared } = usePicker(about, value ? [value] : [])
  return (
    <Select
      {...shared}
      clearable={isClearable}
      value={value?.id ?? null}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(id) => onChange(found.find((person) => person.id === id) ?? null)}
    />
  )
}

/** Several colleagues, in the order they were chosen. */
export function PeoplePicker({ value, onChange, ...about }: PickerProps & { value: Named[]; onChange: (people: Named[]) => void }) {
  const { search, setSearch, found, shared } = usePicker(about, value)
  const [isOpen, setOpen] = useState(false)
  return (
    <MultiSelect
      {...shared}
      value={value.map(({ id }) => id)}
      searchValue={search}
      onSearchChange={setSearch}
      // Once somebody is chosen the list makes way for what lies under it; typing brings it back.
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onChange={(ids) => {
        onChange(ids.flatMap((id) => found.find((person) => person.id === id) ?? []))
        setOpen(false)
      }}
    />
  )
}

function usePicker({ label, error, without = [], autoFocus, isOptional = false }: PickerProps, chosen: readonly Named[]) {
  const t = useArea(operationsTexts)
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search, 200)
  // The name of who was chosen stands in the field and is no search.
  const people = usePeople(chosen.some(({ name }) => name === asked) ? '' : asked)
  const found = [...chosen, ...(people.data ?? []).filter(({ id }) => !chosen.some((one) => one.id === id))].filter(
    ({ id }) => !without.includes(id),
  )
  const shared = {
    label,
    error,
    withAsterisk: !isOptional,
    searchable: true,
    // Opened by typing or a click, so that a dialog that begins here is not covered by names.
    openOnFocus: false,
    placeholder: chosen.length > 0 ? undefined : t('personHint'),
    nothingFoundMessage: people.isFetching ? undefined : t('nobodyFound'),
    data: found.map(({ id, name }) => ({ value: id, label: name })),
    // The server has looked already, also at what is no part of the name.
    filter: ({ options }: { options: unknown[] }) => options as never[],
    comboboxProps: { withinPortal: true },
    ...(autoFocus ? { 'data-autofocus': true } : {}),
  }
  return { search, setSearch, found, shared }
}
