import { Input } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { WidgetProps } from '../widget.ts'
import { fieldAttributes, groupAttributes } from './attributes.ts'
import classes from './duration.module.css'

/** Hours and minutes, stored in seconds. */
export function DurationWidget(props: WidgetProps) {
  const { t } = useTranslation('ui')
  const seconds = typeof props.value === 'number' ? props.value : null
  const hours = seconds === null ? '' : String(Math.floor(seconds / 3600))
  const minutes = seconds === null ? '' : String(Math.floor(seconds / 60) % 60)
  const change = (nextHours: string, nextMinutes: string) => {
    const digits = [nextHours, nextMinutes].map((text) => text.normalize('NFKC').replace(/\D/g, ''))
    if (digits.every((text) => text === '')) return props.onChange(null)
    props.onChange(Number(digits[0]) * 3600 + Number(digits[1]) * 60)
  }
  return (
    <div role="group" {...groupAttributes(props)} className={classes.duration}>
      <Input
        {...fieldAttributes(props)}
        inputMode="numeric"
        autoComplete="off"
        aria-label={t('form.hours')}
        value={hours}
        onChange={(event) => change(event.currentTarget.value, minutes)}
        onBlur={props.onBlur}
      />
      <span aria-hidden>{t('form.hours')}</span>
      <Input
        inputMode="numeric"
        autoComplete="off"
        aria-label={t('form.minutes')}
        error={props.invalid}
        value={minutes}
        onChange={(event) => change(hours, event.currentTarget.value)}
        onBlur={props.onBlur}
      />
      <span aria-hidden>{t('form.minutes')}</span>
    </div>
  )
}
