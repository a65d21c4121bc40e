import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let one: Storage
let two: Storage

beforeAll(async () => {
  db = await testDatabase()
  one = await openStorage(db)
  two = await openStorage(db.connectAgain())
})
afterAll(async () => {
  await one.close()
  await two.close()
  await db.close()
})

const minute = 60_000

it('counts what all processes admit together, also at the same time', async () => {
  const attempt = [{ key: 'login lin', limit: 5, windowMs: minute }]
  const waits = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? one : two).attempts.admit(attempt)))
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
  for (const wait of waits.filter((each) => each > 0)) {
    expect(wait).toBeGreaterThan(minute - 10_000)
    expect(wait).toBeLessThanOrEqual(minute)
  }
  expect(await one.attempts.admit([{ key: 'login chen', limit: 5, windowMs: minute }])).toBe(0)
})

it('counts none of several when one has reached its limit, so that a refused one locks nobody else out', async () => {
  const mine = { key: 'login wang from here', limit: 1, windowMs: minute }
  const all = { key: 'login wang', limit: 2, windowMs: minute }
  expect(await one.attempts.admit([mine, all])).toBe(0)
  for (let n = 0; n < 5; n++) expect(await one.attempts.admit([all, mine].toReversed())).toBeGreaterThan(0)
  expect(await two.attempts.admit([all])).toBe(0)
  expect(await two.attempts.admit([all])).toBeGreaterThan(0)
})

it('lets in again when the window has passed or the key was cleared', async () => {
  const short = [{ key: 'short', limit: 1, windowMs: 300 }]
  expect(await one.attempts.admit(short)).toBe(0)
  expect(await one.attempts.admit(short)).toBeGreaterThan(0)
  await expect.poll(() => one.attempts.admit(short), { timeout: 5_000, interval: 50 }).toBe(0)
  const long = [{ key: 'long', limit: 1, windowMs: minute }]
  await one.attempts.admit(long)
  await two.attempts.clear('long')
  expect(await one.attempts.admit(long)).toBe(0)
})

it('keeps neither login nor address, and nothing beyond its window', async () => {
  await one.attempts.admit([{ key: 'login secret@example.com', limit: 1, windowMs: 1 }])
  const kept = async () =>
    (await db.pool.query<{ all: string }>('select string_agg(key, \' \') as "all" from tangram.attempt')).rows[0]?.all
  expect(await kept()).not.toContain('secret')
  await db.pool.query(`update tangram.attempt set expires_at = now() - interval '1 second'`)
  await one.tidyUp(system)
  expect(await kept()).toBeNull()
})
