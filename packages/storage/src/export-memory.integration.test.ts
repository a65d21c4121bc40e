import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from './storage.ts'
import { desk, openDesk, openStorage } from './testing/desk.ts'
import { testDatabase } from './testing/index.ts'

const child = fileURLToPath(new URL('./testing/export-alone.ts', import.meta.url))
const rows = 200_000
let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  const cast = await openDesk(
    storage,
    desk(({ reports }) => {
      const by_id = {
        ...structuredClone(reports.items.by_status),
        id: 'by_id',
        rows: [
          { field: 'id', as: 'id' },
          { field: 'subject', as: 'subject' },
        ],
      }
      reports.order.push('by_id')
      reports.items.by_id = by_id as never
    }),
  )
  await db.pool.query(
    `insert into desk.ticket (id, version, subject, team, created_at, updated_at)
     select uuidv7(), 1, repeat('A long subject ', 10) || n, $1::uuid, now(), now() from generate_series(1, ${rows}) as n`,
    [cast.red],
  )
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

it.each(['pages', 'report csv', 'records csv', 'records', 'records behind a mark', 'csv behind a mark'])(
  'a file takes a part of the memory that its rows take, however it is read: %s',
  async (way) => {
    // The rows alone are 32 MB as text, several times that as values. Without any of them the process needs some 40 MB.
    const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=80', child, db.url, way], {
      env: { ...process.env, NODE_ENV: 'test' },
    })
    expect(JSON.parse(stdout)).toBe(rows)
  },
  180_000,
)
