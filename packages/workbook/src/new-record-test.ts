import type { Cell } from './cell.ts'
import type { SheetRow } from './workbook.ts'

/** Tells for each row whether a new record begins: one goes on while its own columns are empty or say the same again. */
export function newRecordTest(own: readonly number[]): (row: SheetRow) => boolean {
  let record: Cell[] | undefined
  return ({ cells }) => {
    const goesOn = record !== undefined && own.every((column, i) => isBlank(cells[column]) || cells[column] === record?.[i])
    if (!goesOn) record = own.map((column) => cells[column] ?? null)
    return !goesOn
  }
}

export const ownColumns = (columns: readonly { column: number }[]): number[] => columns.map(({ column }) => column)

export const isBlank = (cell: Cell | undefined): boolean => cell === null || cell === undefined || cell === ''
