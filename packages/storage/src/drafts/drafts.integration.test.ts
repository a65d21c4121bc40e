import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'
import type { DraftContent } from './drafts.ts'

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

const about = { app: 'desk', entity: 'ticket', form: null }
const content = (more: Partial<DraftContent> = {}): DraftContent => ({
  title: 'Printer',
  values: { subject: 'Printer' },
  fields: { subject: { id: 'subject', type: 'text', label: { en: 'Subject' } } },
  appVersion: 1,
  ...more,
})
async function staged() {
  const bytes = async function* () {
    yield Buffer.from('hello')
  }
  const { id, name, size, type } = await storage.files.stage(cast.ann, { name: 'a.png', type: 'image/png', content: bytes() })
  return { id, name, size, type }
}

it('keeps what was typed until it is saved anew or discarded', async () => {
  const drafts = storage.drafts(cast.ann)
  const { id, savedAt } = await drafts.create(about, content())
  daysLater += 1
  await drafts.update(id, content({ title: 'Printer on fire', values: { subject: 'Printer on fire', code: 'A1' } }))
  expect(await drafts.get(id)).toMatchObject({ title: 'Printer on fire', values: { code: 'A1' }, fields: { subject: { type: 'text' } } })
  const [listed] = await drafts.list(about)
  expect(listed).toMatchObject({ id, title: 'Printer on fire', form: null })
  expect(Date.parse(listed?.savedAt ?? '') - Date.parse(savedAt)).toBe(dayMs)
  expect(listed).not.toHaveProperty('values')
  await drafts.remove(id)
  expect(await drafts.list(about)).toEqual([])
  await expect(drafts.get(id)).rejects.toMatchObject({ code: 'storage.draft.unknown', status: 404 })
})

it('belongs to its person alone, whatever others may do', async () => {
  const { id } = await storage.drafts(cast.ann).create(about, content())
  for (const other of [cast.bob, cast.mia, system]) {
    const drafts = storage.drafts(other)
    expect(await drafts.list(about)).toEqual([])
    await expect(drafts.get(id)).rejects.toMatchObject({ status: 404 })
    await expect(drafts.update(id, content({ title: 'Mine now' }))).rejects.toMatchObject({ status: 404 })
    await drafts.remove(id)
  }
  expect(await storage.drafts(cast.ann).get(id)).toMatchObject({ title: 'Printer' })
  await storage.drafts(cast.ann).remove(id)
})

it('is only for who may make such records', async () => {
  const nobody = await storage.people.create(system, { name: 'Nobody' })
  const drafts = storage.drafts(await storage.people.principalOf(nobody.id))
  await expect(drafts.create(about, content())).rejects.toMatchObject({ code: 'storage.record.forbidden', status: 403 })
  await expect(storage.drafts(cast.ann).create({ ...about, entity: 'none' }, content())).rejects.toMatchObject({ status: 404 })
})

it('keeps the files it names from being tidied away, and lets go of those it no longer names', async () => {
  const [kept, dropped] = [await staged(), await staged()]
  const drafts = storage.drafts(cast.ann)
  const { id } = await drafts.create(about, content({ values: { pictures: [kept, dropped] } }))
  const path = (await storage.files.open(cast.ann, kept.id)).path
  await drafts.update(id, content({ values: { pictures: [kept] } }))
  daysLater += 1.1
  expect(await storage.tidyUp(system)).toMatchObject({ files: 1 })
  await expect(storage.files.open(cast.ann, dropped.id)).rejects.toMatchObject({ status: 404 })
  daysLater += 20
  expect(await storage.tidyUp(system)).toMatchObject({ files: 0, drafts: 0 })
  expect(existsSync(path)).toBe(true)

  await storage.records(cast.ann).create('desk', 'ticket', { subject: 'Kept', team: cast.red, pictures: [kept] })
  await drafts.remove(id)
  daysLater += 2
  await storage.tidyUp(system)
  expect(existsSync(path)).toBe(true)
})

it('does not hold files of others', async () => {
  const file = await staged()
  await storage.drafts(cast.mia).create(about, content({ values: { pictures: [file] } }))
  daysLater += 1.1
  expect(await storage.tidyUp(system)).toMatchObject({ files: 1 })
})

it('goes 30 days after it was last saved, and its files with it', async () => {
  const file = await staged()
  const { id } = await storage.drafts(cast.ann).create(about, content({ values: { pictures: [file] } }))
  daysLater += 29
  expect((await storage.drafts(cast.ann).list(about)).map((one) => one.id)).toContain(id)
  daysLater += 1
  await expect(storage.drafts(cast.ann).get(id)).rejects.toMatchObject({ status: 404 })
  expect(await storage.drafts(cast.ann).list(about)).toEqual([])
  expect((await storage.tidyUp(system)).drafts).toBeGreaterThan(0)
  await expect(storage.files.open(cast.ann, file.id)).rejects.toMatchObject({ status: 404 })
})

it('refuses more drafts than anybody comes back to', async () => {
  const drafts = storage.drafts(cast.bob)
  for (let n = 0; n < 100; n++) await drafts.create(about, content())
  await expect(drafts.create(about, content())).rejects.toMatchObject({ code: 'storage.draft.too-many', status: 422 })
})

it('is of a table and a form that are there', async () => {
  const drafts = storage.drafts(cast.ann)
  for (const entity of ['none', 'constructor']) {
    await expect(drafts.list({ app: 'desk', entity })).rejects.toMatchObject({ code: 'storage.entity.unknown', status: 404 })
    await expect(drafts.remove(crypto.randomUUID(), { app: 'desk', entity })).rejects.toMatchObject({ status: 404 })
  }
  await expect(drafts.create({ ...about, form: 'constructor' }, content())).rejects.toMatchObject({
    code: 'storage.form.unknown',
    status: 404,
  })
})
