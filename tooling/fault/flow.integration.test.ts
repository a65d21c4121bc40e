import { expect, it } from 'vitest'
import { flowDrill } from './flow.ts'

it('loses and doubles nothing of a flow when servers are killed, or paused beyond their lease, while it runs', {
  timeout: 400_000,
}, async () => {
  const result = await flowDrill({ kills: 3, seed: 1 })
  expect(result).toMatchObject({ kills: 3, lost: 0, doubled: 0, strayKeys: 0, stuck: 0, pausedBeyondLease: 1 })
  expect(result.takenOver).toBeGreaterThan(0)
  expect(result.fencedOff).toBeGreaterThan(0)
  expect(result.steps).toBeGreaterThan(300)
})
