import { type ByteSource, bufferSource, fileSource } from './byte-source.ts'
import { fail } from './errors.ts'
import { openCsv } from './open-csv.ts'
import { type Workbook, type WorkbookLimits, workbookLimits } from './workbook.ts'
import { compoundSignature } from './xls/compound-file.ts'
import { openXls } from './xls/open-xls.ts'
import { openXlsx } from './xlsx/open-xlsx.ts'

/**
 * Opens a table file by what it holds, never by what it is called: .xlsx, .xls or CSV. Rows come as they are read.
 *
 *     const book = await openWorkbook('/tmp/upload', { name: '客户.xlsx' })
 *     for await (const { number, cells } of book.sheets[0].rows()) …
 *     await book.close()
 *
 * @param file a path, or the bytes of a small file
 * @param options.name what people call it; names the sheet of a CSV file
 */
export async function openWorkbook(
  file: string | Uint8Array,
  { name, limits = workbookLimits }: { name: string; limits?: WorkbookLimits },
): Promise<Workbook> {
  const source = typeof file === 'string' ? await fileSource(file) : bufferSource(file)
  try {
    return await open(source, name, limits)
  } catch (error) {
    await source.close()
    // A place that a broken file points to and that does not exist.
    throw error instanceof RangeError ? fail('workbook.unreadable', { name }, { cause: error }) : error
  }
}

async function open(source: ByteSource, name: string, limits: WorkbookLimits): Promise<Workbook> {
  const head = await source.read(0, 8)
  if (head.length === 0) throw fail('workbook.empty')
  if (head.readUInt16BE(0) === 0x504b) return openXlsx(source, limits)
  if (head.equals(compoundSignature)) return openXls(source, limits)
  const sample = await source.read(0, 4096)
  const isWide = sample.length > 1 && (sample.readUInt16BE(0) === 0xfffe || sample.readUInt16BE(0) === 0xfeff)
  // No table of text holds a zero byte; pictures, PDFs and programs do.
  if (!isWide && (sample.includes(0) || /^(%PDF|<!doctype|<html|<\?xml)/i.test(sample.toString('latin1').trimStart())))
    throw fail('workbook.unreadable', { name })
  return openCsv(source, name.replace(/\.(csv|txt|tsv)$/i, ''), limits)
}
