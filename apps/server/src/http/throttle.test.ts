import { expect, it, vi } from 'vitest'
import { createThrottle } from './throttle.ts'

const attempt = { key: 'lin', limit: 5, windowMs: 60_000 }

it('lets pass what may pass, under every key in one question', async () => {
  const attempts = { admit: vi.fn(async () => 0), clear: vi.fn(async () => {}) }
  await createThrottle(attempts).admit(attempt, { ...attempt, key: 'chen' })
  expect(attempts.admit).toHaveBeenCalledExactlyOnceWith([attempt, { ...attempt, key: 'chen' }])
})

it('says how many whole seconds to wait', async () => {
  const throttle = createThrottle({ admit: async () => 39_001, clear: async () => {} })
  await expect(throttle.admit(attempt)).rejects.toMatchObject({ code: 'server.throttled', status: 429, details: { retryAfter: 40 } })
})
