import { ActionIcon, Button } from '@mantine/core'
import type { FieldDocument } from '@tangram/data-model'
import type { FormElement } from '@tangram/form-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { type CSSProperties, type KeyboardEvent, lazy, memo, type ReactNode, Suspense, useRef, useState } from 'react'
import { useDrag, useDrop } from 'react-dnd'
import { fieldTypeNamed } from '../platform.ts'
import classes from './canvas.module.css'
import { type Dragged, dragType, type Place } from './drag.ts'
import { parentOf, placeAfter, placeBeside, placeInside, placeOutside } from './place.ts'
import type { FormEdits } from './use-form-edits.ts'
import { WidthHandle } from './width-handle.tsx'

/** Drawn when somebody opens it: hundreds of closed menus would be most of a long form. */
const ElementMenu = lazy(async () => ({ default: (await import('./element-menu.tsx')).ElementMenu }))

type Side = 'before' | 'after' | 'left' | 'right'

type ElementCardProps = {
  element: FormElement
  /** The field it shows. */
  field: FieldDocument | undefined
  isSelected: boolean
  onSelect: (element: string) => void
  edits: FormEdits
  walk: (from: string, step: -1 | 1) => void
  children?: ReactNode
}

const columns = 12
export const spanOf = (element: FormElement): number => ('span' in element && element.span) || columns
export const hasWidth = ({ kind }: FormElement): boolean => !['tabs', 'tab', 'steps', 'step'].includes(kind)

/**
 * One element on the canvas: drag it, drop beside it, or move it with Alt and the arrows or from its menu. Renders again only when it,
 * its field or its selection changes.
 */
