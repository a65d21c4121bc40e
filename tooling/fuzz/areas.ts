import { fuzzAccess } from './access.ts'
import { fuzzExpression } from './expression.ts'
import { fuzzHostile } from './hostile.ts'
import { fuzzRequests } from './http.ts'

/** How many inputs to make, and from which seed. */
export type FuzzOptions = { cases: number; seed: number; onProgress(done: number): void }

/** `first`: the first mismatch, as small as it gets. */
export type FuzzResult = { cases: number; mismatches: number; first?: unknown }

/** `cases`: how many when nobody says; `unit`: what the area calls them. */
export type Area = { cases: number; unit?: string; run(options: FuzzOptions): Promise<FuzzResult> }

/** What can be fuzzed, by the word that asks for it. */
export const areas: { readonly [name: string]: Area } = {
  access: { cases: 10_000, unit: 'tuples', run: fuzzAccess },
  expression: { cases: 10_000, run: fuzzExpression },
  hostile: { cases: 100_000, run: fuzzHostile },
  http: { cases: 100_000, unit: 'requests', run: fuzzRequests },
}
