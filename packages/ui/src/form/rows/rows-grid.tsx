import type { Id } from '@tangram/data-model'
import type { FieldPlan } from '@tangram/form-engine'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ClipboardEvent, type KeyboardEvent, memo, useEffect, useRef } from 'react'
import { useFormat } from '../../format/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { RowCell } from './row-cell.tsx'
import { RowMenu } from './row-menu.tsx'
import classes from './rows.module.css'
import type { Goal } from './rows-field.tsx'
import { useRowsTexts } from './rows-texts.ts'
import type { RowsView } from './rows-view.ts'

type RowsGridProps = RowsView & { goal: Goal | null; onGo: (goal: Goal) => void; onArrived: () => void; onAdd: () => void }

/** Height of a row in pixels before it is measured. */
const usualHeight = 45

/** A table in which every cell is typed into. Enter and arrows go from row to row; only rows in sight are drawn. */
export function RowsGrid({ goal, onGo, onArrived, onAdd, ...view }: RowsGridProps) {
  const { id, ids, columns, plan, isReadOnly, isFull, edits } = view
  const say = useRowsTexts()
  const { t } = useTranslation('ui')
  const format = useFormat()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    overscan: 8,
    getItemKey: (index) => ids[index] ?? index,
  })
  const drawn = virtual.getVirtualItems()
  const above = drawn[0]?.start ?? 0
  const below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)

  useEffect(() => {
    if (!goal) return
    const target = goal.column === undefined ? null : document.getElementById(cellId(id, goal.row, goal.column))
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(goal.row)}"]`)
    const focusable = target?.matches('input, select, textarea, button')
      ? target
      : row?.querySelector<HTMLElement>('input, select, textarea, button')
    if (!focusable) {
      const at = ids.indexOf(goal.row)
      if (at >= 0) virtual.scrollToIndex(at)
      else onArrived()
      return
    }
    onArrived()
    focusable.focus()
    focusable.scrollIntoView?.({ block: 'nearest' })
  })

  function onKeyDown(event: KeyboardEvent) {
    const { target } = event
    if (!(target instanceof HTMLInputElement) || event.nativeEvent.isComposing || target.role === 'combobox' || target.ariaHasPopup) return
    const isLine = ['text', 'tel', 'email', 'url'].includes(target.type)
    const step = event.key === 'Enter' ? 1 : isLine && event.key === 'ArrowDown' ? 1 : isLine && event.key === 'ArrowUp' ? -1 : 0
    const place = placeOf(target)
    if (step === 0 || !place) return
    // Enter in a cell means the next row; it never hands the form in.
    event.preventDefault()
    const next = ids[ids.indexOf(place.row) + step]
    if (next !== undefined) onGo({ row: next, column: place.column })
    else if (event.key === 'Enter' && !isFull) onAdd()
  }

  function onPaste(event: ClipboardEvent) {
    const place = event.target instanceof HTMLElement ? placeOf(event.target) : undefined
    if (place) edits.onPaste(event, place.row, place.column)
  }

  return (
    <div ref={scroller} className={classes.scroller}>
      <table
        className={classes.table}
        aria-labelledby={`${id}-label`}
        aria-rowcount={ids.length + 1}
        onKeyDown={isReadOnly ? undefined : onKeyDown}
        onPaste={isReadOnly ? undefined : onPaste}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={classes.number}>
              <span className="tg-visually-hidden">{say('number')}</span>
            </th>
            {columns.map((column) => {
              const own = plan.columns[column]
              return own ? (
                <th key={column} id={`${id}-col-${column}`} scope="col" style={{ minWidth: widthOf(own) }}>
                  {format.text(own.label, column)}
                  {own.required === true && !isReadOnly && (
                    <span className={classes.required} title={t('required')} aria-hidden>
                      {' '}
                      *
                    </span>
                  )}
                </th>
              ) : null
            })}
            {!isReadOnly && <td className={classes.menu} />}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {drawn.map(({ index, key }) => {
            const row = ids[index]
            return row === undefined ? null : <Row key={key} {...view} row={row} at={index} measure={virtual.measureElement} />
          })}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = RowsView & { row: string; at: number; measure: (element: HTMLElement | null) => void }

const Row = memo(function Row({ row, at, measure, edits, ...view }: RowProps) {
  const { model, rows, field, plan, ids, columns, id, sources, labels, isReadOnly, isFull } = view
  const say = useRowsTexts()
  return (
    <tr ref={measure} data-index={at} data-row={row} aria-rowindex={at + 2}>
      <th scope="row" id={`${id}-row-${row}`} className={classes.number}>
        <span className="tg-visually-hidden">{say('row', { row: at + 1 })}</span>
        <span aria-hidden>{at + 1}</span>
      </th>
      {columns.map((column) => {
        const own = plan.columns[column]
        return own ? (
          <td key={column} data-column={column}>
            <RowCell
              model={model}
              rows={rows}
              field={field}
              plan={own}
              row={row}
              id={cellId(id, row, column)}
              labelId={`${id}-col-${column} ${id}-row-${row}`}
              sources={sources}
              labels={labels}
              isReadOnly={isReadOnly}
            />
          </td>
        ) : null
      })}
      {!isReadOnly && (
        <td className={classes.menu}>
          <RowMenu at={at} count={ids.length} isFull={isFull} onAction={(action) => edits.act(action, row)} />
        </td>
      )}
    </tr>
  )
})

/** The id of the element of a cell that takes the focus. */
export const cellId = (id: string, row: string, column: Id): string => `${id}-${row}-${column}`

function placeOf(element: HTMLElement): { row: string; column: Id } | undefined {
  const row = element.closest<HTMLElement>('[data-row]')?.dataset.row
  const column = element.closest<HTMLElement>('[data-column]')?.dataset.column
  return row !== undefined && column !== undefined ? { row, column } : undefined
}

/** The least width in pixels at which a column can be typed into. */
function widthOf({ attribute: { valueType, options } }: FieldPlan): number {
  if (options) return 140
  switch (valueType.kind) {
    case 'boolean':
      return 72
    case 'integer':
    case 'decimal':
    case 'time':
      return 110
    case 'date':
      return 150
    case 'timestamp':
      return 240
    default:
      return 160
  }
}
