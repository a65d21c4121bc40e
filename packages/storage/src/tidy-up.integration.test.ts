import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from './storage.ts'
import { type Cast, openDesk, openStorage, system } from './testing/desk.ts'
import { testDatabase } from './testing/index.ts'

const dayMs = 24 * 3600_000
const start = Date.now()
let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast
let daysLater = 0

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db, { now: () => new Date(start + daysLater * dayMs).toISOString() })
  cast = await openDesk(storage)
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const content = async function* () {
  yield Buffer.from('hello')
}
const stage = () => storage.files.stage(cast.ann, { name: 'a.png', type: 'image/png', content: content() })
const create = (key: string) => storage.records(cast.mia).create('desk', 'ticket', { subject: 'Once' }, { idempotencyKey: key })

it('is for the system and administrators', async () => {
  await expect(storage.tidyUp(cast.mia)).rejects.toMatchObject({ status: 403 })
})

it('removes uploads that no record named within a day, from the disk too, and no other', async () => {
  const forgotten = await storage.files.open(cast.ann, (await stage()).id)
  const { id, name, size, type } = await stage()
  await storage.records(cast.ann).create('desk', 'ticket', { subject: 'Kept', team: cast.red, pictures: [{ id, name, size, type }] })
  expect(await storage.tidyUp(system)).toMatchObject({ files: 0 })
  daysLater += 1.01
  const recent = await stage()
  expect(await storage.tidyUp(system)).toMatchObject({ files: 1 })
  expect(existsSync(forgotten.path)).toBe(false)
  await expect(storage.files.open(cast.ann, forgotten.file.id)).rejects.toMatchObject({ status: 404 })
  for (const kept of [id, recent.id]) expect(existsSync((await storage.files.open(cast.ann, kept)).path)).toBe(true)
})

it('removes sessions that ended or were not used for a day', async () => {
  const idle = await storage.sessions.create(cast.ids.ann, {})
  daysLater += 0.6
  const used = await storage.sessions.create(cast.ids.mia, {})
  daysLater += 0.6
  expect(await storage.tidyUp(system)).toMatchObject({ sessions: 1 })
  expect(await storage.sessions.find(idle.token)).toBe(null)
  expect(await storage.sessions.find(used.token)).not.toBe(null)
})

it('keeps idempotency keys for 30 days', async () => {
  const first = await create('a')
  daysLater += 29
  expect(await storage.tidyUp(system)).toMatchObject({ keys: 0 })
  expect((await create('a')).id).toBe(first.id)
  daysLater += 2
  expect(await storage.tidyUp(system)).toMatchObject({ keys: 1 })
  expect((await create('a')).id).not.toBe(first.id)
})

it('removes notifications 90 days after they were read, unread ones never', async () => {
  for (const key of ['read', 'unread']) await storage.messages.notify(system, { person: cast.ids.ann, text: { en: key }, key })
  const [seen] = (await storage.messages.notifications(cast.ann)).filter(({ text }) => text.en === 'read')
  await storage.messages.markRead(cast.ann, [seen?.id ?? ''])
  daysLater += 89
  expect(await storage.tidyUp(system)).toMatchObject({ notifications: 0 })
  daysLater += 2
  expect(await storage.tidyUp(system)).toMatchObject({ notifications: 1 })
  expect(await storage.messages.notifications(cast.ann)).toMatchObject([{ text: { en: 'unread' } }])
})

it('removes messages of processes 30 days after they came, those that still wait for somebody never', async () => {
  const publish = (id: string, ttlDays: number) =>
    storage.flows.publish(system, { app: 'desk', id, kind: 'message', name: 'paid', payload: {}, ttlMs: ttlDays * dayMs })
  await publish('short', 1)
  await publish('long', 365)
  daysLater += 29
  expect(await storage.tidyUp(system)).toMatchObject({ processMessages: 0 })
  daysLater += 2
  expect(await storage.tidyUp(system)).toMatchObject({ processMessages: 1 })
  expect((await db.pool.query('select id from tangram.flow_message')).rows).toEqual([{ id: 'long' }])
  expect(await publish('long', 1)).toMatchObject({ isRepeated: true })
})

it('removes links nobody answered 90 days after they expired or were revoked; answered and standing ones never', async () => {
  const issue = async (days?: number) => {
    const expiresAt = days === undefined ? undefined : new Date(start + (daysLater + days) * dayMs).toISOString()
    return storage.links.issue(system, { app: 'desk', purpose: 'survey', entity: 'ticket', ...(expiresAt ? { expiresAt } : {}) })
  }
  const [expired, revoked, answered, standing] = [await issue(1), await issue(), await issue(1), await issue()]
  await storage.links.revoke(system, revoked.link.id)
  const found = await storage.links.find(answered.token)
  await storage.links.answer(found?.principal as never, {})
  daysLater += 89
  expect(await storage.tidyUp(system)).toMatchObject({ links: 0 })
  daysLater += 3
  expect(await storage.tidyUp(system)).toMatchObject({ links: 2 })
  const { rows } = await db.pool.query<{ id: string }>(`select id from tangram.link where purpose = 'survey' order by id`)
  expect(rows.map(({ id }) => id).sort()).toEqual([answered.link.id, standing.link.id].sort())
  expect(rows.map(({ id }) => id)).not.toContain(expired.link.id)
})

it('takes no more at a time than it is allowed', async () => {
  for (let n = 0; n < 7; n++) await create(`many ${n}`)
  daysLater += 31
  expect((await storage.tidyUp(system, { batch: 2, batches: 2 })).keys).toBe(4)
  expect((await storage.tidyUp(system, { batch: 2, batches: 100 })).keys).toBe(3)
})
