import { type ImportCell, shapeOf, textOf } from './cell-text.ts'

/** Rows from the top of a sheet, as they stand there. */
export type TopRow = { number: number; cells: readonly ImportCell[] }

export type HeaderColumn = { /** From 0. */ column: number; header: string /** What stands above it and its neighbours. */; group?: string }

/** Where the headings of a sheet are and what they say. */
export type Layout = {
  /** The row the headings begin in, as it is numbered; 0: there are none. */
  headerRow: number
  headerRows: 0 | 1 | 2
  columns: HeaderColumn[]
}

/** What somebody decided after seeing the preview. */
export type LayoutChoice = {
  headerRow: number
  headerRows: 0 | 1 | 2
  /** What becomes of grouped columns: rows of a sub-form (when absent), a table of their own, or columns of the one they stand in. */
  groups?: 'rows' | 'tables' | 'columns'
}

/**
 * Finds the headings among the first rows: below a title, in one row, or in two of which the upper one groups the lower.
 *
 * Merged cells leave all but their first one empty: columns that are empty above and named below belong to the group on their left.
 */
export function layoutOf(top: readonly TopRow[], choice?: LayoutChoice): Layout {
  const width = Math.max(0, ...top.map(({ cells }) => cells.length))
  const at = choice ? top.findIndex(({ number }) => number === choice.headerRow) : headerAmong(top, width)
  const first = top[at]
  if (!first || choice?.headerRows === 0 || (!choice && looksLikeData(first, width)))
    return { headerRow: 0, headerRows: 0, columns: named(Array.from({ length: width }, (_, column) => ({ column, header: '' }))) }
  const second = top[at + 1]
  const headerRows = choice ? choice.headerRows : second && isSecondHeader(first, second, top[at + 2], width) ? 2 : 1
  if (headerRows !== 2 || !second) {
    const columns = Array.from({ length: width }, (_, column) => ({ column, header: textAt(first, column) }))
    return { headerRow: first.number, headerRows: 1, columns: named(columns) }
  }
  let group: string | undefined
  const columns = Array.from({ length: width }, (_, column): HeaderColumn => {
    const upper = textAt(first, column)
    const lower = textAt(second, column)
    if (lower === '') group = undefined
    else if (upper !== '') group = upper
    return lower === '' || group === undefined ? { column, header: upper || lower } : { column, header: lower, group }
  })
  return { headerRow: first.number, headerRows: 2, columns: named(columns) }
}

/** Titles and remarks fill one or two cells; the headings are the first row that fills half the width. */
function headerAmong(top: readonly TopRow[], width: number): number {
  const found = top.findIndex(({ cells }) => filledIn(cells) >= Math.max(Math.min(2, width), width / 2))
  // Two rows of headings whose groups are wide fill less than half above.
  const before = top[found - 1]
  const row = top[found]
  if (before && row && filledIn(before.cells) > 1 && isSecondHeader(before, row, top[found + 1], width)) return found - 1
  return Math.max(found, 0)
}

/** Headings are words; a first row of numbers and dates is a record. */
function looksLikeData({ cells }: TopRow, width: number): boolean {
  const filled = cells.filter((cell) => cell !== null)
  const valued = filled.filter((cell) => !['text', 'lines', 'boolean'].includes(shapeOf(cell as string | number | boolean)))
  return filled.length > 0 && valued.length * 2 >= Math.max(filled.length, Math.min(width, 2))
}

/** Whether the lower row names what the upper leaves empty. */
function isSecondHeader(upper: TopRow, lower: TopRow, below: TopRow | undefined, width: number): boolean {
  let grouped = 0
  for (let column = 0; column < width; column++) {
    const [above, here] = [textAt(upper, column), lower.cells[column] ?? null]
    if (above === '' && here === null) return false
    if (here === null) continue
    if (typeof here !== 'string' || ['integer', 'decimal', 'date', 'datetime', 'money', 'percent', 'code'].includes(shapeOf(here)))
      return false
    if (above === '') {
      // Nothing to its left to belong to.
      if (column === 0) return false
      grouped++
    }
  }
  if (grouped === 0) return false
  // A record below a heading with gaps would look alike. The next row tells: it is filled where a heading reaches over both rows, or
  // it holds numbers and dates where the lower heading has words.
  if (lower.cells.length < width || lower.cells.includes(null))
    return !below || below.cells.some((cell, i) => cell !== null && (lower.cells[i] ?? null) === null)
  return below?.cells.some((cell) => cell !== null && !['text', 'lines', 'boolean'].includes(shapeOf(cell))) ?? false
}

function textAt({ cells }: TopRow, column: number): string {
  return textOf(cells[column] ?? null)
    .replace(/\s+/g, ' ')
    .replace(/^[*＊]\s*|\s*[*＊]$/g, '')
    .trim()
    .slice(0, 80)
}

const filledIn = (cells: readonly ImportCell[]): number => cells.filter((cell) => cell !== null).length

/** Every column with a name of its own: empty ones by their letter, repeated ones numbered. */
function named(columns: HeaderColumn[]): HeaderColumn[] {
  const taken = new Set<string>()
  return columns.map((column) => {
    const base = column.header || letterOf(column.column)
    for (let n = 1; ; n++) {
      const header = n === 1 ? base : `${base} ${n}`
      const key = `${column.group ?? ''}/${header}`
      if (taken.has(key)) continue
      taken.add(key)
      return { ...column, header }
    }
  })
}

/** 0 is A, 26 is AA. */
export function letterOf(column: number): string {
  return (column >= 26 ? letterOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
}
