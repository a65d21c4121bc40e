import type { Id, JsonValue, RecordValues } from '@tangram/data-model'
import type { FieldState } from './form-state.ts'

/** Rows as they were at one moment. Costs nothing to keep: edits make new ones and leave it alone. */
export type RowsSnapshot = {
  readonly ids: readonly string[]
  readonly cells: { readonly [column: Id]: readonly (JsonValue | undefined)[] }
}

/**
 * The rows of a sub-form while it is filled in. A row has an id as long as it lives: the one it is stored under, or `+1`, `+2`… for a
 * new one. Every edit is one batch, and gives the rows before it: `restore` undoes it.
 *
 *     const items = form.rows('items')
 *     const before = items.insert(items.count, [{ name: 'Pump' }])
 *     items.set(items.ids[0], 'amount', '12.50')
 *     items.restore(before)
 */
export type RowsModel = {
  /** The rows in order: the same array until one is added, removed or moved. */
  readonly ids: readonly string[]
  readonly count: number
  /** Calls back after rows were added, removed or moved. */
  subscribeIds(listener: () => void): () => void
  /** The columns that show: those hidden in every row whatever it holds are left out. The same array until it changes. */
  readonly columns: readonly Id[]
  subscribeColumns(listener: () => void): () => void
  /** The state of one cell: the same object until something about it changes. */
  get(row: string, column: Id): FieldState
  /** Calls back after the state of a cell, or whether it was touched, changed. */
  subscribe(row: string, column: Id, listener: () => void): () => void
  set(row: string, column: Id, value: JsonValue): RowsSnapshot
  /** Sets several cells of one row. */
  setRow(row: string, values: RecordValues): RowsSnapshot
  /**
   * Writes a block of cells, one inner array a row, downwards from `row` and to the right from `column` (columns in `columns`), with new
   * rows below as needed. Computed and read-only cells, and what has no column, are passed over.
   */
  paste(row: string | undefined, column: Id, cells: readonly (readonly JsonValue[])[]): RowsSnapshot
  /** New rows before position `at`: so many empty ones, or these. */
  insert(at: number, rows: number | readonly RecordValues[]): RowsSnapshot
  remove(rows: readonly string[]): RowsSnapshot
  /** Moves a row to a position among the others. */
  move(row: string, to: number): RowsSnapshot
  /** A copy of each of these rows, as new rows below the last of them. */
  duplicate(rows: readonly string[]): RowsSnapshot
  snapshot(): RowsSnapshot
  restore(rows: RowsSnapshot): RowsSnapshot
  /** Whether somebody typed into the cell, or tried to submit. */
  isTouched(row: string, column: Id): boolean
  /** The cells of a row that are wrong. */
  errorsOf(row: string): readonly { column: Id; state: FieldState }[]
}
