import { afterAll, beforeAll, expect, it } from 'vitest'
import { fuzzDesk } from './testing/fuzz-desk.ts'
import { fuzzHttp } from './testing/fuzz-http.ts'
import { type Desk, openDesk } from './testing/open-desk.ts'

const perRoute = Number(process.env.LONG ? 2_000 : 200)

let desk: Desk
beforeAll(async () => {
  desk = await openDesk({ workers: false })
})
afterAll(() => desk.close())

it(`answers ${perRoute} random requests to each route without failing, telling or standing still`, async () => {
  // Machines that test are busy: `pnpm fuzz http` holds it to 200 ms.
  const fuzzed = await fuzzHttp({ ...(await fuzzDesk(desk.server, desk.query)), perRoute, seed: 20_261_123, stallMs: 2_000 })
  expect(fuzzed.failures).toEqual([])
  // Most are refused, as they should be; enough are not, or nothing would be tried behind the schemas.
  expect(fuzzed.byStatus['200'] ?? 0).toBeGreaterThan(fuzzed.requests / 50)
  expect((await desk.server.app.inject('/ready')).statusCode).toBe(200)
}, 900_000)
