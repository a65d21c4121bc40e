import { type ImportCell, type Shape, shapeOf, textOf } from './cell-text.ts'
import { FingerprintSet, fingerprint } from './fingerprints.ts'

/** What is known of a column after all its cells were seen; its size does not grow with them. */
export type ColumnProfile = {
  header: string
  rows: number
  filled: number
  shapes: { readonly [shape in Shape]?: number }
  /** Every value with how often it occurs; absent when there are more than `maxOptions`. */
  values?: readonly { value: string; count: number }[]
  /** Different values from all over the column, some hundreds at most. */
  sample: readonly ImportCell[]
  /** No value occurs twice. */
  isUnique: boolean
  /** Characters of the longest text. */
  longest: number
  /** Digits behind the point, at most. */
  decimals: number
  min: number
  max: number
}

export const maxOptions = 60
const maxSample = 300

/** Gathers the profile of one column, cell by cell. */
export class ColumnProfiler {
  readonly header: string
  readonly #shapes: { [shape in Shape]?: number } = {}
  #rows = 0
  #filled = 0
  #longest = 0
  #decimals = 0
  #min = Number.POSITIVE_INFINITY
  #max = Number.NEGATIVE_INFINITY
  #values: Map<string, number> | undefined = new Map()
  #sample = new Map<number, ImportCell>()
  #stride = 1
  #seen: FingerprintSet | undefined = new FingerprintSet()

  constructor(header: string) {
    this.header = header
  }

  add(cell: ImportCell): void {
    this.#rows++
    if (cell === null || (typeof cell === 'string' && cell.trim() === '')) return
    this.#filled++
    const shape = shapeOf(cell)
    this.#shapes[shape] = (this.#shapes[shape] ?? 0) + 1
    const text = textOf(cell)
    if (text.length > this.#longest) this.#longest = text.length
    if (typeof cell === 'number' || shape === 'integer' || shape === 'decimal') this.#measure(text)
    const { first, second } = fingerprint(text)
    if (this.#seen && !this.#seen.add(first, second)) this.#seen = undefined
    this.#pick(first, cell)
    const values = this.#values
    if (!values) return
    const known = values.get(text)
    if (known !== undefined) values.set(text, known + 1)
    else if (values.size < maxOptions && text.length <= 60) values.set(text, 1)
    else this.#values = undefined
  }

  /** Whether some other column's value occurs here; only a column without doubles can tell. */
  holds(value: ImportCell): boolean | undefined {
    const { first, second } = fingerprint(textOf(value))
    return this.#seen?.has(first, second)
  }

  profile(): ColumnProfile {
    return {
      header: this.header,
      rows: this.#rows,
      filled: this.#filled,
      shapes: this.#shapes,
      ...(this.#values ? { values: [...this.#values].map(([value, count]) => ({ value, count })) } : {}),
      sample: [...this.#sample.values()],
      isUnique: this.#seen !== undefined && this.#filled > 1,
      longest: this.#longest,
      decimals: this.#decimals,
      min: this.#min,
      max: this.#max,
    }
  }

  #measure(text: string): void {
    const value = Number(text.replace(/[,，]/g, ''))
    if (value < this.#min) this.#min = value
    if (value > this.#max) this.#max = value
    const point = text.indexOf('.')
    if (point >= 0) this.#decimals = Math.max(this.#decimals, text.length - point - 1)
  }

  /** Keeps the values whose fingerprint a growing stride divides: an even choice among the different ones. */
  #pick(print: number, cell: ImportCell): void {
    if (print % this.#stride !== 0 || this.#sample.has(print)) return
    this.#sample.set(print, cell)
    if (this.#sample.size <= maxSample) return
    this.#stride *= 2
    for (const known of this.#sample.keys()) if (known % this.#stride !== 0) this.#sample.delete(known)
  }
}
