import { type Cell, storable } from '../cell.ts'
import { fail } from '../errors.ts'
import { cellOfNumber, type NumberKind } from '../serial-date.ts'
import { headingRows, type Merge, type SheetRow, type WorkbookLimits } from '../workbook.ts'
import type { SharedStrings } from './shared-strings.ts'
import { attributeIn, type XmlHandler } from './xml-scanner.ts'

export type SheetContext = {
  sheet: string
  strings: SharedStrings
  /** By the number of a cell's style. */
  kinds: readonly NumberKind[]
  epoch1904: boolean
  limits: WorkbookLimits
}

/** Gathers the rows of a sheet as its tags come. */
export class SheetReader implements XmlHandler {
  rows: SheetRow[] = []
  readonly merges: Merge[] = []
  readonly #context: SheetContext
  #count = 0
  #row: SheetRow = { number: 0, cells: [] }
  #column = -1
  #style = 0
  #type = 'n'
  #value = ''
  #formula = ''
  #isFormula = false
  #isInside = false
  /** What the text belongs to that comes next. */
  #into: 'value' | 'formula' | undefined
  #isPhonetic = false

  constructor(context: SheetContext) {
    this.#context = context
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'sheetData':
        this.#isInside = true
        return
      case 'row':
        if (this.#isInside) this.#openRow(attributes)
        return
      case 'c':
        if (this.#isInside) this.#openCell(attributes)
        return
      case 'v':
        this.#into = 'value'
        return
      case 't':
        this.#into = this.#isPhonetic ? undefined : 'value'
        return
      case 'rPh':
        this.#isPhonetic = true
        return
      case 'f':
        this.#isFormula = true
        this.#into = 'formula'
        return
      case 'mergeCell':
        this.#merge(attributeIn(attributes, 'ref') ?? '')
    }
  }

  text(text: string): void {
    if (this.#into === 'value') this.#value += text
    else if (this.#into === 'formula') this.#formula += text
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
      case 'f':
        this.#into = undefined
        return
      case 'rPh':
        this.#isPhonetic = false
        return
      case 'c':
        if (this.#isInside) this.#closeCell()
        return
      case 'row':
        if (this.#isInside) this.#closeRow()
        return
      case 'sheetData':
        this.#isInside = false
    }
  }

  #openRow(attributes: string): void {
    const given = Number(attributeIn(attributes, 'r') ?? this.#row.number + 1)
    if (!Number.isInteger(given) || given <= this.#row.number) throw fail('workbook.xlsx.unreadable')
    this.#row = { number: given, cells: [] }
    this.#column = -1
  }

  /** `r="AB12" s="3" t="s"`, in any order; read by hand, because ten million of them come. */
  #openCell(attributes: string): void {
    this.#style = 0
    this.#type = 'n'
    this.#value = ''
    this.#isFormula = false
    this.#formula = ''
    let column = this.#column + 1
    for (let at = attributes.indexOf('='); at > 0; at = attributes.indexOf('=', at + 1)) {
      const quote = attributes.charCodeAt(at + 1)
      const from = at + 2
      const end = attributes.indexOf(quote === 39 ? "'" : '"', from)
      if ((quote !== 34 && quote !== 39) || end < 0) {
        if (quote === 32 || quote === 61) continue
        throw fail('workbook.xlsx.unreadable')
      }
      const isShort = attributes.charCodeAt(at - 2) <= 32 || at < 2
      const letter = isShort ? attributes.charCodeAt(at - 1) : 0
      if (letter === 114 /* r */) column = columnIn(attributes, from, end)
      else if (letter === 115 /* s */) this.#style = Number(attributes.slice(from, end))
      else if (letter === 116 /* t */) this.#type = attributes.slice(from, end)
      at = end
    }
    // Excel writes cells from the left to the right; a cell twice would let two programs see two tables.
    if (column <= this.#column) throw fail('workbook.xlsx.unreadable')
    this.#column = column
  }

  #closeCell(): void {
    const cell = this.#cell()
    if (cell === null && !this.#isFormula) return
    const { limits, sheet } = this.#context
    if (this.#column >= limits.columns) throw fail('workbook.too-many-columns', { sheet, max: limits.columns })
    const { cells } = this.#row
    while (cells.length < this.#column) cells.push(null)
    cells[this.#column] = cell
    if (!this.#isFormula && this.#type !== 'e') return
    if (reachesOut.test(this.#formula)) throw fail('workbook.external-link', { sheet })
    this.#row.special ??= []
    this.#row.special.push({ column: this.#column, kind: this.#type === 'e' ? 'error' : 'formula' })
  }

  #cell(): Cell {
    const value = this.#value
    switch (this.#type) {
      case 's': {
        if (value === '') return null
        const text = this.#context.strings.get(Number(value))
        if (text === undefined) throw fail('workbook.xlsx.unreadable')
        return text === '' ? null : text
      }
      case 'inlineStr':
      case 'str':
        return value === '' ? null : owned(unescaped(value))
      case 'b':
        return value === '' ? null : value === '1' || value === 'true'
      case 'e':
        return value === '' ? null : value
      case 'd':
        return value === '' ? null : value.replace(/T00:00:00(\.0+)?$/, '')
      default: {
        if (value === '') return null
        const number = Number(value)
        if (Number.isNaN(number)) throw fail('workbook.xlsx.unreadable')
        return cellOfNumber(number, this.#context.kinds[this.#style] ?? 'number', this.#context.epoch1904)
      }
    }
  }

  #closeRow(): void {
    if (this.#row.cells.length === 0) return
    const { limits, sheet } = this.#context
    if (++this.#count > limits.rows) throw fail('workbook.too-many-rows', { sheet, max: limits.rows })
    this.rows.push(this.#row)
  }

  #merge(ref: string): void {
    const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref)
    if (!found || this.merges.length >= 1000) return
    const merge = {
      top: Number(found[2]) - 1,
      bottom: Number(found[4]) - 1,
      left: columnIn(found[1] ?? '', 0, found[1]?.length ?? 0),
      right: columnIn(found[3] ?? '', 0, found[3]?.length ?? 0),
    }
    if (merge.top < headingRows) this.merges.push(merge)
  }
}

/** Other workbooks, DDE, the network: what a formula of a table has no business with. */
const reachesOut = /\[\d+\]|\[[^\]]+\.xl|\||WEBSERVICE|FILTERXML|RTD\(|CALL\(|REGISTER/i

/** `AB12` → 27 */
function columnIn(text: string, from: number, end: number): number {
  let column = 0
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
    if (column > 16_384) throw fail('workbook.xlsx.unreadable')
  }
  return column - 1
}

/** A text of its own: what JavaScript cuts out of a longer text keeps all of that, and a sheet is cut out of a very long one. */
function owned(text: string): string {
  return text.length > 12 ? Buffer.from(text, 'utf16le').toString('utf16le') : text
}

/** Excel writes characters that XML cannot hold as `_x000D_`. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? storable(text.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))))
    : text
}
