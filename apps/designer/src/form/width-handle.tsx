import { useTranslation } from '@tangram/ui'
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from 'react'
import classes from './canvas.module.css'

const columns = 12

type WidthHandleProps = { span: number; name: string; card: RefObject<HTMLElement | null>; onChange: (span: number) => void }

/** The right edge of an element: drag it over the twelve columns, or use the arrows on it. */
export function WidthHandle({ span, name, card, onChange }: WidthHandleProps) {
  const { t } = useTranslation('designer')
  const [drag, setDrag] = useState<{ from: number; columnPx: number; span: number } | null>(null)
  const limited = (value: number) => Math.min(columns, Math.max(1, Math.round(value)))

  function begin(event: PointerEvent<HTMLElement>) {
    const level = card.current?.parentElement
    if (!level) return
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ from: event.clientX, columnPx: level.clientWidth / columns, span })
  }
  function move(event: PointerEvent) {
    if (!drag || !card.current) return
    const next = limited(span + (event.clientX - drag.from) / drag.columnPx)
    if (next === drag.span) return
    // Shown as it will be; the form itself changes once, when the edge is let go.
    card.current.style.setProperty('--span', String(next))
    setDrag({ ...drag, span: next })
  }
  function end() {
    if (drag && drag.span !== span) onChange(drag.span)
    setDrag(null)
  }
  function onKeyDown(event: KeyboardEvent) {
    const steps: { [key: string]: number } = { ArrowLeft: span - 1, ArrowRight: span + 1, Home: 1, End: columns }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (limited(next) !== span) onChange(limited(next))
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('width-of', { name })}
      aria-valuemin={1}
      aria-valuemax={columns}
      aria-valuenow={drag?.span ?? span}
      aria-valuetext={`${drag?.span ?? span} / ${columns}`}
      className={classes.handle}
      data-dragging={drag !== null || undefined}
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
    >
      {drag && (
        <span className={classes.spanNote}>
          {drag.span} / {columns}
        </span>
      )}
    </div>
  )
}
