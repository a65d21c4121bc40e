import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { unshield } from './cell.ts'
import { fail } from './errors.ts'

export type Bytes = Iterable<Uint8Array> | AsyncIterable<Uint8Array>
export type CsvEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
export type CsvRow = { line: number; cells: string[] }

/**
 * The rows of a CSV file, as they come. Reads UTF-8, UTF-16 with its mark, and GB 18030, in which Excel saves CSV on Chinese machines;
 * takes a comma, semicolon or tab between the cells, whichever the first line uses most. Empty lines are passed over.
 *
 * @throws workbook.csv.malformed with the line, workbook.csv.encoding
 */
export async function* readCsv(bytes: Bytes): AsyncGenerator<string[]> {
  for await (const { cells } of readCsvRows(bytes)) yield cells
}

/** @param encoding what a reader of the whole file found out; told from the first bytes when absent */
export async function* readCsvRows(bytes: Bytes, encoding?: CsvEncoding): AsyncGenerator<CsvRow> {
  const texts = decoded(bytes, encoding)
  const first = await texts.next()
  if (first.done) return
  const delimiter = delimiterOf(first.value)
  const parser = parse({ bom: true, delimiter, skip_empty_lines: true, max_record_size: 4_000_000, relax_column_count: true, info: true })
  const all = async function* () {
    yield first.value
    yield* texts
  }
  pipeline(Readable.from(all()), parser, () => undefined)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { line: info.lines, cells: record.map(unshield) }
  } catch (error) {
    if (error instanceof CsvError) {
      const reason = error.message.replace(/\s+at line \d+.*$/, '').replace(/\.$/, '')
      throw fail('workbook.csv.malformed', { line: Number(error.lines ?? parser.info.lines), reason }, { cause: error })
    }
    throw error
  }
}

/** The most used of the usual separators in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text.replace(/"[^"]*"/g, ''))?.[0] ?? '').slice(0, 10_000)
  const uses = [',', ';', '\t'].map((mark) => ({ mark, count: line.split(mark).length }))
  return uses.reduce((most, one) => (one.count > most.count ? one : most)).mark
}

async function* decoded(bytes: Bytes, encoding: CsvEncoding | undefined): AsyncGenerator<string, void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  try {
    for await (const chunk of bytes) {
      decoder ??= new TextDecoder(encoding ?? markedEncoding(chunk) ?? (isUtf8(chunk) ? 'utf-8' : 'gb18030'), {
        fatal: true,
        ignoreBOM: true,
      })
      const text = decoder.decode(chunk, { stream: true })
      if (text) yield text
    }
    const rest = decoder?.decode()
    if (rest) yield rest
  } catch (error) {
    if (error instanceof TypeError) throw fail('workbook.csv.encoding', {}, { cause: error })
    throw error
  }
}

/** What the whole file is written in: a file that is plain ASCII for its first pages may still hold Chinese further down. */
export async function encodingOf(bytes: Bytes): Promise<CsvEncoding> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  try {
    for await (const chunk of bytes) {
      const marked = decoder ? undefined : markedEncoding(chunk)
      if (marked) return marked
      decoder ??= new TextDecoder('utf-8', { fatal: true })
      decoder.decode(chunk, { stream: true })
    }
    decoder?.decode()
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

function markedEncoding(chunk: Uint8Array): CsvEncoding | undefined {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
  return chunk[0] === 0xfe && chunk[1] === 0xff ? 'utf-16be' : undefined
}

/** Whether a first chunk is UTF-8; a character cut in two at its end does not count. */
function isUtf8(chunk: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(chunk, { stream: true })
    return true
  } catch {
    return false
  }
}
