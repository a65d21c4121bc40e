import { type Exact, exactOf } from './exact.ts'
import type { Fold } from './folded.ts'
import { exactly, isIntegral } from './number.ts'

/** How many numbers there are in a list, and their sum. */
export const numbers: Fold<{ sum: Exact; count: number }> = {
  of: (items) => {
    let [sum, count] = [exactOf(0), 0]
    for (const item of items) {
      const number = exactly(item)
      if (!number) continue
      sum = sum.plus(number)
      count += 1
    }
    return { sum, count }
  },
  exchange: ({ sum, count }, before, after) => {
    const [less, more] = [exactly(before), exactly(after)]
    const left = less ? sum.minus(less) : sum
    return { sum: more ? left.plus(more) : left, count: count + (more ? 1 : 0) - (less ? 1 : 0) }
  },
}

/** The least or the greatest number of a list, and how many of its items are no integers. */
export const extremeOf = (better: (a: Exact, b: Exact) => Exact): Fold<{ best: Exact | undefined; decimals: number }> => ({
  of: (items) => {
    let best: Exact | undefined
    let decimals = 0
    for (const item of items) {
      if (!isIntegral(item)) decimals += 1
      const number = exactly(item)
      if (number) best = best ? better(best, number) : number
    }
    return { best, decimals }
  },
  exchange: ({ best, decimals }, before, after) => {
    const [less, more] = [exactly(before), exactly(after)]
    // The best one leaves: only all the others can tell which is next.
    if (less && best?.equals(less) && !(more && better(best, more).equals(more))) return undefined
    const others = decimals + (isIntegral(after) ? 0 : 1) - (isIntegral(before) ? 0 : 1)
    return { best: more ? (best ? better(best, more) : more) : best, decimals: others }
  },
})
