import { pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import type { ByteSource } from '../byte-source.ts'
import { fail } from '../errors.ts'

export type ZipPart = { name: string; packed: number; size: number; at: number; method: number; crc: number }

export type ZipFile = {
  parts: ReadonlyMap<string, ZipPart>
  /** The unpacked bytes of a part as they come. */
  open(part: ZipPart): AsyncGenerator<Buffer>
}

const maxParts = 10_000
/** No sheet that people fill in packs better than this; a bomb packs a thousandfold. */
const maxRatio = 400
/** Below this nothing is refused, however well it packs. */
const harmlessBytes = 16 * 1024 * 1024
const maxUnpacked = 4 * 1024 ** 3
const endSize = 22
const longestComment = 65_535

/**
 * The directory of a ZIP archive. Nothing is unpacked before a part is opened, and then never more than `maxUnpacked` bytes nor
 * more than 400 times what is packed: what the directory says about sizes is not believed.
 *
 * @see APPNOTE.TXT 6.3.10, 4.3.12–4.3.16; ZIP64 included
 * @throws workbook.xlsx.unreadable, workbook.xlsx.too-large, workbook.xlsx.bomb
 */
export async function openZip(source: ByteSource): Promise<ZipFile> {
  const parts = new Map<string, ZipPart>()
  const { count, offset, size } = await endOf(source)
  if (count > maxParts || offset + size > source.size || size > 16 * 1024 * 1024) throw fail('workbook.xlsx.unreadable')
  const directory = await source.read(offset, size)
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw fail('workbook.xlsx.unreadable')
    const flags = directory.readUInt16LE(at + 8)
    if (flags & 1) throw fail('workbook.password')
    const nameLength = directory.readUInt16LE(at + 28)
    const extraLength = directory.readUInt16LE(at + 30)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
    const part: ZipPart = {
      name,
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    }
    readLongSizes(part, directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength))
    // Two parts of one name: which one a program shows is anybody's guess.
    if (parts.has(name.toLowerCase())) throw fail('workbook.xlsx.unreadable')
    parts.set(name.toLowerCase(), part)
    at += 46 + nameLength + extraLength + directory.readUInt16LE(at + 32)
  }
  return { parts, open: (part) => unpacked(source, part) }
}

async function endOf(source: ByteSource): Promise<{ count: number; offset: number; size: number }> {
  const from = Math.max(0, source.size - endSize - longestComment)
  const tail = await source.read(from, source.size - from)
  for (let at = tail.length - endSize; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue
    const end = { count: tail.readUInt16LE(at + 10), size: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) }
    if (end.count < 0xffff && end.size < 0xffffffff && end.offset < 0xffffffff) return end
    const locator = from + at - 20
    const pointer = locator >= 0 ? await source.read(locator, 20) : Buffer.alloc(0)
    if (pointer.length < 20 || pointer.readUInt32LE(0) !== 0x07064b50) return end
    const long = await source.read(Number(pointer.readBigUInt64LE(8)), 56)
    if (long.length < 56 || long.readUInt32LE(0) !== 0x06064b50) throw fail('workbook.xlsx.unreadable')
    return { count: Number(long.readBigUInt64LE(32)), size: Number(long.readBigUInt64LE(40)), offset: Number(long.readBigUInt64LE(48)) }
  }
  throw fail('workbook.xlsx.unreadable')
}

function readLongSizes(part: ZipPart, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let next = at + 4
    for (const key of ['size', 'packed', 'at'] as const) {
      if (part[key] !== 0xffffffff || next + 8 > extra.length) continue
      part[key] = Number(extra.readBigUInt64LE(next))
      next += 8
    }
  }
}

async function* unpacked(source: ByteSource, part: ZipPart): AsyncGenerator<Buffer> {
  const head = await source.read(part.at, 30)
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw fail('workbook.xlsx.unreadable')
  const start = part.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  if (start + part.packed > source.size || (part.method !== 0 && part.method !== 8)) throw fail('workbook.xlsx.unreadable')
  let found = 0
  let crc = 0
  for await (const chunk of inflated(source.stream(start, start + part.packed), part.method)) {
    found += chunk.length
    crc = crc32(chunk, crc)
    if (found > maxUnpacked) throw fail('workbook.xlsx.too-large', { max: maxUnpacked / 1024 ** 3 })
    if (found > harmlessBytes && found > part.packed * maxRatio) throw fail('workbook.xlsx.bomb', { part: part.name })
    yield chunk
  }
  if (crc !== part.crc) throw fail('workbook.xlsx.unreadable')
}

async function* inflated(bytes: AsyncIterable<Uint8Array>, method: number): AsyncGenerator<Buffer> {
  if (method === 0) {
    for await (const chunk of bytes) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    return
  }
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
  pipeline(bytes, inflate, () => undefined)
  try {
    for await (const chunk of inflate) yield chunk as Buffer
  } catch (cause) {
    throw fail('workbook.xlsx.unreadable', {}, { cause })
  }
}
