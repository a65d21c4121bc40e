/**
 * What `pnpm fuzz` and tests put expressions through. Not for products.
 *
 *     await compareAnswers(client, { cases: 100_000, seed: 1 }) // { cases: 100_000, mismatches: 0 }
 */

export { attack, type Breach } from './hostile.ts'
export { compareAnswers, type Mismatch } from './same-answers.ts'
