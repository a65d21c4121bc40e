import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { openStorage } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'
import { comparePermissions } from '../testing/permission-model.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db, { linkedSchemas: ['twin'] })
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

it('gives 5,000 random people and queries from PostgreSQL what a look at each record and role gives', async () => {
  const { tuples, mismatches, first, seen } = await comparePermissions({ storage, db }, { tuples: 5_000, seed: 20_261_123 })
  expect(first).toBeUndefined()
  expect(mismatches).toBe(0)
  // The worlds hide rows, fields, single cells and names, and show some.
  expect(tuples).toBe(5_000)
  expect(seen.refused).toBeGreaterThan(tuples / 20)
  expect(seen.hiddenFields).toBeGreaterThan(tuples / 20)
  expect(seen.hiddenCells).toBeGreaterThan(tuples / 20)
  expect(seen.maskedCells).toBeGreaterThan(tuples / 20)
  expect(seen.records).toBeGreaterThan(tuples)
  expect(seen.linked).toBeGreaterThan(tuples / 5)
}, 180_000)
