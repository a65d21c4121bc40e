import { Button, Group, Text } from '@mantine/core'
import { type CalendarDocument, type OpenHours, type Weekday, weekdays } from '@tangram/flow-engine'
import { useTranslation } from '@tangram/ui'
import classes from './calendar-editor.module.css'
import { HoursInput } from './hours-input.tsx'

type WeekGridProps = {
  week: CalendarDocument['week']
  onChange: (day: Weekday, hours: OpenHours[]) => void
  onAll: (week: CalendarDocument['week']) => void
}

/** The hours of each weekday, written and drawn along the day. */
export function WeekGrid({ week, onChange, onAll }: WeekGridProps) {
  const { t } = useTranslation('designer')
  const monday = week.mon ?? []
  const likeMonday = (days: readonly Weekday[]) => onAll({ ...week, ...Object.fromEntries(days.map((day) => [day, monday])) })
  return (
    <section aria-label={t('calendar-week')} className={classes.week}>
      <Group justify="space-between" gap="xs">
        <Text fw={500} size="sm">
          {t('calendar-week')}
        </Text>
        <Group gap={4}>
          <Button size="compact-xs" variant="subtle" disabled={monday.length === 0} onClick={() => likeMonday(weekdays.slice(0, 5))}>
            {t('calendar-mon-to-fri')}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => onAll(Object.fromEntries(weekdays.map((day) => [day, around])))}>
            {t('calendar-always')}
          </Button>
        </Group>
      </Group>
      <Text size="xs" c="dimmed">
        {t('calendar-hours-help')}
      </Text>
      {weekdays.map((day) => (
        <div key={day} className={classes.day}>
          <Text size="sm" component="span">
            {t(`day-${day}`)}
          </Text>
          <HoursInput
            label={t('calendar-hours-of', { day: t(`day-${day}`) })}
            hours={week[day] ?? []}
            onChange={(hours) => onChange(day, hours)}
          />
          <div className={classes.track} aria-hidden>
            {(week[day] ?? []).map(({ from, to }) => (
              <span key={from} className={classes.open} style={{ left: `${share(from)}%`, width: `${share(to) - share(from)}%` }} />
            ))}
          </div>
        </div>
      ))}
    </section>
  )
}

const around: OpenHours[] = [{ from: '00:00', to: '24:00' }]

/** How far a time is along the day, in percent. */
function share(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return ((hours * 60 + minutes) / (24 * 60)) * 100
}
