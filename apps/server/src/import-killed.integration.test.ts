import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { type Cell, writeXlsx } from '@tangram/workbook'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uploadFile } from './testing/import-file.ts'
import { type Caller, type Desk, type Json, openDesk, until } from './testing/open-desk.ts'
import { testConfig } from './testing/test-config.ts'

let desk: Desk
let manager: Caller
const children = new Set<ChildProcess>()
beforeAll(async () => {
  // Requests are answered here; whoever works on imports is a process of its own, which can be killed.
  desk = await openDesk({ workers: false })
  manager = await desk.as('lin_yue')
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await desk.close()
})

/** A server as it is started in earnest. */
async function startWorker(): Promise<{ kill(): Promise<void> }> {
  const { secret } = testConfig(desk.dataDir)
  const { rows } = await desk.query('select current_database() as name')
  const url = new URL(process.env.TANGRAM_TEST_URL ?? '')
  url.pathname = `/${rows[0]?.name}`
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env.PATH,
      TANGRAM_DATA: desk.dataDir,
      LOG_LEVEL: 'silent',
      DATABASE_URL: url.href,
      PORT: '0',
      TANGRAM_SECRET: secret,
    },
  })
  children.add(child)
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk
        if (said.includes('ready')) resolve()
      })
    void ended.then(() => reject(new Error(`the server ended: ${said}`)))
  })
  return {
    kill: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}

const total = 12_000

it('an import goes on in another process after the first was killed, while reading and while writing: no row twice, none lost', {
  timeout: 180_000,
}, async () => {
  const rows: Cell[][] = [
    ['客户', '城市'],
    ...Array.from({ length: total }, (_, n): Cell[] => [`断电 ${n}`, ['上海', '北京', '成都'][n % 3] ?? '']),
  ]
  const state = (id: string): Promise<Json> => manager.get(`/api/v1/imports/${id}`)

  const first = await startWorker()
  const { id } = await uploadFile(desk, manager, await buffer(writeXlsx(rows)), '客户.xlsx')
  await first.kill()
  const second = await startWorker()
  await until(async () => (await state(id)).state === 'read', 60_000)

  const columns = [
    { column: 0, field: 'name' },
    { column: 1, field: 'city' },
  ]
  // Without a key nothing but the place in the import tells what is done: a row done twice would be two records.
  await manager.post(`/api/v1/imports/${id}/start`, {
    mode: 'write',
    app: 'service_desk',
    steps: [{ table: '0', entity: 'customer', columns }],
  })
  const created = async () => (await state(id)).counts[0]?.created ?? 0
  await until(async () => (await created()) >= 1_000, 60_000)
  await second.kill()
  const atDeath = await created()
  expect(atDeath).toBeGreaterThanOrEqual(1_000)
  expect(atDeath).toBeLessThan(total)

  const third = await startWorker()
  const done = await until(async () => {
    const one = await state(id)
    return one.state === 'done' && one
  }, 120_000)
  expect(done.counts).toEqual([{ created: total, changed: 0, unchanged: 0, missing: 0, refused: 0 }])
  const { rows: found } = await desk.query(
    `select count(*)::int as n, count(distinct name)::int as names from service_desk.customer where name like '断电 %'`,
  )
  expect(found[0]).toEqual({ n: total, names: total })
  await third.kill()
})
