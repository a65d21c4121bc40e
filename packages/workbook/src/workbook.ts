import type { Cell } from './cell.ts'

/** One row as it stands in its sheet. */
export type SheetRow = {
  /** From 1, as spreadsheet programs count; for CSV the line it begins in. */
  number: number
  cells: Cell[]
  /** Cells that do not hold what they show: a formula, with its saved result in the cell, or an error such as `#REF!`. */
  special?: { column: number; kind: 'formula' | 'error' }[]
}

/** A merged area, from 0, both ends included. */
export type Merge = { top: number; bottom: number; left: number; right: number }

export type Sheet = {
  name: string
  /** Rows that hold something, from the top, as they are read. May be asked again. */
  rows(): AsyncGenerator<SheetRow>
  /** Merged areas of the first rows; known once `rows` came to its end. */
  merges(): readonly Merge[]
}

/** A table file that is open: its sheets and where reading is. */
export type Workbook = {
  format: 'xlsx' | 'xls' | 'csv'
  sheets: readonly Sheet[]
  /** How much of the file was read, 0 to 1, since it was opened; reading twice counts twice. */
  share(): number
  close(): Promise<void>
}

export type WorkbookLimits = { rows: number; columns: number; xlsCells: number }

/** What a table may hold: with these a file of any make is read in bounded memory. */
export const workbookLimits: WorkbookLimits = { rows: 50_010, columns: 200, xlsCells: 2_000_000 }

/** Merged areas further down are decoration, not headings. */
export const headingRows = 12