export const ElementCard = memo(function ElementCard({ element, field, isSelected, onSelect, edits, walk, children }: ElementCardProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const card = useRef<HTMLDivElement | null>(null)
  const [side, setSide] = useState<Side | null>(null)
  const name = element.kind === 'field' ? text(element.label ?? field?.label, element.field) : text(element.label, t(element.kind))
  const span = spanOf(element)
  const { id } = element

  const [{ isDragging }, drag] = useDrag(
    () => ({
      type: dragType,
      item: { from: 'form', element: id } satisfies Dragged,
      collect: (monitor) => ({ isDragging: monitor.isDragging() }),
    }),
    [id],
  )
  const [{ isOver }, drop] = useDrop(() => {
    const placeAt = (at: Side): Place =>
      at === 'before' || at === 'left' ? { parent: parentOf(edits.form(), id), before: id } : placeAfter(edits.form(), id)
    return {
      accept: dragType,
      canDrop: (dragged: Dragged) =>
        !(dragged.from === 'form' && dragged.element === id) && edits.canPlace(dragged, { parent: parentOf(edits.form(), id), before: id }),
      hover: (_dragged, monitor) =>
        setSide(monitor.isOver({ shallow: true }) ? sideOf(card.current, monitor.getClientOffset(), span < columns) : null),
      drop: (dragged: Dragged, monitor) => {
        if (!monitor.didDrop()) edits.place(dragged, placeAt(sideOf(card.current, monitor.getClientOffset(), span < columns)))
      },
      collect: (monitor) => ({ isOver: monitor.isOver({ shallow: true }) && monitor.canDrop() }),
    }
  }, [edits, id, span])

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      return onSelect(id)
    }
    const places: { [key: string]: () => Place | undefined } = {
      ArrowUp: () => placeBeside(edits.form(), id, -1),
      ArrowDown: () => placeBeside(edits.form(), id, 1),
      ArrowLeft: () => placeOutside(edits.form(), id),
      ArrowRight: () => placeInside(edits.form(), id),
    }
    const place = places[event.key]
    if (!place) return
    if (event.altKey) {
      event.preventDefault()
      const to = place()
      if (!to) return
      edits.place({ from: 'form', element: id }, to)
      // It may be drawn anew in another container.
      return requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-element="${id}"]`)?.focus())
    }
    if (event.shiftKey && hasWidth(element) && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault()
      const wider = Math.min(columns, Math.max(1, span + (event.key === 'ArrowRight' ? 1 : -1)))
      return edits.updateElement(id, { span: wider })
    }
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      walk(id, event.key === 'ArrowUp' ? -1 : 1)
    }
  }

  const page = ({ tabs: 'tab', steps: 'step' } as const)[element.kind as 'tabs' | 'steps']
  return (
    <div
      ref={(node) => {
        card.current = node
        drag(drop(node))
      }}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows and Enter work on the element that has the focus
      tabIndex={0}
      aria-current={isSelected || undefined}
      aria-label={name}
      className={classes.card}
      style={{ '--span': span } as CSSProperties}
      data-element={id}
      data-kind={element.kind}
      data-selected={isSelected || undefined}
      data-dragging={isDragging || undefined}
      data-drop={isOver && side ? side : undefined}
      onClick={(event) => {
        event.stopPropagation()
        onSelect(id)
      }}
      onKeyDown={onKeyDown}
    >
      <ElementFace element={element} field={field} name={name} edits={edits} />
      {children}
      {page && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="plus" size={14} />}
          onClick={(event) => {
            event.stopPropagation()
            edits.place({ from: 'palette', item: { kind: page } }, { parent: id, before: null })
          }}
        >
          {t(page === 'tab' ? 'add-tab' : 'add-form-step')}
        </Button>
      )}
      {isSelected && hasWidth(element) && (
        <WidthHandle span={span} name={name} card={card} onChange={(wider) => edits.updateElement(id, { span: wider })} />
      )}
    </div>
  )
})

/** Which side of a card the pointer is on: above or below in full rows, left or right in shared ones. */
function sideOf(node: HTMLElement | null, pointer: { x: number; y: number } | null, isShared: boolean): Side {
  if (!node || !pointer) return 'after'
  const box = node.getBoundingClientRect()
  if (isShared) return pointer.x < box.left + box.width / 2 ? 'left' : 'right'
  return pointer.y < box.top + box.height / 2 ? 'before' : 'after'
}

type FaceProps = { element: FormElement; field: FieldDocument | undefined; name: string; edits: FormEdits }

function ElementFace({ element, field, name, edits }: FaceProps) {
  const { text } = useFormat()
  const menu = <MenuButton element={element.id} name={name} edits={edits} />
  if (element.kind !== 'field') {
    const isTitle = element.kind === 'heading' || 'order' in element
    return (
      <div className={classes.head}>
        {elementIcons[element.kind] && <Icon name={elementIcons[element.kind]} size={16} />}
        <span className={`${classes.name} ${isTitle ? classes.sectionName : ''}`}>{element.kind === 'divider' ? <hr /> : name}</span>
        {menu}
      </div>
    )
  }
  const type = field && fieldTypeNamed(field.type)
  const isRequired = element.required === true || field?.required === true
  const help = text(element.help ?? field?.help)
  return (
    <>
      <div className={classes.head}>
        <span className={classes.name}>
          {name}
          {isRequired && <span className={classes.star}> *</span>}
        </span>
        {(element.visible !== undefined || element.required instanceof Object) && (
          <span className={classes.linked}>
            <Icon name="bolt" size={14} />
          </span>
        )}
        {menu}
      </div>
      <div className={classes.preview} aria-hidden>
        <Icon name={type?.icon} size={16} />
        {type ? text(type.label) : field?.type}
      </div>
      {help && <p className={classes.help}>{help}</p>}
    </>
  )
}

/** What tells layout and display apart at a glance; a heading or text shows itself. */
const elementIcons: { [kind: string]: string } = {
  tabs: 'browser',
  steps: 'list-numbers',
  button: 'hand-click',
  qr: 'qrcode',
}

function MenuButton({ element, name, edits }: { element: string; name: string; edits: FormEdits }) {
  const { t } = useTranslation('designer')
  const [isOpen, setOpen] = useState(false)
  const target = (
    <ActionIcon
      size={24}
      variant="subtle"
      color="gray"
      aria-label={t('more-for', { name })}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={(event) => {
        event.stopPropagation()
        setOpen(!isOpen)
      }}
    >
      <Icon name="dots" size={16} />
    </ActionIcon>
  )
  if (!isOpen) return target
  return (
    <Suspense fallback={target}>
      <ElementMenu element={element} edits={edits} onClose={() => setOpen(false)} target={target} />
    </Suspense>
  )
}
