import type { Id } from '@tangram/data-model'
import type { FieldState, RowsModel } from '@tangram/form-engine'
import { useCallback, useSyncExternalStore } from 'react'

/** The ids of the rows; renders again when rows come, go or move, not when a cell changes. */
export function useRowIds(rows: RowsModel): readonly string[] {
  const subscribe = useCallback((listener: () => void) => rows.subscribeIds(listener), [rows])
  return useSyncExternalStore(subscribe, () => rows.ids)
}

/** The columns that show. */
export function useRowColumns(rows: RowsModel): readonly Id[] {
  const subscribe = useCallback((listener: () => void) => rows.subscribeColumns(listener), [rows])
  return useSyncExternalStore(subscribe, () => rows.columns)
}

/** The state of one cell, and whether somebody typed into it or tried to submit. */
export function useCell(rows: RowsModel, row: string, column: Id): FieldState & { isTouched: boolean } {
  const subscribe = useCallback((listener: () => void) => rows.subscribe(row, column, listener), [rows, row, column])
  const state = useSyncExternalStore(subscribe, () => rows.get(row, column))
  const isTouched = useSyncExternalStore(subscribe, () => rows.isTouched(row, column))
  return { ...state, isTouched }
}
