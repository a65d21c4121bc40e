import { formatNumber } from '../../format/numbers.ts'
import { useLocale } from '../../i18n/locale.ts'
import type { WidgetProps } from '../widget.ts'
import { elementAttributes } from './attributes.ts'
import classes from './slider.module.css'

/** A number between two ends. Nothing is chosen until the thumb moves. */
export function SliderWidget(props: WidgetProps) {
  const { locale } = useLocale()
  const { min, max, step } = props.field.config
  const value = typeof props.value === 'string' ? props.value : null
  return (
    <div className={classes.slider}>
      <input
        {...elementAttributes(props)}
        type="range"
        min={String(min ?? 0)}
        max={String(max ?? 100)}
        step={String(step ?? 1)}
        value={value ?? String(min ?? 0)}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        onBlur={props.onBlur}
      />
      <output htmlFor={props.id} className="tg-figures">
        {value === null ? '—' : formatNumber(value, locale)}
      </output>
    </div>
  )
}
