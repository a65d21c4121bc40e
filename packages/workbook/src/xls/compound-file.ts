import type { ByteSource } from '../byte-source.ts'
import { fail } from '../errors.ts'

export const compoundSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const endOfChain = 0xfffffffe
const maxBytes = 256 * 1024 * 1024

/**
 * The streams of an OLE2 compound file, by name. Chains that loop or lead outside the file are refused.
 *
 * @see [MS-CFB] 2.1–2.6
 */
export async function readCompoundFile(source: ByteSource, wanted: (name: string) => boolean): Promise<Map<string, Buffer>> {
  if (source.size > maxBytes) throw fail('workbook.xls.too-large')
  const file = await source.read(0, source.size)
  if (file.length < 512 || !file.subarray(0, 8).equals(compoundSignature)) throw fail('workbook.xls.unreadable')
  const sectorBytes = 1 << file.readUInt16LE(30)
  const miniBytes = 1 << file.readUInt16LE(32)
  if ((sectorBytes !== 512 && sectorBytes !== 4096) || miniBytes !== 64) throw fail('workbook.xls.unreadable')
  const sector = (number: number): Buffer => {
    const at = (number + 1) * sectorBytes
    if (at + 1 > file.length) throw fail('workbook.xls.unreadable')
    return file.subarray(at, at + sectorBytes)
  }
  const entries = sectorBytes / 4
  const tables: number[] = []
  for (let i = 0; i < 109; i++) tables.push(file.readUInt32LE(76 + 4 * i))
  let next = file.readUInt32LE(68)
  for (let left = file.readUInt32LE(72); left > 0 && next < endOfChain; left--) {
    const more = sector(next)
    if (more.length < sectorBytes || tables.length * sectorBytes > file.length) throw fail('workbook.xls.unreadable')
    for (let i = 0; i < entries - 1; i++) tables.push(more.readUInt32LE(4 * i))
    next = more.readUInt32LE(sectorBytes - 4)
  }
  const follow = (table: readonly Buffer[], number: number): number => {
    const part = table[Math.floor(number / entries)]
    if (!part || (number % entries) * 4 + 4 > part.length) throw fail('workbook.xls.unreadable')
    return part.readUInt32LE((number % entries) * 4)
  }
  const fat = tables.filter((number) => number < endOfChain - 1).map(sector)
  const chain = (start: number): Buffer => {
    const parts: Buffer[] = []
    for (let number = start; number < endOfChain; number = follow(fat, number)) {
      parts.push(sector(number))
      if (parts.length * sectorBytes > file.length + sectorBytes) throw fail('workbook.xls.unreadable')
    }
    return Buffer.concat(parts)
  }
  const directory = chain(file.readUInt32LE(48))
  const miniFat = chain(file.readUInt32LE(60))
  const cutoff = file.readUInt32LE(56)
  const streams = new Map<string, Buffer>()
  let small = Buffer.alloc(0)
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const type = directory[at + 66]
    const start = directory.readUInt32LE(at + 116)
    const size = directory.readUInt32LE(at + 120)
    if (type === 5) small = chain(start) as Buffer<ArrayBuffer>
    if (type !== 2) continue
    const name = directory.toString('utf16le', at, at + Math.max(0, Math.min(62, directory.readUInt16LE(at + 64) - 2)))
    if (!wanted(name)) continue
    streams.set(name, size >= cutoff ? chain(start).subarray(0, size) : miniChain(small, miniFat, start, size))
  }
  return streams

  function miniChain(container: Buffer, table: Buffer, start: number, size: number): Buffer {
    const parts: Buffer[] = []
    for (let number = start; number < endOfChain; ) {
      parts.push(container.subarray(number * miniBytes, (number + 1) * miniBytes))
      if (parts.length * miniBytes > container.length + miniBytes || number * 4 + 4 > table.length) throw fail('workbook.xls.unreadable')
      number = table.readUInt32LE(number * 4)
    }
    return Buffer.concat(parts).subarray(0, size)
  }
}
