import { Card, Group, Select, Stack, Title } from '@mantine/core'
import type { CalendarDocument, OpenHours, Weekday } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraftActions } from '../draft/draft-context.tsx'
import { setCalendar } from '../draft/edits.ts'
import { zones } from '../parts/zones.ts'
import classes from './calendar-editor.module.css'
import { DayList } from './day-list.tsx'
import { WeekGrid } from './week-grid.tsx'

/** One calendar: the hours of the week, days off, and days worked all the same. */
export function CalendarEditor({ calendar }: { calendar: CalendarDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { run } = useDraftActions()
  const change = (patch: Partial<CalendarDocument>) => run(setCalendar(calendar.id, patch))
  const setDay = (day: Weekday, hours: OpenHours[]) => change({ week: { ...calendar.week, [day]: hours } })
  const usual = Object.values(calendar.week).find((hours) => hours.length > 0) ?? [{ from: '09:00', to: '18:00' }]

  return (
    <div className={classes.editor}>
      <Card withBorder padding="md">
        <Stack gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Icon name="calendar-time" />
            <Title order={2} size="h3">
              {text(calendar.label, calendar.id)}
            </Title>
          </Group>
          <LabelInputs of="label" value={calendar.label} onChange={(label) => change({ label })} />
          <Select
            label={t('calendar-zone')}
            searchable
            allowDeselect={false}
            data={[...zones]}
            limit={80}
            value={calendar.zone}
            onChange={(zone) => zone && change({ zone })}
          />
          <WeekGrid week={calendar.week} onChange={setDay} onAll={(week) => change({ week })} />
        </Stack>
      </Card>
      <Card withBorder padding="md">
        <Stack gap="lg">
          <DayList
            of="holidays"
            days={calendar.holidays}
            onChange={(days) =>
              change({ holidays: days.map(({ from, to, label }) => ({ from, ...(to ? { to } : {}), ...(label ? { label } : {}) })) })
            }
          />
          <DayList
            of="workdays"
            usual={usual}
            days={calendar.workdays.map(({ date, hours, label }) => ({ from: date, hours, ...(label ? { label } : {}) }))}
            onChange={(days) =>
              change({ workdays: days.map(({ from, hours = usual, label }) => ({ date: from, hours, ...(label ? { label } : {}) })) })
            }
          />
        </Stack>
      </Card>
    </div>
  )
}
