import { attack, type Breach } from '@tangram/expression/testing'
import type { FuzzOptions, FuzzResult } from './areas.ts'

const perRound = 10_000

/** Hostile expressions, values and formulas: JSON and our own errors are all that may come out. */
export async function fuzzHostile({ cases, seed, onProgress }: FuzzOptions): Promise<FuzzResult> {
  let done = 0
  let mismatches = 0
  let first: Breach | undefined
  while (done < cases) {
    const round = attack(seed + done, Math.min(perRound, cases - done))
    done += round.cases
    mismatches += round.breaches
    first ??= round.first
    onProgress(done)
  }
  return first ? { cases: done, mismatches, first } : { cases: done, mismatches }
}
