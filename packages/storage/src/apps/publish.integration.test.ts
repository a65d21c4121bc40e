import type { AppDocument } from '@tangram/app-model'
import type { FieldDocument } from '@tangram/data-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, desk, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let other: Storage
let cast: Cast

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  other = await openStorage(db.connectAgain())
  cast = await openDesk(storage)
})
afterAll(async () => {
  await other.close()
  await storage.close()
  await db.close()
})

const field = (field: FieldDocument) => (document: AppDocument) => {
  const { fields } = document.entities.items.ticket as { fields: { order: string[]; items: { [id: string]: FieldDocument } } }
  if (!fields.order.includes(field.id)) fields.order.push(field.id)
  fields.items[field.id] = field
}
const publish = async (change: (document: AppDocument) => void, by = cast.mia) => {
  const { document, revision } = await storage.apps.draft(by, 'desk')
  change(document)
  await storage.apps.saveDraft(by, 'desk', document, revision)
  return storage.apps.publish(by, 'desk')
}
const columnsOf = async () => {
  const { rows } = await db.pool.query<{ name: string; type: string }>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a where a.attrelid = 'desk.ticket'::regclass and a.attnum > 0 and not a.attisdropped`,
  )
  return Object.fromEntries(rows.map(({ name, type }) => [name, type]))
}
const shipped: FieldDocument = { id: 'shipped', type: 'date', label: { en: 'Shipped', 'zh-CN': '发货' } }

it('gives a version as the same object each time, so that what is compiled from it can be kept with it', async () => {
  const current = await storage.apps.get(system, 'desk')
  expect(await storage.apps.get(cast.mia, 'desk')).toBe(current)
  const version = await storage.apps.version(system, 'desk', current.version)
  expect(version.document).toEqual(current.document)
  expect(await storage.apps.version(system, 'desk', current.version)).toBe(version)
})

it('makes typed columns, foreign keys and indexes', async () => {
  expect(await columnsOf()).toMatchObject({
    subject: 'text',
    minutes: 'bigint',
    due: 'timestamp(3) with time zone',
    team: 'uuid',
    cost: expect.stringMatching(/^numeric/),
  })
  const { rows } = await db.pool.query<{ target: string }>(
    `select confrelid::regclass::text as target from pg_constraint where conrelid = 'desk.ticket'::regclass and contype = 'f' order by 1`,
  )
  expect(rows.map(({ target }) => target)).toEqual(['desk.product', 'desk.ticket', 'tangram.person', 'tangram.team'])
  const indexes = await db.pool.query<{ def: string }>(
    `select indexdef as def from pg_indexes where schemaname = 'desk' and tablename = 'ticket'`,
  )
  const all = indexes.rows.map(({ def }) => def).join('\n')
  expect(all).toMatch(/UNIQUE INDEX ticket_code_key .* WHERE \(deleted_at IS NULL\)/)
  expect(all).toMatch(/INDEX ticket_status_idx/)
})

it('adds a field without touching records, hides it on rollback, brings its data back', async () => {
  const records = storage.records(cast.mia)
  const old = await records.create('desk', 'ticket', { subject: 'Old' })
  const { version } = await publish(field(shipped))
  expect((await columnsOf()).shipped).toBe('date')
  expect((await records.get('desk', 'ticket', old.id)).values).toMatchObject({ subject: 'Old', shipped: null })
  await records.update('desk', 'ticket', old.id, { shipped: '2026-11-30' }, { version: 1 })

  await storage.apps.restore(cast.mia, 'desk', version - 1)
  expect((await records.get('desk', 'ticket', old.id)).values).not.toHaveProperty('shipped')
  expect((await db.pool.query(`select shipped from desk.ticket where id = $1`, [old.id])).rows).toEqual([{ shipped: '2026-11-30' }])
  await expect(records.update('desk', 'ticket', old.id, { shipped: '2026-12-01' }, {})).rejects.toMatchObject({ status: 400 })

  await storage.apps.publish(cast.mia, 'desk')
  expect((await records.get('desk', 'ticket', old.id)).values.shipped).toBe('2026-11-30')
  const versions = await storage.apps.versions(cast.mia, 'desk')
  expect(versions.map(({ version: each, current }) => [each, current])).toEqual([
    [4, true],
    [3, false],
    [2, false],
    [1, false],
  ])
})

it('brings a field back only as what it was, and tells what its id is taken by', async () => {
  const records = storage.records(cast.mia)
  const old = await records.create('desk', 'ticket', { subject: 'Secret of old', shipped: '2026-11-29' })
  const without = (document: AppDocument) => {
    const { fields } = document.entities.items.ticket as { fields: { order: string[]; items: { [id: string]: FieldDocument } } }
    fields.order = fields.order.filter((id) => id !== 'shipped')
    delete fields.items.shipped
  }
  const { version } = await publish(without)
  const { usedIds } = await storage.apps.draft(cast.mia, 'desk')
  expect(usedIds.ticket?.shipped).toEqual({ types: ['date'], options: [] })
  expect(usedIds.ticket?.status?.options).toEqual(['new', 'busy', 'done'])

  const other = publish(field({ id: 'shipped', type: 'text', label: { en: 'Shipped by', 'zh-CN': '发货人' } }))
  const path = '/entities/items/ticket/fields/items/shipped'
  await expect(other).rejects.toMatchObject({ code: 'storage.draft.invalid', status: 422, path })
  const plan = await storage.apps.plan(cast.mia, 'desk')
  expect(plan).toMatchObject({ canPublish: false, diagnostics: [{ code: 'plan.id-used', path }] })
  expect((await storage.apps.get(cast.mia, 'desk')).version).toBe(version)

  await publish(field(shipped))
  expect((await records.get('desk', 'ticket', old.id)).values.shipped).toBe('2026-11-29')
})

it('is followed by every other process within a second, for reading and for writing', async () => {
  await other.apps.get(cast.mia, 'desk')
  const { version } = await publish(field({ id: 'seen', type: 'text', label: { en: 'Seen', 'zh-CN': '看到' } }))
  // A write right behind the publish meets the newer version at once, without waiting for the announcement.
  const made = await other.records(cast.mia).create('desk', 'ticket', { subject: 'Right behind' })
  expect(made.values).toHaveProperty('subject')
  await expect.poll(async () => (await other.apps.get(cast.mia, 'desk')).version, { timeout: 1_000, interval: 20 }).toBe(version)
  expect((await other.records(cast.mia).create('desk', 'ticket', { subject: 'New', seen: 'yes' })).values.seen).toBe('yes')
})

it('writes of a version that is published no longer are done again with the new one', async () => {
  await publish(field({ id: 'late', type: 'text', label: { en: 'Late', 'zh-CN': '晚' } }))
  const { rows } = await db.pool.query<{ version: number }>('select version from tangram.app where id = $1', ['desk'])
  await expect(db.pool.query('select tangram.hold_app($1, $2)', ['desk', (rows[0]?.version ?? 0) - 1])).rejects.toMatchObject({
    code: 'TG001',
  })
  // Several calls in one transaction begin again together.
  const { version } = await storage.apps.get(cast.mia, 'desk')
  let attempts = 0
  const made = await storage.transaction(async (trx) => {
    const record = await storage.records(cast.mia).create('desk', 'ticket', { subject: 'Twice' }, { trx })
    await trx.client.query('select tangram.hold_app($1, $2)', ['desk', attempts++ === 0 ? version - 1 : version])
    return record
  })
  expect(attempts).toBe(2)
  const where = { '==': [{ var: 'subject' }, 'Twice'] }
  expect((await storage.records(cast.mia).list('desk', 'ticket', { where })).records.map(({ id }) => id)).toEqual([made.id])
})

it('puts a changed type into a new column, carries over what fits and lists the rest', async () => {
  const records = storage.records(cast.mia)
  const fits = await records.create('desk', 'ticket', { subject: 'Fits', amount: '42' })
  const not = await records.create('desk', 'ticket', { subject: 'Does not', amount: 'about forty' })
  const result = await publish(field({ id: 'amount', type: 'integer', label: { en: 'Amount', 'zh-CN': '数量' } }))
  expect(result.unconverted).toEqual([{ entity: 'ticket', attribute: 'amount', record: not.id, value: 'about forty' }])
  expect((await records.get('desk', 'ticket', fits.id)).values.amount).toBe(42)
  expect((await records.get('desk', 'ticket', not.id)).values.amount).toBeNull()
  expect(await columnsOf()).toMatchObject({ amount: 'text', amount$2: 'bigint' })
  await records.update('desk', 'ticket', fits.id, { amount: 43 }, { version: 1 })
  expect(await records.count('desk', 'ticket', { where: { '>': [{ var: 'amount' }, 42] } })).toBe(1)

  await storage.apps.restore(cast.mia, 'desk', result.version - 1)
  expect((await records.get('desk', 'ticket', not.id)).values.amount).toBe('about forty')
})

it('lets a field that need not be unique any longer hold a value twice', async () => {
  const records = storage.records(cast.mia)
  await records.create('desk', 'ticket', { subject: 'One', code: 'same' })
  await publish(field({ id: 'code', type: 'text', label: { en: 'Code', 'zh-CN': '代码' } }))
  await records.create('desk', 'ticket', { subject: 'Two', code: 'same' })
  const again = publish(field({ id: 'code', type: 'text', label: { en: 'Code', 'zh-CN': '代码' }, unique: true }))
  await expect(again).rejects.toMatchObject({ code: 'storage.publish.not-unique', status: 422 })
  await publish(field({ id: 'code', type: 'text', label: { en: 'Code', 'zh-CN': '代码' } }))
})

it('interrupted while preparing it changes nothing for anybody, and the next one completes it', async () => {
  const before = (await storage.apps.get(cast.mia, 'desk')).version
  const { document, revision } = await storage.apps.draft(cast.mia, 'desk')
  field({ id: 'half', type: 'text', label: { en: 'Half', 'zh-CN': '半' }, unique: true })(document)
  await storage.apps.saveDraft(cast.mia, 'desk', document, revision)
  const broken = storage.apps.publish(cast.mia, 'desk', {
    onProgress: ({ step }) => {
      if (step === 20) throw new Error('the power went out')
    },
  })
  await expect(broken).rejects.toThrow('the power went out')
  expect((await storage.apps.get(cast.mia, 'desk')).version).toBe(before)
  await storage.records(cast.mia).create('desk', 'ticket', { subject: 'Still works' })
  expect((await storage.apps.publish(cast.mia, 'desk')).version).toBe(before + 1)
  expect((await storage.records(cast.mia).create('desk', 'ticket', { subject: 'Whole', half: 'x' })).values.half).toBe('x')
})

it('under writing from two processes loses no write and doubles none', async () => {
  const made: string[] = []
  let writing = true
  const writer = async (through: Storage) => {
    while (writing) made.push((await through.records(cast.mia).create('desk', 'ticket', { subject: 'Busy' })).id)
  }
  const writers = [writer(storage), writer(other), writer(storage), writer(other)]
  for (let i = 0; i < 4; i++) await publish(field({ id: `busy_${i}`, type: 'text', label: { en: 'Busy', 'zh-CN': '忙' } }))
  writing = false
  await Promise.all(writers)
  expect(new Set(made).size).toBe(made.length)
  expect(await storage.records(cast.mia).count('desk', 'ticket', { where: { '==': [{ var: 'subject' }, 'Busy'] } })).toBe(made.length)
})

describe('who may', () => {
  it('design: people whose role says so, nobody by their own draft', async () => {
    await expect(storage.apps.draft(cast.ann, 'desk')).rejects.toMatchObject({ status: 403 })
    await expect(storage.apps.publish(cast.ann, 'desk')).rejects.toMatchObject({ status: 403 })
    await expect(
      storage.apps.create(
        cast.mia,
        desk((document) => Object.assign(document, { id: 'mine' })),
      ),
    ).rejects.toMatchObject({ status: 403 })
  })

  it('not publish what its check refuses, with a path to the fault', async () => {
    const { document, revision } = await storage.apps.draft(cast.mia, 'desk')
    field({ id: 'bad', type: 'no-such-type', label: { en: 'Bad', 'zh-CN': '坏' } })(document)
    const saved = await storage.apps.saveDraft(cast.mia, 'desk', document, revision)
    await expect(storage.apps.publish(cast.mia, 'desk')).rejects.toMatchObject({ status: 422, path: expect.stringContaining('bad') })
    expect((await storage.apps.plan(cast.mia, 'desk')).canPublish).toBe(false)
    await expect(storage.apps.saveDraft(cast.mia, 'desk', document, revision)).rejects.toMatchObject({
      status: 409,
      details: { current: { revision: saved.revision } },
    })
  })

  it('not take ids that are no schema', async () => {
    for (const id of ['tangram', 'public', 'pg_catalog"; drop schema tangram', 'pg_temp', 'information_schema', 'A', '']) {
      await expect(
        storage.apps.create(
          system,
          desk((document) => Object.assign(document, { id })),
        ),
        id,
      ).rejects.toMatchObject({ status: 422, path: '/id' })
    }
  })
})
