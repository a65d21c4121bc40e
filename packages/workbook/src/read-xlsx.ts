import { readSheet } from 'read-excel-file/node'
import type { Cell } from './cell.ts'
import { fail } from './errors.ts'

/** Most a workbook may unpack to: it is read as a whole. */
const maxUnpacked = 200_000_000
const maxParts = 2_000

/**
 * The rows of the first sheet of an Excel workbook (.xlsx). Dates come as ISO 8601 texts. Unlike CSV it is unpacked in memory, so
 * there is a limit, checked before anything is unpacked.
 *
 * @throws workbook.xlsx.unreadable, workbook.xlsx.too-large
 */
export async function* readXlsx(file: Buffer): AsyncGenerator<Cell[]> {
  const unpacked = unpackedSize(file)
  if (unpacked > maxUnpacked) throw fail('workbook.xlsx.too-large', { found: Math.ceil(unpacked / 1e6), max: maxUnpacked / 1e6 })
  let rows: unknown[][]
  try {
    rows = await readSheet(file, { trim: false })
  } catch (cause) {
    throw fail('workbook.xlsx.unreadable', {}, { cause })
  }
  for (const row of rows) yield row.map(cellOf)
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) {
    const iso = value.toISOString()
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso
  }
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? value : null
}

/** What the archive's directory says its parts unpack to, in bytes. */
function unpackedSize(file: Buffer): number {
  // The end record is 22 bytes and a comment of up to 64 kB.
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > file.length || file.length - end > 65_557) throw fail('workbook.xlsx.unreadable')
  const parts = file.readUInt16LE(end + 10)
  let at = file.readUInt32LE(end + 16)
  let total = 0
  if (parts > maxParts) throw fail('workbook.xlsx.unreadable')
  for (let i = 0; i < parts; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw fail('workbook.xlsx.unreadable')
    total += file.readUInt32LE(at + 24)
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return total
}
