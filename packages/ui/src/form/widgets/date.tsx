import { Input } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { clockIn, dayIn, instantOf } from '../../format/times.ts'
import { useLocale } from '../../i18n/locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { WidgetProps } from '../widget.ts'
import { fieldAttributes, groupAttributes } from './attributes.ts'
import classes from './date.module.css'

const CalendarInput = lazy(() => import('./calendar-input.tsx'))

const isTouch = () => window.matchMedia('(pointer: coarse)').matches

/** A day. The phone's own wheel on touch screens; elsewhere a calendar that loads when a form has a date. */
export function DateWidget(props: WidgetProps) {
  const { value, onChange, onBlur, field } = props
  const day = typeof value === 'string' ? value : ''
  const bounds = { min: textOr(field.config.min), max: textOr(field.config.max) }
  const change = (next: string) => onChange(next === '' ? null : next)
  if (isTouch()) {
    return (
      <Input
        {...fieldAttributes(props)}
        {...bounds}
        type="date"
        value={day}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={onBlur}
      />
    )
  }
  return (
    <Suspense fallback={<Input {...fieldAttributes(props)} value={day} readOnly />}>
      <CalendarInput {...fieldAttributes(props)} {...bounds} value={day} onChange={change} onBlur={onBlur} />
    </Suspense>
  )
}

/** A day and a time of day in the reader's zone, stored as an instant. */
export function DateTimeWidget(props: WidgetProps) {
  const { t } = useTranslation('ui')
  const { zone } = useLocale()
  const stored = typeof props.value === 'string' ? new Date(props.value) : null
  const known =
    stored && !Number.isNaN(stored.getTime()) ? { day: dayIn(stored, zone), clock: clockIn(stored, zone) } : { day: '', clock: '' }
  // A day alone is no instant yet; it is kept here until the time is there too.
  const [half, setHalf] = useState(known)
  const shown = known.day ? known : half
  const change = (next: { day: string; clock: string }) => {
    setHalf(next)
    props.onChange(next.day && next.clock ? instantOf(next.day, next.clock, zone) : null)
  }
  return (
    <div role="group" {...groupAttributes(props)} className={classes.dateTime}>
      <DateWidget
        {...props}
        field={{ ...props.field, config: {} }}
        value={shown.day || null}
        onChange={(day) => change({ day: String(day ?? ''), clock: shown.clock || '09:00' })}
      />
      <Input
        type="time"
        aria-label={t('form.time')}
        error={props.invalid}
        value={shown.clock}
        onChange={(event) => change({ ...shown, clock: event.currentTarget.value })}
        onBlur={props.onBlur}
      />
    </div>
  )
}

/** A time of day, stored as HH:mm:ss. */
export function TimeWidget(props: WidgetProps) {
  return (
    <Input
      {...fieldAttributes(props)}
      type="time"
      value={typeof props.value === 'string' ? props.value.slice(0, 5) : ''}
      onChange={(event) => props.onChange(event.currentTarget.value ? `${event.currentTarget.value}:00` : null)}
      onBlur={props.onBlur}
    />
  )
}

const textOr = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
