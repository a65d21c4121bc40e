import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { type Rows, shield } from './cell.ts'

/**
 * Rows as a CSV file in UTF-8 with a byte order mark, which is how Excel recognises it. Rows are pulled as the reader takes them.
 *
 * Headings are the first row; they are shielded from being taken for formulas like every other text.
 */
export function writeCsv(rows: Rows): Readable {
  const out = stringify({
    bom: true,
    record_delimiter: 'windows',
    // By itself it quotes only the two characters together; either alone ends a row for a spreadsheet program, too.
    quoted_match: /[\r\n]/,
    cast: { boolean: (value) => (value ? 'TRUE' : 'FALSE') },
  })
  const shielded = async function* () {
    for await (const row of rows) yield row.map((cell) => (typeof cell === 'string' ? shield(cell) : cell))
  }
  // A failing source destroys `out` with its error; whoever reads `out` gets it.
  pipeline(Readable.from(shielded()), out, () => undefined)
  return out
}
