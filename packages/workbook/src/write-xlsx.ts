import { Readable } from 'node:stream'
import type { Cell, Rows } from './cell.ts'
import { fail } from './errors.ts'
import { type ZipEntry, zip } from './zip.ts'

/** What one Excel sheet and one cell can hold. */
const maxRows = 1_048_576
const maxCharacters = 32_767

/**
 * Rows as an Excel workbook with one sheet, its first row frozen as headings. Written as the rows come: memory does not grow with them.
 *
 * Every text is a string cell, so none of them can be a formula.
 * @throws workbook.xlsx.too-many-rows, workbook.xlsx.cell-too-long while the stream is read
 */
export function writeXlsx(rows: Rows, { sheet = 'Sheet1' }: { sheet?: string } = {}): Readable {
  return Readable.from(zip([...frame(sheet), { name: 'xl/worksheets/sheet1.xml', content: sheetXml(rows) }]), { objectMode: false })
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

/** The parts around the sheet that ECMA-376 asks for. */
function frame(sheet: string): ZipEntry[] {
  // Excel allows 31 characters, and not these.
  const name = escapeXml(
    sheet
      .replace(/[\\/?*[\]:]/g, ' ')
      .slice(0, 31)
      .trim() || 'Sheet1',
  )
  const relation = (type: string, target: string) =>
    `${declaration}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/></Relationships>`
  return [
    {
      name: '[Content_Types].xml',
      content: [
        `${declaration}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${excel}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${excel}.worksheet+xml"/></Types>`,
      ],
    },
    { name: '_rels/.rels', content: [relation('officeDocument', 'xl/workbook.xml')] },
    {
      name: 'xl/workbook.xml',
      content: [
        `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
    },
    { name: 'xl/_rels/workbook.xml.rels', content: [relation('worksheet', 'worksheets/sheet1.xml')] },
  ]
}
