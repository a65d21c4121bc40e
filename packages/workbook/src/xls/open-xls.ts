import type { ByteSource } from '../byte-source.ts'
import { type Cell, storable } from '../cell.ts'
import { fail } from '../errors.ts'
import { cellOfNumber, type NumberKind, numberKindOf } from '../serial-date.ts'
import { headingRows, type Merge, type Sheet, type SheetRow, type Workbook, type WorkbookLimits } from '../workbook.ts'
import { BiffStrings } from './biff-strings.ts'
import { readCompoundFile } from './compound-file.ts'

/** Records of [MS-XLS] 2.3.1 that matter to a table. */
const id = {
  formula: 0x06,
  eof: 0x0a,
  dateMode: 0x22,
  filePass: 0x2f,
  continue: 0x3c,
  boundSheet: 0x85,
  mulRk: 0xbd,
  rstring: 0xd6,
  xf: 0xe0,
  mergeCells: 0xe5,
  sst: 0xfc,
  labelSst: 0xfd,
  supBook: 0x1ae,
  number: 0x203,
  label: 0x204,
  boolErr: 0x205,
  string: 0x207,
  rk: 0x27e,
  format: 0x41e,
  bof: 0x809,
} as const

type Globals = { sheets: { name: string; at: number }[]; kinds: NumberKind[]; epoch1904: boolean; strings: BiffStrings | undefined }

/**
 * An Excel 97–2003 workbook (.xls, BIFF8). The file is held whole, its cells are not.
 *
 * @throws workbook.xls.unreadable, workbook.xls.too-large beyond 2,000,000 cells, workbook.password, workbook.external-link
 */
export async function openXls(source: ByteSource, limits: WorkbookLimits): Promise<Workbook> {
  const streams = await readCompoundFile(source, (name) => /^(workbook|book|encryptedpackage)$/i.test(name))
  const named = new Map([...streams].map(([name, stream]) => [name.toLowerCase(), stream]))
  if (named.has('encryptedpackage')) throw fail('workbook.password')
  const stream = named.get('workbook')
  if (!stream) throw fail(named.has('book') ? 'workbook.xls.too-old' : 'workbook.xls.unreadable')
  let globals: Globals
  try {
    globals = readGlobals(stream)
  } catch (error) {
    throw asBroken(error)
  }
  if (globals.sheets.length === 0) throw fail('workbook.empty')
  const counted = { cells: 0 }
  return {
    format: 'xls',
    sheets: globals.sheets.map(({ name, at }): Sheet => {
      let merges: Merge[] = []
      return {
        name,
        merges: () => merges,
        async *rows() {
          merges = []
          counted.cells = 0
          try {
            yield* sheetRows(stream, at, { ...globals, name, limits, merges, counted })
          } catch (error) {
            throw asBroken(error)
          }
        },
      }
    }),
    share: () => 1,
    close: () => source.close(),
  }
}

type BiffRecord = { type: number; start: number; end: number }

function* records(stream: Buffer, from: number): Generator<BiffRecord> {
  for (let at = from; at + 4 <= stream.length; ) {
    const start = at + 4
    const end = start + stream.readUInt16LE(at + 2)
    if (end > stream.length) throw fail('workbook.xls.unreadable')
    yield { type: stream.readUInt16LE(at), start, end }
    at = end
  }
}

function readGlobals(stream: Buffer): Globals {
  const globals: Globals = { sheets: [], kinds: [], epoch1904: false, strings: undefined }
  const codes = new Map<number, string>()
  const formats: number[] = []
  let blocks: [number, number][] = []
  let isTable = false
  for (const { type, start, end } of records(stream, 0)) {
    if (type === id.bof && start === 4 && stream.readUInt16LE(start) !== 0x0600) throw fail('workbook.xls.too-old')
    if (type === id.eof) break
    if (type === id.continue && isTable) blocks.push([start, end])
    if (type !== id.continue) isTable = false
    switch (type) {
      case id.filePass:
        throw fail('workbook.password')
      case id.dateMode:
        globals.epoch1904 = stream.readUInt16LE(start) === 1
        break
      case id.boundSheet:
        // Visible worksheets only.
        if (stream[start + 4] === 0 && stream[start + 5] === 0)
          globals.sheets.push({ at: stream.readUInt32LE(start), name: shortText(stream, start + 6) })
        break
      case id.format:
        codes.set(stream.readUInt16LE(start), longText(stream, start + 2, end))
        break
      case id.xf:
        formats.push(stream.readUInt16LE(start + 2))
        break
      case id.sst:
        blocks = [[start, end]]
        isTable = true
        break
      case id.supBook: {
        const kind = stream.readUInt16LE(start + 2)
        if (kind !== 0x0401 && kind !== 0x3a01) throw fail('workbook.external-link', { sheet: '' })
      }
    }
  }
  globals.kinds = formats.map((format) => numberKindOf(format, codes.get(format)))
  if (blocks.length > 0) globals.strings = new BiffStrings(stream, blocks)
  return globals
}

type SheetContext = Globals & { name: string; limits: WorkbookLimits; merges: Merge[]; counted: { cells: number } }

