import { fail } from '../errors.ts'

/**
 * The shared texts of a workbook. Only where each begins is kept; a text is read when a cell names it. A text may run over into the
 * next record, which then says again how its characters are written.
 *
 * @see [MS-XLS] 2.4.265 SST, 2.5.293 XLUnicodeRichExtendedString, 2.4.58 Continue
 */
export class BiffStrings {
  readonly #stream: Buffer
  /** Where the content of each record of the table begins and ends in the stream. */
  readonly #blocks: readonly (readonly [start: number, end: number])[]
  readonly #places: Float64Array

  constructor(stream: Buffer, blocks: readonly (readonly [number, number])[]) {
    this.#stream = stream
    this.#blocks = blocks
    const [first] = blocks
    if (!first || first[1] - first[0] < 8) throw fail('workbook.xls.unreadable')
    const count = stream.readUInt32LE(first[0] + 4)
    // A text takes three bytes at least.
    if (count * 3 > blocks.reduce((sum, [start, end]) => sum + end - start, 0)) throw fail('workbook.xls.unreadable')
    this.#places = new Float64Array(count)
    const cursor = new Cursor(stream, blocks, 0, first[0] + 8)
    for (let i = 0; i < count; i++) {
      this.#places[i] = cursor.place()
      cursor.text(false)
    }
  }

  get(index: number): string {
    const place = this.#places[index]
    if (place === undefined) throw fail('workbook.xls.unreadable')
    const block = Math.floor(place / 2 ** 32)
    return new Cursor(this.#stream, this.#blocks, block, place - block * 2 ** 32).text(true)
  }
}

/** Reads over the borders of records. */
class Cursor {
  readonly #stream: Buffer
  readonly #blocks: readonly (readonly [number, number])[]
  #block: number
  #at: number
  constructor(stream: Buffer, blocks: readonly (readonly [number, number])[], block: number, at: number) {
    this.#stream = stream
    this.#blocks = blocks
    this.#block = block
    this.#at = at
  }

  place(): number {
    if (this.#at >= this.#end()) this.#next()
    return this.#block * 2 ** 32 + this.#at
  }

  /** One text; its characters are made only when asked for. */
  text(isWanted: boolean): string {
    if (this.#at >= this.#end()) this.#next()
    const length = this.#short()
    const flags = this.#byte()
    const runs = flags & 8 ? this.#short() : 0
    const extra = flags & 4 ? this.#short() + this.#short() * 65_536 : 0
    let isWide = (flags & 1) === 1
    const parts: string[] = []
    for (let left = length; left > 0; ) {
      if (this.#at >= this.#end()) {
        this.#next()
        isWide = (this.#byte() & 1) === 1
      }
      const width = isWide ? 2 : 1
      const count = Math.min(left, Math.floor((this.#end() - this.#at) / width))
      if (count === 0) throw fail('workbook.xls.unreadable')
      if (isWanted) parts.push(this.#stream.toString(isWide ? 'utf16le' : 'latin1', this.#at, this.#at + count * width))
      this.#at += count * width
      left -= count
    }
    this.#skip(runs * 4 + extra)
    return parts.join('')
  }

  #end(): number {
    return this.#blocks[this.#block]?.[1] ?? 0
  }

  #next(): void {
    const block = this.#blocks[++this.#block]
    if (!block) throw fail('workbook.xls.unreadable')
    this.#at = block[0]
  }

  #byte(): number {
    if (this.#at >= this.#end()) this.#next()
    const byte = this.#stream[this.#at++]
    if (byte === undefined) throw fail('workbook.xls.unreadable')
    return byte
  }

  #short(): number {
    return this.#byte() + this.#byte() * 256
  }

  #skip(count: number): void {
    for (let left = count; left > 0; ) {
      if (this.#at >= this.#end()) this.#next()
      const taken = Math.min(left, this.#end() - this.#at)
      this.#at += taken
      left -= taken
    }
  }
}
