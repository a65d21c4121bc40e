import type { FormDocument } from '@tangram/form-engine'
import { EmptyState, useFormat, useTranslation } from '@tangram/ui'
import { useRef } from 'react'
import { useDrop } from 'react-dnd'
import classes from './canvas.module.css'
import { type Dragged, dragType } from './drag.ts'
import { ElementCard } from './element-card.tsx'
import { levelOf } from './place.ts'
import type { FormEdits } from './use-form-edits.ts'

type CanvasProps = { form: FormDocument; selected: string | null; onSelect: (element: string | null) => void; edits: FormEdits }

/** The form as people will see it, with places to drop between its elements. */
export function Canvas({ form, selected, onSelect, edits }: CanvasProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const list = useRef<HTMLDivElement>(null)

  /** Arrows walk the elements in reading order. */
  function walk(from: string, step: -1 | 1) {
    const order = levelOf(form, null).flatMap((id) => [id, ...(form.elements.items[id]?.kind === 'section' ? levelOf(form, id) : [])])
    const next = order[order.indexOf(from) + step]
    if (!next) return
    onSelect(next)
    list.current?.querySelector<HTMLElement>(`[data-element="${next}"]`)?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the elements only clears the selection; Escape does so by keyboard
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div ref={list} className={classes.sheet} onClick={() => onSelect(null)}>
      <h2 className={classes.title}>{text(form.label)}</h2>
      {form.description && <p className={classes.lead}>{text(form.description)}</p>}
      <Level form={form} parent={null} selected={selected} onSelect={onSelect} edits={edits} walk={walk} empty={t('empty-form')} />
    </div>
  )
}

type LevelProps = CanvasProps & { parent: string | null; empty: string; walk: (from: string, step: -1 | 1) => void }

function Level({ form, parent, selected, onSelect, edits, walk, empty }: LevelProps) {
  const { t } = useTranslation('designer')
  const ids = levelOf(form, parent)
  const [{ isOver }, drop] = useDrop(
    () => ({
      accept: dragType,
      canDrop: (dragged: Dragged) => edits.canPlace(dragged, { parent, before: null }),
      // Elements inside answer first; what reaches the level lands at its end.
      drop: (dragged: Dragged, monitor) => {
        if (!monitor.didDrop()) edits.place(dragged, { parent, before: null })
      },
      collect: (monitor) => ({ isOver: monitor.isOver({ shallow: true }) && monitor.canDrop() }),
    }),
    [edits, parent],
  )
  return (
    <div
      ref={(node) => {
        drop(node)
      }}
      className={classes.level}
      data-over={isOver || undefined}
      data-level={parent ?? 'form'}
    >
      {ids.map((id) => {
        const element = form.elements.items[id]
        if (!element) return null
        return (
          <ElementCard key={id} form={form} element={element} isSelected={selected === id} onSelect={onSelect} edits={edits} walk={walk}>
            {element.kind === 'section' && (
              <Level form={form} parent={id} selected={selected} onSelect={onSelect} edits={edits} walk={walk} empty={t('empty-section')} />
            )}
          </ElementCard>
        )
      })}
      {ids.length === 0 &&
        (parent === null ? (
          <EmptyState compact title={empty} text={t('empty-form-text')} />
        ) : (
          <div className={classes.hollow}>{empty}</div>
        ))}
    </div>
  )
}