function* sheetRows(stream: Buffer, at: number, context: SheetContext): Generator<SheetRow> {
  const { limits, name, counted } = context
  let row: SheetRow | undefined
  let count = 0
  let pending: { column: number } | undefined
  const put = (number: number, column: number, cell: Cell, special?: 'formula' | 'error'): SheetRow | undefined => {
    let done: SheetRow | undefined
    if (!row || row.number !== number + 1) {
      if (row && number + 1 < row.number) throw fail('workbook.xls.unreadable')
      done = row
      row = { number: number + 1, cells: [] }
      if (++count > limits.rows) throw fail('workbook.too-many-rows', { sheet: name, max: limits.rows })
    }
    if (++counted.cells > limits.xlsCells) throw fail('workbook.xls.too-many-cells', { max: limits.xlsCells })
    if (column >= limits.columns) throw fail('workbook.too-many-columns', { sheet: name, max: limits.columns })
    while (row.cells.length < column) row.cells.push(null)
    row.cells[column] = typeof cell === 'string' ? storable(cell) : cell
    if (special) {
      row.special ??= []
      row.special.push({ column, kind: special })
    }
    return done
  }
  for (const { type, start, end } of records(stream, at)) {
    if (type === id.eof) break
    const number = end - start >= 6 ? stream.readUInt16LE(start) : 0
    const column = end - start >= 6 ? stream.readUInt16LE(start + 2) : 0
    const kind = () => context.kinds[stream.readUInt16LE(start + 4)] ?? 'number'
    const numeric = (value: number, of = kind()) => cellOfNumber(value, of, context.epoch1904)
    let done: SheetRow | undefined
    switch (type) {
      case id.labelSst: {
        const text = context.strings?.get(stream.readUInt32LE(start + 6)) ?? ''
        if (text !== '') done = put(number, column, text)
        break
      }
      case id.label:
      case id.rstring: {
        const text = longText(stream, start + 6, end)
        if (text !== '') done = put(number, column, text)
        break
      }
      case id.number:
        done = put(number, column, numeric(stream.readDoubleLE(start + 6)))
        break
      case id.rk:
        done = put(number, column, numeric(rkNumber(stream.readUInt32LE(start + 6))))
        break
      case id.mulRk:
        for (let i = 0; start + 4 + 6 * (i + 1) <= end - 2; i++) {
          const cell = start + 4 + 6 * i
          const style = context.kinds[stream.readUInt16LE(cell)] ?? 'number'
          const before = put(number, column + i, numeric(rkNumber(stream.readUInt32LE(cell + 2)), style))
          if (before) yield before
        }
        break
      case id.boolErr: {
        const isError = stream[start + 7] === 1
        done = isError ? put(number, column, errorText(stream[start + 6]), 'error') : put(number, column, stream[start + 6] === 1)
        break
      }
      case id.formula: {
        const isOther = stream.readUInt16LE(start + 12) === 0xffff
        const result: Cell = !isOther
          ? numeric(stream.readDoubleLE(start + 6))
          : stream[start + 6] === 1
            ? stream[start + 8] === 1
            : stream[start + 6] === 2
              ? errorText(stream[start + 8])
              : null
        done = put(number, column, result, isOther && stream[start + 6] === 2 ? 'error' : 'formula')
        pending = isOther && stream[start + 6] === 0 ? { column } : undefined
        break
      }
      case id.string:
        if (pending && row) row.cells[pending.column] = storable(longText(stream, start, end)) || null
        pending = undefined
        break
      case id.mergeCells:
        for (let i = 0, all = stream.readUInt16LE(start); i < all && start + 10 + 8 * i <= end; i++) {
          const area = start + 2 + 8 * i
          const top = stream.readUInt16LE(area)
          if (top >= headingRows) continue
          const [bottom, left, right] = [area + 2, area + 4, area + 6].map((place) => stream.readUInt16LE(place)) as [
            number,
            number,
            number,
          ]
          context.merges.push({ top, bottom, left, right })
        }
    }
    if (done) yield done
  }
  if (row) yield row
}

/** A record shorter than what it should hold is a broken file, not a fault of ours. */
function asBroken(error: unknown): unknown {
  return error instanceof RangeError ? fail('workbook.xls.unreadable', {}, { cause: error }) : error
}

/** Two bits of flags and thirty of an integer or of the upper half of a double. */
function rkNumber(rk: number): number {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32LE((rk & 0xfffffffc) >>> 0, 4)
  const value = rk & 2 ? rk >> 2 : bytes.readDoubleLE(0)
  return rk & 1 ? value / 100 : value
}

function shortText(stream: Buffer, at: number): string {
  const length = stream[at] ?? 0
  const isWide = ((stream[at + 1] ?? 0) & 1) === 1
  return stream.toString(isWide ? 'utf16le' : 'latin1', at + 2, at + 2 + length * (isWide ? 2 : 1))
}

function longText(stream: Buffer, at: number, end: number): string {
  const length = stream.readUInt16LE(at)
  const isWide = ((stream[at + 2] ?? 0) & 1) === 1
  return stream.toString(isWide ? 'utf16le' : 'latin1', at + 3, Math.min(end, at + 3 + length * (isWide ? 2 : 1)))
}

const errors = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
])
const errorText = (code: number | undefined): string => errors.get(code ?? -1) ?? '#N/A'
