import type { RowsModel, RowsPlan, RowsSnapshot } from '@tangram/form-engine'
import { type ClipboardEvent, useState } from 'react'
import { useLocale } from '../../i18n/locale.ts'
import { useFormParts } from '../form-parts.ts'
import type { FormSources } from '../form-sources.ts'
import { clipboardTable } from './clipboard-table.ts'
import { readCells } from './read-cells.ts'
import type { RowAction } from './row-menu.tsx'
import { useRowsTexts } from './rows-texts.ts'

/** What just happened to the rows, and how they were before. */
export type RowsNotice = { text: string; before?: RowsSnapshot }

/** Changes to rows as a whole, each of which can be taken back. */
export type RowEdits = {
  notice: RowsNotice | null
  /** Labels of records that were pasted by name. */
  pasted: { [id: string]: string }
  isPasting: boolean
  act(action: RowAction, row: string): void
  /** Adds rows at the end; gives the id of the first. */
  add(count: number): string | undefined
  undo(): void
  /** Takes a table on the clipboard; leaves alone what is none. */
  onPaste(event: ClipboardEvent, row: string | undefined, column: string): void
}

export function useRowEdits(rows: RowsModel, plan: RowsPlan, field: string, sources: FormSources): RowEdits {
  const say = useRowsTexts()
  const { zone } = useLocale()
  const { fieldTypes } = useFormParts()
  const [notice, setNotice] = useState<RowsNotice | null>(null)
  const [pasted, setPasted] = useState<{ [id: string]: string }>({})
  const [isPasting, setPasting] = useState(false)

  async function paste(table: string[][], row: string | undefined, column: string) {
    setPasting(true)
    try {
      const from = rows.columns.indexOf(column)
      const columns = rows.columns.slice(from).flatMap((id) => plan.columns[id] ?? [])
      const at = row === undefined ? rows.count : rows.ids.indexOf(row)
      const fitting = table.slice(0, Math.max(0, plan.maxRows - at))
      const { cells, labels, unread } = await readCells(fitting, columns, { registry: fieldTypes, sources, field, zone })
      setPasted((known) => ({ ...known, ...labels }))
      const before = rows.paste(row, column, cells)
      const size = { rows: cells.length, columns: Math.min(columns.length, Math.max(0, ...cells.map((line) => line.length))) }
      const left = table.length - fitting.length
      const said = unread > 0 ? say('pastedUnread', { ...size, unread }) : say('pasted', size)
      setNotice({ text: left > 0 ? `${said} · ${say('tooMany', { max: plan.maxRows, left })}` : said, before })
    } finally {
      setPasting(false)
    }
  }

  return {
    notice,
    pasted,
    isPasting,
    act(action, row) {
      const at = rows.ids.indexOf(row)
      switch (action) {
        case 'insertAbove':
          rows.insert(at, 1)
          break
        case 'insertBelow':
          rows.insert(at + 1, 1)
          break
        case 'duplicate':
          rows.duplicate([row])
          break
        case 'moveUp':
          rows.move(row, at - 1)
          break
        case 'moveDown':
          rows.move(row, at + 1)
          break
        case 'remove':
          setNotice({ text: say('removed', { row: at + 1 }), before: rows.remove([row]) })
          return
      }
      setNotice(null)
    },
    add(count) {
      const at = rows.count
      rows.insert(at, Math.min(count, plan.maxRows - at))
      setNotice(null)
      return rows.ids[at]
    },
    undo() {
      if (notice?.before) rows.restore(notice.before)
      setNotice(null)
    },
    onPaste(event, row, column) {
      const table = clipboardTable(event.clipboardData.getData('text/plain'))
      if (!table) return
      event.preventDefault()
      void paste(table, row, column)
    },
  }
}
