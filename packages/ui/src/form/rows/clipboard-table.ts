/**
 * The cells of a table as spreadsheets put it on the clipboard: tabs between cells, line ends between rows, quotes around cells that
 * hold either. Undefined for text that is no table: one cell.
 *
 *     clipboardTable('Pump\t2\nValve\t5\n') // [['Pump', '2'], ['Valve', '5']]
 */
export function clipboardTable(text: string): string[][] | undefined {
  if (!/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return undefined
  const rows: string[][] = [[]]
  let at = 0
  while (at <= text.length) {
    const row = rows[rows.length - 1] as string[]
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at)
    row.push(cell)
    at = end
    if (text[at] === '\t') at += 1
    else {
      if (text[at] === '\r') at += 1
      at += 1
      // A spreadsheet ends its last row as it ends the others.
      if (at >= text.length) break
      rows.push([])
    }
  }
  return rows
}

function plainCell(text: string, start: number): { cell: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { cell: text.slice(start, end), end }
}

/** A cell in quotes, in which a quote stands twice; one that never ends is plain text that begins with a quote. */
function quotedCell(text: string, start: number): { cell: string; end: number } {
  let cell = ''
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at]
    else if (text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else return { cell, end: at + 1 }
  }
  return plainCell(text, start)
}
