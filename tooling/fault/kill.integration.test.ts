import { expect, it } from 'vitest'
import { kill } from './kill.ts'

it('loses and doubles nothing when the server or its database is killed while people work', { timeout: 180_000 }, async () => {
  const result = await kill({ runs: 2, seed: 1 })
  expect(result).toMatchObject({ kills: 2, lost: 0, doubled: 0, unopenable: 0, stuck: 0 })
  expect(result.acknowledged).toBeGreaterThanOrEqual(200)
  expect(result.inFlightAtKill).toBeGreaterThanOrEqual(2)
})
