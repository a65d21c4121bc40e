/**
 * Tables in and out: CSV and Excel files as async rows. For servers only.
 *
 *     const rows = [['Number', 'Customer'], ['TS-20261122-0001', '=HYPERLINK("…")']]
 *     writeXlsx(rows).pipe(response) // the second cell is a text, never a formula
 *     for await (const row of readCsv(createReadStream('tickets.csv'))) console.log(row)
 */
export type { Cell, Rows } from './cell.ts'
export { workbookErrors } from './errors.ts'
export { type ImportedWorkbook, type ImportOptions, importWorkbook, reopenWorkbook } from './import-workbook.ts'
export type { ColumnPlan, ImportedRow, RowProblem } from './imported-rows.ts'
export { openWorkbook } from './open-workbook.ts'
export { type Bytes, readCsv } from './read-csv.ts'
export { readXlsx } from './read-xlsx.ts'
export { type Merge, type Sheet, type SheetRow, type Workbook, type WorkbookLimits, workbookLimits } from './workbook.ts'
export { writeCsv } from './write-csv.ts'
export { type CellToWrite, maxSheetRows, type SheetToWrite, writeXlsx, writeXlsxSheets } from './write-xlsx.ts'
