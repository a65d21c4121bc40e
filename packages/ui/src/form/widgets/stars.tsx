import { IconStar, IconStarFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { WidgetProps } from '../widget.ts'
import { groupAttributes } from './attributes.ts'
import classes from './stars.module.css'

/** One to `config.max` stars. Radio buttons underneath: arrows move, the first press chooses. */
export function StarsWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, field, required, invalid } = props
  const { t } = useTranslation('ui')
  const [pointed, setPointed] = useState(0)
  const max = Number(field.config.max ?? 5)
  const lit = pointed || Number(value ?? 0)
  return (
    <div
      role="radiogroup"
      {...groupAttributes(props)}
      aria-required={required || undefined}
      aria-invalid={invalid || undefined}
      className={classes.stars}
      onPointerLeave={() => setPointed(0)}
    >
      {Array.from({ length: max }, (_, index) => index + 1).map((star) => (
        <label key={star} className={classes.star} onPointerEnter={(event) => event.pointerType === 'mouse' && setPointed(star)}>
          <input
            type="radio"
            id={star === 1 ? id : `${id}-${star}`}
            name={id}
            checked={value === star}
            onChange={() => onChange(star)}
            onBlur={onBlur}
            aria-label={t('form.stars', { count: star, max })}
          />
          {star <= lit ? <IconStarFilled size={28} /> : <IconStar size={28} stroke={1.5} />}
        </label>
      ))}
    </div>
  )
}
