import { Button, Group } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useFormat } from '../../format/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { RowCell } from './row-cell.tsx'
import { RowMenu } from './row-menu.tsx'
import classes from './rows.module.css'
import type { Goal } from './rows-field.tsx'
import { cellId } from './rows-grid.tsx'
import { useRowsTexts } from './rows-texts.ts'
import type { RowsView } from './rows-view.ts'

/** How many rows a phone draws at a time. */
const pageSize = 20

/** Every row as a card of its own, its fields below each other. */
export function RowsCards({ goal, onArrived, ...view }: RowsView & { goal: Goal | null; onArrived: () => void }) {
  const { model, rows, field, plan, ids, columns, id, sources, labels, isReadOnly, isFull, edits } = view
  const say = useRowsTexts()
  const { t } = useTranslation('ui')
  const format = useFormat()
  const list = useRef<HTMLUListElement>(null)
  const [shown, setShown] = useState(pageSize)

  useEffect(() => {
    if (!goal) return
    const at = ids.indexOf(goal.row)
    if (at >= shown) return setShown(at + pageSize)
    onArrived()
    const card = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(goal.row)}"]`)
    const own = goal.column === undefined ? null : document.getElementById(cellId(id, goal.row, goal.column))
    const target = own?.matches('input, select, textarea, button') ? own : card?.querySelector<HTMLElement>('input, select, textarea')
    target?.focus()
    target?.scrollIntoView?.({ block: 'center' })
  })

  return (
    <>
      <ul ref={list} className={classes.cards}>
        {ids.slice(0, shown).map((row, at) => (
          <li key={row} className={classes.card} data-row={row}>
            <Group justify="space-between" wrap="nowrap">
              <strong id={`${id}-row-${row}`}>{say('row', { row: at + 1 })}</strong>
              {!isReadOnly && <RowMenu at={at} count={ids.length} isFull={isFull} onAction={(action) => edits.act(action, row)} />}
            </Group>
            {columns.map((column) => {
              const own = plan.columns[column]
              if (!own) return null
              const labelId = `${cellId(id, row, column)}-label`
              return (
                <div key={column} className={classes.line}>
                  <span id={labelId} className={classes.label}>
                    {format.text(own.label, column)}
                    {own.required === true && !isReadOnly && (
                      <span className={classes.required} title={t('required')} aria-hidden>
                        {' '}
                        *
                      </span>
                    )}
                  </span>
                  <RowCell
                    model={model}
                    rows={rows}
                    field={field}
                    plan={own}
                    row={row}
                    id={cellId(id, row, column)}
                    labelId={`${labelId} ${id}-row-${row}`}
                    sources={sources}
                    labels={labels}
                    isReadOnly={isReadOnly}
                  />
                </div>
              )
            })}
          </li>
        ))}
      </ul>
      {ids.length > shown && (
        <Button variant="default" size="xs" onClick={() => setShown(shown + pageSize)}>
          {say('showMore', { count: Math.min(pageSize, ids.length - shown) })}
        </Button>
      )}
    </>
  )
}
