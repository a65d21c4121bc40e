import { ActionIcon, Menu } from '@mantine/core'
import type { FormDocument, FormElement } from '@tangram/form-engine'
import { Icon, type Translate, useFormat, useTranslation } from '@tangram/ui'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useDrag, useDrop } from 'react-dnd'
import { useDraft } from '../draft/draft-context.tsx'
import { fieldTypeNamed } from '../platform.ts'
import classes from './canvas.module.css'
import { type Dragged, dragType, type Place } from './drag.ts'
import { parentOf, placeAfter, placeBeside } from './place.ts'
import type { FormEdits } from './use-form-edits.ts'

type Side = 'before' | 'after' | 'left' | 'right'

type ElementCardProps = {
  form: FormDocument
  element: FormElement
  isSelected: boolean
  onSelect: (element: string) => void
  edits: FormEdits
  walk: (from: string, step: -1 | 1) => void
  children?: ReactNode
}

/** One element on the canvas: drag it, drop beside it, or move it with Alt and the arrows or from its menu. */
export function ElementCard({ form, element, isSelected, onSelect, edits, walk, children }: ElementCardProps) {
  const { t } = useTranslation('designer')
  const card = useRef<HTMLDivElement | null>(null)
  const [side, setSide] = useState<Side | null>(null)
  const name = useElementName(form, element)
  const span = element.kind === 'field' ? (element.span ?? 12) : 12

  const [{ isDragging }, drag] = useDrag(
    () => ({
      type: dragType,
      item: { from: 'form', element: element.id } satisfies Dragged,
      collect: (monitor) => ({ isDragging: monitor.isDragging() }),
    }),
    [element.id],
  )
  const placeAt = (at: Side): Place =>
    at === 'before' || at === 'left' ? { parent: parentOf(form, element.id), before: element.id } : placeAfter(form, element.id)
  const [{ isOver }, drop] = useDrop(
    () => ({
      accept: dragType,
      canDrop: (dragged: Dragged) =>
        !(dragged.from === 'form' && dragged.element === element.id) &&
        edits.canPlace(dragged, { parent: parentOf(form, element.id), before: element.id }),
      hover: (_dragged, monitor) =>
        setSide(monitor.isOver({ shallow: true }) ? sideOf(card.current, monitor.getClientOffset(), span < 12) : null),
      drop: (dragged: Dragged, monitor) => {
        if (!monitor.didDrop()) edits.place(dragged, placeAt(sideOf(card.current, monitor.getClientOffset(), span < 12)))
      },
      collect: (monitor) => ({ isOver: monitor.isOver({ shallow: true }) && monitor.canDrop() }),
    }),
    [edits, form, element.id, span],
  )

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget) return
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault()
        onSelect(element.id)
      }
      return
    }
    event.preventDefault()
    const step = event.key === 'ArrowUp' ? -1 : 1
    if (!event.altKey) return walk(element.id, step)
    const place = placeBeside(form, element.id, step)
    if (place) edits.place({ from: 'form', element: element.id }, place)
  }

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
      data-element={element.id}
      data-selected={isSelected || undefined}
      data-dragging={isDragging || undefined}
      data-drop={isOver && side ? side : undefined}
      onClick={(event) => {
        event.stopPropagation()
        onSelect(element.id)
      }}
      onKeyDown={onKeyDown}
    >
      <ElementFace
        form={form}
        element={element}
        name={name}
        menu={<ElementMenu form={form} element={element} name={name} edits={edits} t={t} />}
      />
      {children}
    </div>
  )
}

/** Which side of a card the pointer is on: above or below in full rows, left or right in shared ones. */
function sideOf(node: HTMLElement | null, pointer: { x: number; y: number } | null, isShared: boolean): Side {
  if (!node || !pointer) return 'after'
  const box = node.getBoundingClientRect()
  if (isShared) return pointer.x < box.left + box.width / 2 ? 'left' : 'right'
  return pointer.y < box.top + box.height / 2 ? 'before' : 'after'
}

function useElementName(form: FormDocument, element: FormElement): string {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const { text } = useFormat()
  if (element.kind === 'field') {
    const field = document.entities.items[form.entity]?.fields.items[element.field]
    return text(element.label ?? field?.label, element.field)
  }
  return text(element.label, t(element.kind))
}

function ElementFace({ form, element, name, menu }: { form: FormDocument; element: FormElement; name: string; menu: ReactNode }) {
  const { document } = useDraft()
  const { text } = useFormat()
  if (element.kind !== 'field') {
    return (
      <div className={classes.head}>
        <span className={`${classes.name} ${element.kind === 'section' || element.kind === 'heading' ? classes.sectionName : ''}`}>
          {element.kind === 'divider' ? <hr /> : name}
        </span>
        {menu}
      </div>
    )
  }
  const field = document.entities.items[form.entity]?.fields.items[element.field]
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

type MenuProps = { form: FormDocument; element: FormElement; name: string; edits: FormEdits; t: Translate }

function ElementMenu({ form, element, name, edits, t }: MenuProps) {
  const { text } = useFormat()
  const up = placeBeside(form, element.id, -1)
  const down = placeBeside(form, element.id, 1)
  const parent = parentOf(form, element.id)
  const sections =
    element.kind === 'section' ? [] : Object.values(form.elements.items).filter((item) => item.kind === 'section' && item.id !== parent)
  const move = (place: Place | undefined) => place && edits.place({ from: 'form', element: element.id }, place)
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          size={24}
          variant="subtle"
          color="gray"
          aria-label={t('more-for', { name })}
          onClick={(event) => event.stopPropagation()}
        >
          <Icon name="dots" size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <Menu.Item leftSection={<Icon name="arrow-up" size={16} />} rightSection="Alt ↑" disabled={!up} onClick={() => move(up)}>
          {t('move-up')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="arrow-down" size={16} />} rightSection="Alt ↓" disabled={!down} onClick={() => move(down)}>
          {t('move-down')}
        </Menu.Item>
        {parent !== null && <Menu.Item onClick={() => move(placeAfter(form, parent))}>{t('move-out')}</Menu.Item>}
        {sections.map((section) => (
          <Menu.Item key={section.id} onClick={() => move({ parent: section.id, before: null })}>
            {t('move-into', { name: text(section.label, section.id) })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item color="danger" leftSection={<Icon name="trash" size={16} />} rightSection="Del" onClick={() => edits.remove(element.id)}>
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
