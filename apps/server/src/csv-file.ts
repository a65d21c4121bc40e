import { PassThrough, pipeline, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type Cell, writeCsv } from '@tangram/workbook'

/** Lines of CSV as a file: with the mark by which Excel knows UTF-8, and headings that nobody takes for formulas. Passed on as they are read. */
export async function csvFile(headings: readonly Cell[], lines: Readable): Promise<Readable> {
  const head = await text(writeCsv([headings]))
  const file = new PassThrough()
  file.write(`\ufeff${head.replace(/^\ufeff/, '').replace(/\r\n$/, '\n')}`)
  // A failing source destroys the file with its error; a file nobody reads on ends the source.
  pipeline(lines, file, () => undefined)
  return file
}
