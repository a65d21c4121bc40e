import { Readable } from 'node:stream'
import type { Cell } from './cell.ts'
import { fail } from './errors.ts'
import { type ZipEntry, zip } from './zip.ts'

/** What one Excel sheet and one cell can hold. */
export const maxSheetRows = 1_048_576
const maxCharacters = 32_767

/** A number under one of Excel's formats: `{ value: 46349, format: 'yyyy-mm-dd' }` is a date, by its serial number. */
export type FormattedNumber = { value: number; format: string }
export type CellToWrite = Cell | FormattedNumber
export type RowsToWrite = Iterable<readonly CellToWrite[]> | AsyncIterable<readonly CellToWrite[]>

/** A sheet to write: its name as people read it, made one that Excel takes; as many of its first rows are frozen as are headings (1). */
export type SheetToWrite = { name: string; rows: RowsToWrite; headings?: number }

/** Rows as an Excel workbook with one sheet. @see writeXlsxSheets */
export function writeXlsx(rows: RowsToWrite, { sheet = 'Sheet1' }: { sheet?: string } = {}): Readable {
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
  const styles: Styles = new Map()
  const parts = sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: sheetXml(sheet, styles) }))
  // Which formats there are is known once the sheets are written.
  const last = { name: 'xl/styles.xml', content: stylesXml(styles) }
  return Readable.from(zip([...frame(sheetNames(sheets)), ...parts, last]), { objectMode: false })
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

/** The place of each number format among the styles, from 1 on; 0 is none. */
type Styles = Map<string, number>

async function* stylesXml(styles: Styles): AsyncGenerator<string> {
  const formats = [...styles].map(([format, at]) => `<numFmt numFmtId="${164 + at}" formatCode="${escapeXml(format)}"/>`)
  const cells = [...styles.values()].map(
    (at) => `<xf numFmtId="${164 + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  )
  const numFmts = formats.length > 0 ? `<numFmts count="${formats.length}">${formats.join('')}</numFmts>` : ''
  yield `${declaration}<styleSheet xmlns="${main}">${numFmts}<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cells.join('')}</cellXfs></styleSheet>`
}

async function* sheetXml({ rows, headings = 1 }: SheetToWrite, styles: Styles): AsyncGenerator<string> {
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${headings}" topLeftCell="A${headings + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  let number = 0
  for await (const row of rows) {
    number++
    if (number > maxSheetRows) throw fail('workbook.xlsx.too-many-rows', { max: maxSheetRows })
    yield `<row r="${number}">${row.map((cell, column) => cellXml(cell, `${columnName(column)}${number}`, number, styles)).join('')}</row>`
  }
  yield '</sheetData></worksheet>'
}

function cellXml(cell: CellToWrite, at: string, row: number, styles: Styles): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'object') {
    const { value, format } = cell
    const style = styles.get(format) ?? styles.size + 1
    styles.set(format, style)
    return Number.isFinite(value) ? `<c r="${at}" s="${style}"><v>${value}</v></c>` : ''
  }
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
        `${declaration}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${excel}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${excel}.styles+xml"/>${types.join('')}</Types>`,
      ],
    },
    { name: '_rels/.rels', content: [relations([relation(1, 'officeDocument', 'xl/workbook.xml')])] },
    {
      name: 'xl/workbook.xml',
      content: [`${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed.join('')}</sheets></workbook>`],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [
        relations([
          ...names.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
          relation(names.length + 1, 'styles', 'styles.xml'),
        ]),
      ],
    },
  ]
}
