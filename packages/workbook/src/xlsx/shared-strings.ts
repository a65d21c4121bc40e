import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Texts that cells name by number. Held in memory up to a limit, beyond it in a file that goes with `close`. */
export type SharedStrings = {
  add(text: string): void
  /** Undefined when there is no such number. */
  get(index: number): string | undefined
  close(): void
}

const pageBytes = 64 * 1024
const pagesKept = 256
/** One offset for so many texts: ten million texts cost 5 MB of offsets. */
const group = 16

export function createSharedStrings({ inMemoryBytes = 24 * 1024 * 1024 }: { inMemoryBytes?: number } = {}): SharedStrings {
  const offsets: number[] = []
  let pages: Buffer[] = []
  let page = Buffer.allocUnsafe(pageBytes)
  let used = 0
  let count = 0
  let written = 0
  let file: { path: string; handle: number } | undefined
  const kept = new Map<number, Buffer>()

  const flush = () => {
    if (!file && (pages.length + 1) * pageBytes > inMemoryBytes) {
      const path = join(tmpdir(), `tangram-strings-${randomUUID()}`)
      file = { path, handle: openSync(path, 'wx+', 0o600) }
      for (const each of pages) writeSync(file.handle, each)
      pages = []
    }
    if (file) writeSync(file.handle, page)
    else pages.push(page)
    if (!file) page = Buffer.allocUnsafe(pageBytes)
    written++
    used = 0
  }
  const append = (bytes: Buffer) => {
    for (let at = 0; at < bytes.length; ) {
      const taken = Math.min(bytes.length - at, pageBytes - used)
      bytes.copy(page, used, at, at + taken)
      used += taken
      at += taken
      if (used === pageBytes) flush()
    }
  }
  const pageAt = (number: number): Buffer | undefined => {
    if (number === written) return page
    if (!file) return pages[number]
    const known = kept.get(number)
    if (known) return known
    const read = kept.size < pagesKept ? Buffer.allocUnsafe(pageBytes) : oldestOf(kept)
    readSync(file.handle, read, 0, pageBytes, number * pageBytes)
    kept.set(number, read)
    return read
  }
  const bytesAt = (offset: number, length: number): Buffer => {
    const within = offset % pageBytes
    const first = pageAt(Math.floor(offset / pageBytes)) ?? Buffer.alloc(0)
    if (within + length <= pageBytes) return first.subarray(within, within + length)
    const whole = Buffer.allocUnsafe(length)
    for (let at = 0; at < length; ) {
      const from = offset + at
      const some = pageAt(Math.floor(from / pageBytes)) ?? Buffer.alloc(0)
      at += some.copy(whole, at, from % pageBytes, Math.min(pageBytes, (from % pageBytes) + length - at))
    }
    return whole
  }

  return {
    add(text) {
      if (count % group === 0) offsets.push(written * pageBytes + used)
      const bytes = Buffer.from(text)
      const length = Buffer.allocUnsafe(4)
      length.writeUInt32LE(bytes.length)
      append(length)
      append(bytes)
      count++
    },
    get(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count) return undefined
      let offset = offsets[Math.floor(index / group)] ?? 0
      for (let skip = index % group; skip > 0; skip--) offset += 4 + bytesAt(offset, 4).readUInt32LE()
      return bytesAt(offset + 4, bytesAt(offset, 4).readUInt32LE()).toString()
    },
    close() {
      if (!file) return
      closeSync(file.handle)
      rmSync(file.path, { force: true })
    },
  }
}

/** The page that was read first makes room: cells name texts in about the order they stand in. */
function oldestOf(kept: Map<number, Buffer>): Buffer {
  const [number, buffer] = kept.entries().next().value as [number, Buffer]
  kept.delete(number)
  return buffer
}
