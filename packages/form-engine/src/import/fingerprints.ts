/** Two independent 32-bit hashes of a text. */
export function fingerprint(text: string): { first: number; second: number } {
  let first = 0x811c9dc5
  let second = 0x9747b28c
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    first = Math.imul(first ^ code, 0x01000193)
    second = Math.imul(second ^ code, 0x5bd1e995)
    second ^= second >>> 15
  }
  first ^= first >>> 16
  first = Math.imul(first, 0x85ebca6b)
  return { first: (first ^ (first >>> 13)) >>> 0, second: second >>> 0 || 1 }
}

/**
 * A set of texts by their fingerprints, 8 bytes each: two different texts pass for one about once in 10^10 pairs.
 */
export class FingerprintSet {
  #slots = new Uint32Array(64)
  #size = 0
  /** First hashes, needed only to grow. */
  #firsts = new Uint32Array(64)

  /** False when it was there already. */
  add(first: number, second: number): boolean {
    if (this.#size * 20 >= this.#slots.length * 17) this.#grow()
    const at = this.#place(first, second)
    if (this.#slots[at] !== 0) return false
    this.#slots[at] = second
    this.#firsts[at] = first
    this.#size++
    return true
  }

  has(first: number, second: number): boolean {
    return this.#slots[this.#place(first, second)] !== 0
  }

  #place(first: number, second: number): number {
    const mask = this.#slots.length - 1
    let at = first & mask
    while (this.#slots[at] !== 0 && (this.#slots[at] !== second || this.#firsts[at] !== first)) at = (at + 1) & mask
    return at
  }

  #grow(): void {
    const [slots, firsts] = [this.#slots, this.#firsts]
    this.#slots = new Uint32Array(slots.length * 2)
    this.#firsts = new Uint32Array(slots.length * 2)
    for (let i = 0; i < slots.length; i++) {
      const second = slots[i] ?? 0
      if (second === 0) continue
      const at = this.#place(firsts[i] ?? 0, second)
      this.#slots[at] = second
      this.#firsts[at] = firsts[i] ?? 0
    }
  }
}
