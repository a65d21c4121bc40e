import type { ByteSource } from './byte-source.ts'
import { fail } from './errors.ts'
import { type CsvEncoding, encodingOf, readCsvRows } from './read-csv.ts'
import type { Workbook, WorkbookLimits } from './workbook.ts'

/** A CSV file as a workbook of one sheet named after the file. Every cell is a text; who reads it knows what it means. */
export async function openCsv(source: ByteSource, name: string, limits: WorkbookLimits): Promise<Workbook> {
  let encoding: CsvEncoding | undefined
  return {
    format: 'csv',
    sheets: [
      {
        name,
        merges: () => [],
        async *rows() {
          encoding ??= await encodingOf(source.stream(0, source.size))
          let count = 0
          for await (const { line, cells } of readCsvRows(source.stream(0, source.size), encoding)) {
            // Past the first page of the file: no table of text holds a zero byte.
            if (cells.some((cell) => cell.includes('\0'))) throw fail('workbook.unreadable', { name })
            const row = cells.map((cell) => (cell === '' ? null : cell))
            while (row.length > 0 && row.at(-1) === null) row.pop()
            if (row.length === 0) continue
            if (row.length > limits.columns) throw fail('workbook.too-many-columns', { sheet: name, max: limits.columns })
            if (++count > limits.rows) throw fail('workbook.too-many-rows', { sheet: name, max: limits.rows })
            yield { number: line, cells: row }
          }
        },
      },
    ],
    share: () => (source.size === 0 ? 1 : source.streamed() / source.size),
    close: () => source.close(),
  }
}
