import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { LocalizedText } from '@tangram/data-model'
import type { OpenHours } from '@tangram/flow-engine'
import { Icon, useLocale, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { SmallButton } from '../parts/small-button.tsx'
import classes from './calendar-editor.module.css'
import { datesIn } from './dates-in.ts'
import { HoursInput } from './hours-input.tsx'

export type Day = { from: string; to?: string; hours?: OpenHours[]; label?: LocalizedText }

type DayListProps = {
  of: 'holidays' | 'workdays'
  days: readonly Day[]
  /** Hours of a day that is added to the extra working days. */
  usual?: OpenHours[]
  onChange: (days: Day[]) => void
}

/** Days off or days worked all the same, by date; whole lists can be pasted. */
export function DayList({ of, days, usual, onChange }: DayListProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const [isPasting, setPasting] = useState(false)
  const list = t(`calendar-${of}`)
  const replace = (at: number, day: Day | null) => onChange(days.flatMap((old, index) => (index !== at ? [old] : day ? [day] : [])))
  const add = (more: Day[]) => {
    const known = new Set(days.map(({ from }) => from))
    const all = [...days, ...more.filter(({ from }) => !known.has(from)).map((day) => (usual ? { ...day, hours: usual } : day))]
    onChange(all.sort((a, b) => (a.from < b.from ? -1 : 1)))
  }

  return (
    <section aria-label={list}>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text fw={500} size="sm">
          {list}
        </Text>
        <Group gap={4}>
          <Button
            aria-label={`${t('calendar-paste')} · ${list}`}
            size="compact-xs"
            variant="subtle"
            leftSection={<Icon name="clipboard" size={14} />}
            onClick={() => setPasting(true)}
          >
            {t('calendar-paste')}
          </Button>
          <Button
            aria-label={`${t('calendar-add-day')} · ${list}`}
            size="compact-xs"
            variant="subtle"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => add([{ from: nextDay(days) }])}
          >
            {t('calendar-add-day')}
          </Button>
        </Group>
      </Group>
      <Text size="xs" c="dimmed" mb="xs">
        {t(`calendar-${of}-help`)}
      </Text>
      <Stack gap={6}>
        {days.map((day, at) => (
          // Days have no name but their place: one whose date is being typed stays what it is.
          <div key={at} className={classes.special}>
            <TextInput
              type="date"
              aria-label={t('calendar-from', { n: at + 1 })}
              value={day.from}
              onChange={(event) => event.currentTarget.value && replace(at, { ...day, from: event.currentTarget.value })}
            />
            {of === 'holidays' ? (
              <TextInput
                type="date"
                aria-label={t('calendar-to', { n: at + 1 })}
                min={day.from}
                value={day.to ?? day.from}
                onChange={(event) => replace(at, { ...day, to: event.currentTarget.value })}
              />
            ) : (
              <HoursInput
                label={t('calendar-hours-of', { day: day.from })}
                hours={day.hours ?? []}
                onChange={(hours) => replace(at, { ...day, hours })}
              />
            )}
            <TextInput
              aria-label={t('calendar-name', { n: at + 1 })}
              placeholder={t('calendar-name-of')}
              value={day.label?.[locale] ?? ''}
              onChange={(event) => replace(at, { ...day, label: named(day.label, locale, event.currentTarget.value) } as Day)}
            />
            <SmallButton icon="x" label={t('calendar-remove', { date: day.from })} onClick={() => replace(at, null)} />
          </div>
        ))}
      </Stack>
      <Modal
        opened={isPasting}
        onClose={() => setPasting(false)}
        title={t('calendar-paste')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Paste
          onDays={(pasted) => {
            setPasting(false)
            add(pasted)
          }}
        />
      </Modal>
    </section>
  )
}

/** The text with one language changed; nothing when no language says anything. */
function named(label: LocalizedText | undefined, locale: 'zh-CN' | 'en', text: string): LocalizedText | undefined {
  const { [locale]: _, ...others } = label ?? {}
  const next = text === '' ? others : { ...others, [locale]: text }
  return Object.keys(next).length > 0 ? next : undefined
}

/** The day after the last one; to begin with, the first of the year. */
function nextDay(days: readonly Day[]): string {
  const last = days
    .map(({ from, to }) => to ?? from)
    .sort()
    .at(-1)
  return last ? new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10) : `${new Date().getFullYear()}-01-01`
}

function Paste({ onDays }: { onDays: (days: Day[]) => void }) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const [typed, setTyped] = useState('')
  const { found, unread } = datesIn(typed, new Date().getFullYear())
  return (
    <Stack gap="sm">
      <Textarea
        data-autofocus
        label={t('calendar-paste-label')}
        description={t('calendar-paste-help')}
        placeholder={'2026-10-01~2026-10-07 国庆节\n2026-09-20'}
        autosize
        minRows={6}
        maxRows={14}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {unread.length > 0 && (
        <Text size="sm" c="red" role="status">
          {t('calendar-paste-unread', { lines: unread.slice(0, 3).join(' · '), n: unread.length })}
        </Text>
      )}
      <Group justify="flex-end">
        <Button
          disabled={found.length === 0}
          onClick={() => onDays(found.map(({ name, ...day }) => ({ ...day, ...(name ? { label: { [locale]: name } } : {}) })))}
        >
          {t('calendar-paste-add', { n: found.length })}
        </Button>
      </Group>
    </Stack>
  )
}
