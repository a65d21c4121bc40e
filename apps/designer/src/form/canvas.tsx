import type { FieldDocument } from '@tangram/data-model'
import { childrenOf, type FormDocument } from '@tangram/form-engine'
import { EmptyState, useFormat, useTranslation } from '@tangram/ui'
import { useCallback, useRef } from 'react'
import { useDrop } from 'react-dnd'
import { useDraft } from '../draft/draft-context.tsx'
import classes from './canvas.module.css'
import { type Dragged, dragType } from './drag.ts'
import { ElementCard } from './element-card.tsx'
import { readingOrder } from './place.ts'
import type { FormEdits } from './use-form-edits.ts'

type CanvasProps = { form: FormDocument; selected: string | null; onSelect: (element: string | null) => void; edits: FormEdits }

/** The form as people will see it, with places to drop between its elements. */
export function Canvas({ form, selected, onSelect, edits }: CanvasProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const list = useRef<HTMLDivElement>(null)
  const latest = useRef(onSelect)
  latest.current = onSelect
  const select = useCallback((element: string | null) => latest.current(element), [])

  /** Arrows walk the elements in reading order. */
  const walk = useCallback(
    (from: string, step: -1 | 1) => {
      const order = readingOrder(edits.form())
      const next = order[order.indexOf(from) + step]
      if (!next) return
      select(next)
      list.current?.querySelector<HTMLElement>(`[data-element="${next}"]`)?.focus()
    },
    [edits, select],
  )

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the elements only clears the selection; Escape does so by keyboard
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div ref={list} className={classes.sheet} onClick={() => onSelect(null)}>
      <h2 className={classes.title}>{text(form.label)}</h2>
      {form.description && <p className={classes.lead}>{text(form.description)}</p>}
      <Level
        ids={form.elements.order}
        items={form.elements.items}
        fields={document.entities.items[form.entity]?.fields.items ?? noFields}
        parent={null}
        selected={selected}
        onSelect={select}
        edits={edits}
        walk={walk}
        empty={t('empty-form')}
      />
    </div>
  )
}

const noFields = {}

type LevelProps = {
  ids: readonly string[]
  items: FormDocument['elements']['items']
  fields: { [field: string]: FieldDocument }
  parent: string | null
  selected: string | null
  onSelect: (element: string | null) => void
  edits: FormEdits
  walk: (from: string, step: -1 | 1) => void
  empty: string
}

function Level({ ids, empty, ...rest }: LevelProps) {
  const { t } = useTranslation('designer')
  const { items, fields, parent, selected, onSelect, edits, walk } = rest
  const isPages = parent !== null && ['tabs', 'steps'].includes(items[parent]?.kind ?? '')
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
        const element = items[id]
        if (!element) return null
        const card = { element, isSelected: selected === id, onSelect, edits, walk }
        // A card of a field stays as it is while neither of the two changes.
        if (!('order' in element))
          return <ElementCard key={id} {...card} field={element.kind === 'field' ? fields[element.field] : undefined} />
        return (
          <ElementCard key={id} {...card} field={undefined}>
            <Level {...rest} ids={childrenOf(element)} parent={id} empty={t('empty-section')} />
          </ElementCard>
        )
      })}
      {ids.length === 0 &&
        !isPages &&
        (parent === null ? (
          <EmptyState compact title={empty} text={t('empty-form-text')} />
        ) : (
          <div className={classes.hollow}>{empty}</div>
        ))}
    </div>
  )
}
