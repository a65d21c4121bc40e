import { bufferSource } from './byte-source.ts'
import type { Cell } from './cell.ts'
import { workbookLimits } from './workbook.ts'
import { openXlsx } from './xlsx/open-xlsx.ts'

/**
 * The rows of the first sheet of an Excel workbook (.xlsx) in memory. Dates come as ISO 8601 texts, percentages as `12.5%`.
 *
 * @throws workbook.xlsx.unreadable, workbook.xlsx.bomb and the others of `openWorkbook`
 */
export async function* readXlsx(file: Uint8Array): AsyncGenerator<Cell[]> {
  const book = await openXlsx(bufferSource(file), workbookLimits)
  try {
    for await (const { cells } of book.sheets[0]?.rows() ?? []) yield cells
  } finally {
    await book.close()
  }
}
