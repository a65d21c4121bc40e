import { Input } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { useFormat } from '../../format/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { colorOf } from '../../record/record-value.tsx'
import type { WidgetProps } from '../widget.ts'
import { elementAttributes, fieldAttributes, groupAttributes } from './attributes.ts'
import classes from './choice.module.css'

/** One of a list. The browser's own list: whole keyboard, a wheel on phones. */
export function SelectWidget(props: WidgetProps) {
  const { value, onChange, onBlur, field } = props
  const { t } = useTranslation('ui')
  const format = useFormat()
  return (
    <Input
      {...fieldAttributes(props)}
      component="select"
      pointer
      className={classes.select}
      data-empty={typeof value !== 'string' || undefined}
      rightSection={<IconSelector size={16} stroke={1.5} />}
      rightSectionPointerEvents="none"
      value={typeof value === 'string' ? value : ''}
      onChange={(event: { currentTarget: HTMLSelectElement }) => onChange(event.currentTarget.value || null)}
      onBlur={onBlur}
    >
      <option value="">{t('form.choose')}</option>
      {field.options?.map((option) => (
        <option key={option.id} value={option.id}>
          {format.text(option.label, option.id)}
        </option>
      ))}
    </Input>
  )
}

/** One of a few, all in sight. */
export function RadioWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, field, required, invalid } = props
  const format = useFormat()
  return (
    <div
      role="radiogroup"
      {...groupAttributes(props)}
      aria-required={required || undefined}
      aria-invalid={invalid || undefined}
      className={classes.chips}
    >
      {field.options?.map((option, index) => (
        <label key={option.id} className={classes.chip} data-invalid={invalid || undefined}>
          <input
            type="radio"
            id={index === 0 ? id : `${id}-${option.id}`}
            name={id}
            value={option.id}
            checked={value === option.id}
            onChange={() => onChange(option.id)}
            onBlur={onBlur}
          />
          {option.color && <span className={classes.dot} style={{ background: colorOf(option.color) }} />}
          {format.text(option.label, option.id)}
        </label>
      ))}
    </div>
  )
}

/** Several of a list. */
export function MultiSelectWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, field, invalid } = props
  const format = useFormat()
  const chosen = Array.isArray(value) ? value.map(String) : []
  return (
    <div role="group" {...groupAttributes(props)} className={classes.chips}>
      {field.options?.map((option, index) => (
        <label key={option.id} className={classes.chip} data-invalid={invalid || undefined}>
          <input
            type="checkbox"
            id={index === 0 ? id : `${id}-${option.id}`}
            checked={chosen.includes(option.id)}
            onChange={(event) => {
              const isChosen = event.currentTarget.checked
              const next =
                field.options?.flatMap(({ id: one }) => ((one === option.id ? isChosen : chosen.includes(one)) ? [one] : [])) ?? []
              onChange(next.length > 0 ? next : null)
            }}
            onBlur={onBlur}
          />
          {option.color && <span className={classes.dot} style={{ background: colorOf(option.color) }} />}
          {format.text(option.label, option.id)}
        </label>
      ))}
    </div>
  )
}

/** Yes or no. */
export function SwitchWidget(props: WidgetProps) {
  return (
    <input
      {...elementAttributes(props)}
      type="checkbox"
      role="switch"
      className={classes.switch}
      checked={props.value === true}
      aria-checked={props.value === true}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
      onBlur={props.onBlur}
    />
  )
}
