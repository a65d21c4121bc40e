import { Readable } from 'node:stream'
import type { Cell, Rows } from './cell.ts'
import { fail } from './errors.ts'
import { type ZipEntry, zip } from './zip.ts'

/** What one Excel sheet and one cell can hold. */
const maxRows = 1_048_576
const maxCharacters = 32_767

/** A sheet to write: its name as people read it, made one that Excel takes. */
export type SheetToWrite = { name: string; rows: Rows }

/** Rows as an Excel workbook with one sheet. @see writeXlsxSheets */
export function writeXlsx(rows: Rows, { sheet = 'Sheet1' }: { sheet?: string } = {}): Readable {
  return writeXlsxSheets([{ name: sheet, rows }])
}

/**
 * Sheets as an Excel workbook, the first row of each frozen as headings. Written one after another as the rows come: memory does not grow
 * with them.
 *
 * Every text is a string cell, so none of them can be a formula.
 * @throws workbook.xlsx.too-many-rows, workbook.xlsx.cell-too-long while the stream is read
 */
export function writeXlsxSheets(sheets: readonly SheetToWrite[]): Readable {
  const parts = sheets.map(({ rows }, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: sheetXml(rows) }))
  return Readable.from(zip([...frame(sheetNames(sheets)), ...parts]), { objectMode: false })
}

/** Names of at most 31 characters, without those Excel refuses, each once whatever the case. */
function sheetNames(sheets: readonly SheetToWrite[]): string[] {
  const taken = new Set<string>()
  return sheets.map(({ name }, i) => {
    const plain = name.replace(/[\\/?*[\]:]/g, ' ').trim()
    let made = plain.slice(0, 31).trim() || `Sheet${i + 1}`
    for (let n = 2; taken.has(made.toLowerCase()); n++) made = `${plain.slice(0, 27)} ${n}`
    taken.add(made.toLowerCase())
    return made
  })
}

async function* sheetXml(rows: Rows): AsyncGenerator<string> {
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  let number = 0
  for await (const row of rows) {
    number++
    if (number > maxRows) throw fail('workbook.xlsx.too-many-rows', { max: maxRows })
    yield `<row r="${number}">${row.map((cell, column) => cellXml(cell, `${columnName(column)}${number}`, number)).join('')}</row>`
  }
  yield '</sheetData></worksheet>'
}

function cellXml(cell: Cell, at: string, row: number): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${at}"><v>${cell}</v></c>`
  const text = String(cell)
  if (text.length > maxCharacters) throw fail('workbook.xlsx.cell-too-long', { row, found: text.length, max: maxCharacters })
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
}

/** 0 is A, 26 is AA. */
function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}

const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

/** XML 1.0 has no place for other control characters nor for half a surrogate pair; they are left out. */
function escapeXml(text: string): string {
  // A text that reads like Excel's way of writing a character is written so that it stays a text.
  const plain = text.includes('_x') ? text.replace(/_x(?=[0-9a-fA-F]{4}_)/g, '_x005F_x') : text
  return plain.replace(/(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, '').replace(/[&<>"\r]/g, (found) => entities[found] ?? '')
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaging = 'http://schemas.openxmlformats.org/package/2006'
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The parts around the sheets that ECMA-376 asks for. */
function frame(names: readonly string[]): ZipEntry[] {
  const relation = (id: number, type: string, target: string) => `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`
  const relations = (all: readonly string[]) =>
    `${declaration}<Relationships xmlns="${packaging}/relationships">${all.join('')}</Relationships>`
  const types = names.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${excel}.worksheet+xml"/>`)
  const listed = names.map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
  return [
    {
      name: '[Content_Types].xml',
      content: [
        `${declaration}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${excel}.sheet.main+xml"/>${types.join('')}</Types>`,
      ],
    },
    { name: '_rels/.rels', content: [relations([relation(1, 'officeDocument', 'xl/workbook.xml')])] },
    {
      name: 'xl/workbook.xml',
      content: [`${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed.join('')}</sheets></workbook>`],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [relations(names.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)))],
    },
  ]
}
