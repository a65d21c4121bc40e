/** Pseudo-random choices that a seed repeats. */
export type Random = {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number
  /** True once in `times`. */
  chance(times: number): boolean
  of<T>(choices: readonly T[]): T
}

/** Mulberry32: small, fast, and good enough to make test data. */
export function randomOf(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number): number => next() % limit
  return { below, chance: (times) => below(times) === 0, of: (choices) => choices[below(choices.length)] as (typeof choices)[number] }
}
