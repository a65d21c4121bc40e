import { CFB } from '@e965/xlsx'

const sheetStart = 0x10
const record = (type: number, content: Buffer): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(type, 0)
  head.writeUInt16LE(content.length, 2)
  return Buffer.concat([head, content])
}
const begin = (kind: number) => record(0x809, Buffer.from([0x00, 0x06, kind, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
const end = record(0x0a, Buffer.alloc(0))

/**
 * An .xls with as many cells as the format can hold, written record by record: SheetJS needs gigabytes and minutes for two million.
 * Numbers and texts only, the texts within their cells.
 */
export function makeLongXls(rows: Iterable<readonly (string | number)[]>): Buffer {
  const name = Buffer.from('Sheet1', 'latin1')
  const entry = Buffer.alloc(8 + name.length)
  entry.writeUInt8(name.length, 6)
  name.copy(entry, 8)
  const globals = begin(0x05)
  entry.writeUInt32LE(globals.length + 4 + entry.length + end.length, 0)
  const parts = [globals, record(0x85, entry), end, begin(sheetStart)]
  let number = 0
  for (const row of rows) {
    parts.push(Buffer.concat(row.map((value, column) => cell(number, column, value))))
    number++
  }
  const file = CFB.utils.cfb_new()
  CFB.utils.cfb_add(file, '/Workbook', Buffer.concat([...parts, end]))
  return Buffer.from(CFB.write(file, { type: 'buffer' }) as Uint8Array)
}

function cell(row: number, column: number, value: string | number): Buffer {
  const isText = typeof value === 'string'
  const text = isText ? Buffer.from(value, 'utf16le') : Buffer.alloc(0)
  const out = Buffer.alloc(isText ? 13 + text.length : 18)
  out.writeUInt16LE(isText ? 0x204 : 0x203, 0)
  out.writeUInt16LE(out.length - 4, 2)
  out.writeUInt16LE(row, 4)
  out.writeUInt16LE(column, 6)
  if (isText) {
    out.writeUInt16LE(value.length, 10)
    out.writeUInt8(1, 12)
    text.copy(out, 13)
  } else out.writeDoubleLE(value, 10)
  return out
}
