import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type TaskFilter, useApp, useApps, useFormat } from '@tangram/ui'
import { useEffect, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import { filterOf } from './inbox-address.ts'
import classes from './tasks.module.css'

/** Narrows the inbox down by app, process, words and lateness. */
export function InboxFilters({
  filter,
  hasLate,
  onChange,
}: {
  filter: TaskFilter
  hasLate: boolean
  onChange: (filter: TaskFilter) => void
}) {
  const t = useArea(tasksTexts)
  const format = useFormat()
  const apps = useApps().data ?? []
  const processes = useApp(filter.app).data?.processes ?? []
  const [words, setWords] = useState(filter.search ?? '')
  // Whoever goes back in history, or clears the filters, sees it here too.
  useEffect(() => setWords(filter.search ?? ''), [filter.search])
  const search = useDebouncedCallback((search: string) => onChange(filterOf({ ...filter, search })), 250)
  return (
    <search className={classes.filters}>
      <TextInput
        className={classes.words}
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value)
          search(event.currentTarget.value.trim())
        }}
      />
      <NativeSelect
        aria-label={t('app')}
        value={filter.app ?? ''}
        data={[{ value: '', label: t('allApps') }, ...apps.map(({ id, label }) => ({ value: id, label: format.text(label, id) }))]}
        onChange={(event) => onChange(filterOf({ ...filter, app: event.currentTarget.value, process: undefined }))}
      />
      {processes.length > 0 && (
        <NativeSelect
          aria-label={t('processFilter')}
          value={filter.process ?? ''}
          data={[
            { value: '', label: t('allProcesses') },
            ...processes.map(({ id, label }) => ({ value: id, label: format.text(label, id) })),
          ]}
          onChange={(event) => onChange(filterOf({ ...filter, process: event.currentTarget.value }))}
        />
      )}
      {hasLate && (
        <Checkbox
          label={t('onlyOverdue')}
          checked={filter.overdue === true}
          onChange={(event) => onChange(filterOf({ ...filter, overdue: event.currentTarget.checked }))}
        />
      )}
    </search>
  )
}
