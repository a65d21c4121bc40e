import { expect, it } from 'vitest'
import { areas } from './areas.ts'

it('makes as many hostile inputs as asked for, tells how far it is, and finds nothing', async () => {
  const seen: number[] = []
  const result = await areas.hostile?.run({ cases: 12_000, seed: 5, onProgress: (done) => seen.push(done) })
  expect(result).toEqual({ cases: 12_000, mismatches: 0 })
  expect(seen).toEqual([10_000, 12_000])
}, 60_000)
