/** The same numbers every time: a small generator of pseudo-random ones. */
export class Draw {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** From 0 to below `end`. */
  below(end: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * end)
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T
  }

  /** None once in `times`. */
  maybe<T>(value: T, times = 8): T | null {
    return this.below(times) === 0 ? null : value
  }

  /** Two digits after the point, from `from` to below `to`. */
  money(from: number, to: number): string {
    return ((from * 100 + this.below((to - from) * 100)) / 100).toFixed(2)
  }

  instant(from: string, days: number): string {
    return new Date(Date.parse(from) + this.below(days * 86_400) * 1000).toISOString()
  }
}

export const uuidOf = (table: number, n: number) => `00000000-0000-4000-8000-${String(table * 1_000_000 + n).padStart(12, '0')}`
