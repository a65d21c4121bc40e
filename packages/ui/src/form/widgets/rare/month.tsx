import { Input } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocale } from '../../../i18n/locale.ts'
import type { WidgetProps } from '../../widget.ts'
import { fieldAttributes, groupAttributes } from '../attributes.ts'
import choice from '../choice.module.css'
import classes from './rare.module.css'
import { useWidgetWords } from './widget-words.ts'

const isTouch = () => window.matchMedia('(pointer: coarse)').matches

/** A month of a year. The phone's own wheel on touch screens; elsewhere the year is typed and the month chosen, as not every browser has a picker. */
export function MonthWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, invalid } = props
  const say = useWidgetWords()
  const { locale } = useLocale()
  const stored = typeof value === 'string' ? value : ''
  // A year alone is no month yet; it is kept here until the month is there too.
  const [half, setHalf] = useState({ year: '', month: '' })
  const shown = stored ? { year: stored.slice(0, 4), month: stored.slice(5, 7) } : half
  if (isTouch()) {
    return (
      <Input
        {...fieldAttributes(props)}
        type="month"
        value={stored}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        onBlur={onBlur}
      />
    )
  }
  const change = (next: { year: string; month: string }) => {
    setHalf(next)
    onChange(/^\d{4}$/.test(next.year) && next.month ? `${next.year}-${next.month}` : null)
  }
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  return (
    <div role="group" {...groupAttributes(props)} className={classes.two}>
      <Input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        aria-label={say('year')}
        placeholder={say('year')}
        error={invalid}
        value={shown.year}
        onChange={(event) => change({ ...shown, year: event.currentTarget.value.normalize('NFKC').replace(/\D/g, '') })}
        onBlur={onBlur}
      />
      <Input
        component="select"
        pointer
        className={choice.select}
        aria-label={say('month')}
        error={invalid}
        rightSection={<IconSelector size={16} stroke={1.5} />}
        rightSectionPointerEvents="none"
        data-empty={shown.month === '' || undefined}
        value={shown.month}
        onChange={(event: { currentTarget: HTMLSelectElement }) => {
          const month = event.currentTarget.value
          change({ year: shown.year || (month && String(new Date().getFullYear())), month })
        }}
        onBlur={onBlur}
      >
        <option value="">{say('month')}</option>
        {Array.from({ length: 12 }, (_, index) => (
          <option key={index} value={String(index + 1).padStart(2, '0')}>
            {monthName.format(new Date(Date.UTC(2026, index)))}
          </option>
        ))}
      </Input>
    </div>
  )
}
