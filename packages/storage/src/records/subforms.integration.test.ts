import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { AppDocument } from '@tangram/app-model'
import { type DataRecord, type FieldDocument, itemOf, type JsonObject, type JsonValue, type RecordValues } from '@tangram/data-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, desk, listed, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

const field = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({ id, type, label: { en: id }, ...more })

const items = field('items', 'subform', {
  fields: listed([
    field('name', 'text'),
    field('amount', 'money', { config: { currency: 'CNY' } }),
    field('at', 'datetime'),
    field('product', 'relation', { config: { entity: 'product' } }),
    field('buyer', 'member'),
    field('pictures', 'image'),
  ]),
})

/** The help desk whose tickets have items, their total, and what their product says. */
const withItems = (change: (document: AppDocument) => void = () => {}) =>
  desk((document) => {
    const ticket = fieldsOf(document)
    const add = (each: FieldDocument) => {
      ticket.order.push(each.id)
      ticket.items[each.id] = each
    }
    add(items)
    add(field('total', 'money', { computed: { dec_sum: [{ var: 'items.amount' }] } }))
    add(field('line', 'lookup', { config: { relation: 'product', field: 'line' } }))
    change(document)
  })

const fieldsOf = (document: AppDocument) => itemOf(document.entities, 'ticket')?.fields as NonNullable<FieldDocument['fields']>
const columnsOf = (document: AppDocument) => itemOf(fieldsOf(document), 'items')?.fields as NonNullable<FieldDocument['fields']>

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  cast = await openDesk(storage, withItems())
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const records = (who = cast.mia) => storage.records(who)
const file = (values: RecordValues, who = cast.mia) => records(who).create('desk', 'ticket', { subject: 'It broke', ...values })
const get = (record: DataRecord, who = cast.mia) => records(who).get('desk', 'ticket', record.id)
const update = (record: DataRecord, values: RecordValues, version: number | undefined = record.version) =>
  records().update('desk', 'ticket', record.id, values, version === undefined ? {} : { version })
const rowsOf = (record: DataRecord) => record.values.items as JsonObject[]
const names = (record: DataRecord) => rowsOf(record).map(({ name }) => name)
const stored = async () => (await db.pool.query('select * from desk.ticket__items order by record, position')).rows

async function publish(change: (document: AppDocument) => void) {
  const { revision } = await storage.apps.draft(system, 'desk')
  const document = structuredClone((await storage.apps.get(system, 'desk')).document)
  change(document)
  await storage.apps.saveDraft(system, 'desk', document, revision)
  return storage.apps.publish(system, 'desk')
}

describe('rows of a record', () => {
  it('are stored with it in their order, typed, with an id each, and come back as they went', async () => {
    const product = await records().create('desk', 'product', { model: 'X1', line: 'home' })
    const rows: JsonObject[] = [
      { name: 'Valve', amount: '12.50', at: '2026-11-22T08:00:00.120Z', product: product.id, buyer: cast.ids.ann },
      { name: 'Pump', amount: '3' },
    ]
    const record = await file({ items: rows })
    expect(rowsOf(record)).toMatchObject([rows[0], { name: 'Pump', amount: '3.00', at: null, product: null }])
    expect(rowsOf(record).every(({ id }) => typeof id === 'string')).toBe(true)
    expect(record.values.total).toBe('15.50')
    expect(record.labels).toMatchObject({ [product.id]: 'X1', [cast.ids.ann]: 'Ann' })
    expect(await get(record)).toEqual(record)
    const { rows: types } = await db.pool.query(
      `select column_name as name, data_type as type from information_schema.columns where table_name = 'ticket__items' and column_name in ('amount', 'at', 'product')`,
    )
    expect(Object.fromEntries(types.map(({ name, type }) => [name, type]))).toEqual({
      amount: 'numeric',
      at: 'timestamp with time zone',
      product: 'uuid',
    })
  })

  it('keep their ids, and only those that differ are touched', async () => {
    const record = await file({ items: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] })
    const [a, b, c] = rowsOf(record) as [JsonObject, JsonObject, JsonObject]
    const before = await db.pool.query<{ id: string; ctid: string }>('select id, ctid::text from desk.ticket__items where record = $1', [
      record.id,
    ])
    const updated = await update(record, { items: [a, { name: 'new' }, { ...c, name: 'C' }] })
    expect(names(updated)).toEqual(['a', 'new', 'C'])
    expect(rowsOf(updated)[2]?.id).toBe(c.id)
    const after = await db.pool.query<{ id: string; ctid: string }>('select id, ctid::text from desk.ticket__items where record = $1', [
      record.id,
    ])
    const ctidOf = (rows: { id: string; ctid: string }[], id: JsonValue | undefined) => rows.find((row) => row.id === id)?.ctid
    expect(ctidOf(after.rows, a.id)).toBe(ctidOf(before.rows, a.id))
    expect(ctidOf(after.rows, b.id)).toBeUndefined()
    expect(await get(record)).toEqual(updated)
  })

  it('can be reordered, emptied, and stay as they are when nobody speaks of them', async () => {
    const record = await file({ items: [{ name: 'a' }, { name: 'b' }] })
    const turned = await update(record, { items: rowsOf(record).toReversed() })
    expect(names(turned)).toEqual(['b', 'a'])
    const other = await update(turned, { subject: 'Still broken' })
    expect(names(other)).toEqual(['b', 'a'])
    const emptied = await update(other, { items: null })
    expect(emptied.values).toMatchObject({ items: [], total: '0.00' })
    expect(names(await get(record))).toEqual([])
  })

  it('are told whole in the change, before and after', async () => {
    const record = await file({ items: [{ name: 'a', amount: '1' }] })
    await update(record, { items: [...rowsOf(record), { name: 'b', amount: '0.5' }] })
    const [created, changed] = await records().history('desk', 'ticket', record.id)
    expect(created?.after.items).toEqual(record.values.items)
    expect(changed?.before.items).toEqual(record.values.items)
    expect(changed?.rows).toEqual({ items: { added: 1, changed: 0, removed: 0 } })
    expect(changed?.after).toMatchObject({ items: (await get(record)).values.items, total: (await get(record)).values.total })
  })

  it('do not count as changed when they come back in another order of their properties', async () => {
    const record = await file({ items: [{ name: 'a', amount: '1' }] })
    const back = rowsOf(record).map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .toReversed()
          .filter(([, value]) => value !== null),
      ),
    )
    const updated = await update(record, { items: back, subject: 'Other' })
    const history = await records().history('desk', 'ticket', record.id)
    expect(Object.keys(history.at(-1)?.after ?? {})).toEqual(['subject'])
    expect(updated.values.items).toEqual(record.values.items)
  })

  it('go to the recycle bin and back with their record', async () => {
    const record = await file({ items: [{ name: 'a' }] })
    await records().remove('desk', 'ticket', record.id)
    const restored = await records().restore('desk', 'ticket', record.id)
    expect(restored.values.items).toEqual(record.values.items)
  })

  it('are not read by a list unless it asks for them', async () => {
    const record = await file({ items: [{ name: 'listed' }], code: 'only-this' })
    const where = { '==': [{ var: 'code' }, 'only-this'] }
    const plain = await records().list('desk', 'ticket', { where })
    expect(plain.records[0]?.values).not.toHaveProperty('items')
    const chosen = await records().list('desk', 'ticket', { where, select: ['items'] })
    expect(chosen.records[0]?.values).toEqual({ items: record.values.items })
  })
})

describe('what may not be', () => {
  it('refuses a row of another record and leaves both as they were', async () => {
    const mine = await file({ items: [{ name: 'mine' }] })
    const theirs = await file({ items: [{ name: 'theirs' }] })
    const taking = update(mine, { subject: 'Taken', items: [...rowsOf(mine), ...rowsOf(theirs)] })
    await expect(taking).rejects.toMatchObject({
      code: 'storage.record.invalid',
      details: { errors: [{ path: '/items', code: 'storage.value.foreign-row' }] },
    })
    await expect(file({ items: rowsOf(theirs) })).rejects.toMatchObject({ code: 'storage.record.invalid' })
    await expect(update(mine, { items: [...rowsOf(mine), ...rowsOf(mine)] })).rejects.toMatchObject({ code: 'storage.record.invalid' })
    expect(await get(mine)).toEqual(mine)
    expect(await get(theirs)).toEqual(theirs)
  })

  it('saves nothing of a record whose rows are wrong', async () => {
    const before = await stored()
    const bad = { name: 'b', product: randomUUID() }
    await expect(file({ code: 'half', items: [{ name: 'a' }, bad] })).rejects.toMatchObject({ code: 'storage.record.invalid' })
    await expect(file({ code: 'half', items: [{ name: 'a', amount: 'much' }] })).rejects.toMatchObject({ code: 'storage.record.invalid' })
    expect(await stored()).toEqual(before)
    expect(await records().count('desk', 'ticket', { where: { '==': [{ var: 'code' }, 'half'] } })).toBe(0)
  })

  it('refuses a record that the writer could not have picked, cell by cell, but keeps what is there', async () => {
    const product = await records().create('desk', 'product', { model: 'Secret' })
    await publish((document) => {
      const grants = itemOf(document.access.roles, 'agent')?.grants as { [entity: string]: { read?: unknown } }
      grants.product = { read: { '!=': [{ var: 'model' }, 'Secret'] } }
    })
    const refused = file({ team: cast.red, items: [{ name: 'a' }, { product: product.id }] }, cast.ann)
    await expect(refused).rejects.toMatchObject({
      details: { errors: [{ path: '/items/1/product', code: 'storage.value.no-such-record' }] },
    })
    const byMia = await file({ team: cast.red, items: [{ product: product.id }] })
    const kept = await records(cast.ann).update('desk', 'ticket', byMia.id, { items: [...rowsOf(byMia), { name: 'more' }] }, {})
    expect(names(kept)).toEqual([null, 'more'])
    expect(kept.labels ?? {}).not.toHaveProperty(product.id)
  })

  it('answers a stale save with the rows of now and those of the writer', async () => {
    const record = await file({ items: [{ name: 'a' }] })
    const now = await update(record, { items: [...rowsOf(record), { name: 'b' }] })
    const mine = { items: [...rowsOf(record), { name: 'c' }] }
    await expect(update(record, mine)).rejects.toMatchObject({
      code: 'storage.record.stale',
      details: { current: { values: { items: now.values.items } }, yours: mine },
    })
  })

  it('lets one of many simultaneous writers of a version through, and all of those that name none', async () => {
    const record = await file({ items: [{ name: 'a' }] })
    const write = (name: string, version?: number) =>
      records().update('desk', 'ticket', record.id, { items: [{ name }] }, version ? { version } : {})
    const results = await Promise.allSettled(['1', '2', '3', '4'].map((name) => write(name, 1)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await Promise.all(['5', '6', '7'].map((name) => write(name)))
    expect(await get(record)).toMatchObject({ version: 5, values: { items: [{ name: expect.stringMatching(/[567]/) }] } })
  })

  it('hides the rows of a hidden sub-form from reading, filters and history', async () => {
    await publish((document) => {
      const grant = itemOf(document.access.roles, 'agent')?.grants.ticket as { fields: { [field: string]: string } }
      grant.fields.items = 'hidden'
    })
    const record = await file({ team: cast.red, items: [{ name: 'hidden' }] })
    expect((await get(record, cast.ann)).values).not.toHaveProperty('items')
    const where = { '>': [{ count: [{ var: 'items' }] }, 0] }
    await expect(records(cast.ann).list('desk', 'ticket', { where })).rejects.toMatchObject({ code: 'storage.query.invalid' })
    await expect(records(cast.ann).list('desk', 'ticket', { select: ['items'] })).rejects.toMatchObject({ code: 'storage.field.unknown' })
    const [created] = await records(cast.ann).history('desk', 'ticket', record.id)
    expect(created?.after).not.toHaveProperty('items')
    await publish((document) => {
      const grant = itemOf(document.access.roles, 'agent')?.grants.ticket as { fields: { [field: string]: string } }
      delete grant.fields.items
    })
  })
})

describe('files in rows', () => {
  it('belong to the record, and a row cannot name those of others', async () => {
    const bytes = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
    const content = Readable.from([bytes])
    const staged = await storage.files.stage(cast.mia, { name: 'dot.png', type: 'image/png', content })
    const given = { id: staged.id, name: 'lie.png', size: 1, type: 'image/gif' }
    const record = await file({ items: [{ name: 'a', pictures: [given] }] })
    expect(rowsOf(record)[0]?.pictures).toMatchObject([{ id: staged.id, name: 'dot.png', type: 'image/png' }])
    const { rows } = await db.pool.query('select state, record from tangram.file where id = $1', [staged.id])
    expect(rows).toEqual([{ state: 'attached', record: record.id }])
    await expect(file({ items: [{ pictures: [given] }] })).rejects.toMatchObject({
      details: { errors: [{ path: '/items', code: 'storage.value.no-such-file' }] },
    })
  })
})

describe('formulas over rows', () => {
  it('filter by sums, counts and single cells', async () => {
    await file({
      code: 'sum-a',
      items: [
        { name: 'x', amount: '10' },
        { name: 'y', amount: '5.5' },
      ],
    })
    await file({ code: 'sum-b', items: [{ name: 'z', amount: '1' }] })
    await file({ code: 'sum-c' })
    const found = async (where: JsonValue) => {
      const both = { and: [{ in: [{ var: 'code' }, ['sum-a', 'sum-b', 'sum-c']] }, where] }
      const { records: page } = await records().list('desk', 'ticket', { where: both, sort: [{ by: 'code' }], select: ['code'] })
      return page.map(({ values }) => values.code)
    }
    expect(await found({ 'dec>': [{ dec_sum: [{ var: 'items.amount' }] }, 15] })).toEqual(['sum-a'])
    expect(await found({ '==': [{ count: [{ var: 'items' }] }, 1] })).toEqual(['sum-b'])
    expect(await found({ in: ['y', { var: 'items.name' }] })).toEqual(['sum-a'])
    expect(await found({ '==': [{ count: [{ var: 'items' }] }, 0] })).toEqual(['sum-c'])
  })

  it('decide about rows in the making: who may write what they hold', async () => {
    await publish((document) => {
      const grant = itemOf(document.access.roles, 'agent')?.grants.ticket as { create: unknown; update: unknown }
      grant.create = { '<': [{ count: [{ var: 'items' }] }, 3] }
      grant.update = { '<': [{ count: [{ var: 'items' }] }, 3] }
    })
    const three = ['a', 'b', 'c'].map((name) => ({ name }))
    await expect(file({ team: cast.red, items: three }, cast.ann)).rejects.toMatchObject({ code: 'storage.record.forbidden' })
    const record = await file({ team: cast.red, items: three.slice(1) }, cast.ann)
    const more = records(cast.ann).update(
      'desk',
      'ticket',
      record.id,
      { items: [...rowsOf(record), { name: 'd' }] },
      { version: record.version },
    )
    await expect(more).rejects.toMatchObject({ code: 'storage.record.forbidden' })
    expect(names(await get(record))).toEqual(['b', 'c'])
  })
})

describe('publishing', () => {
  it('adds a column, retires one and brings it back with its data', async () => {
    const record = await file({ items: [{ name: 'kept', amount: '7' }] })
    await publish((document) => {
      const columns = columnsOf(document)
      columns.items.note = field('note', 'text')
      columns.order.push('note')
      columns.order = columns.order.filter((id) => id !== 'amount')
      delete columns.items.amount
      const total = itemOf(fieldsOf(document), 'total') as FieldDocument
      total.computed = null
    })
    const without = await get(record)
    expect(rowsOf(without)[0]).toMatchObject({ name: 'kept', note: null })
    expect(rowsOf(without)[0]).not.toHaveProperty('amount')
    await update(without, { items: rowsOf(without).map((row) => ({ ...row, note: 'later' })) })
    const versions = await storage.apps.versions(system, 'desk')
    await storage.apps.restore(system, 'desk', (versions[0]?.version ?? 1) - 1)
    expect(rowsOf(await get(record))[0]).toMatchObject({ name: 'kept', amount: '7.00' })
  })

  it('takes the sub-form away and gives all rows back with an earlier version', async () => {
    const record = await file({ items: [{ name: 'a' }, { name: 'b' }] })
    await publish((document) => {
      const fields = fieldsOf(document)
      for (const id of ['items', 'total']) {
        fields.order = fields.order.filter((each) => each !== id)
        delete fields.items[id]
      }
      for (const grant of ['create', 'update'] as const) {
        ;(itemOf(document.access.roles, 'agent')?.grants.ticket as { [right: string]: unknown })[grant] = true
      }
    })
    expect((await get(record)).values).not.toHaveProperty('items')
    const versions = await storage.apps.versions(system, 'desk')
    await storage.apps.restore(system, 'desk', (versions[0]?.version ?? 1) - 1)
    expect((await get(record)).values.items).toEqual(record.values.items)
  })

  it('converts a column whose type changes and says which cells could not be', async () => {
    const record = await file({ items: [{ name: '12' }, { name: 'twelve' }] })
    const { unconverted } = await publish((document) => {
      columnsOf(document).items.name = field('name', 'integer')
    })
    expect(rowsOf(await get(record)).map(({ name }) => name)).toEqual([12, null])
    expect(unconverted).toContainEqual({ entity: 'ticket', attribute: 'items.name', record: record.id, value: 'twelve' })
    const versions = await storage.apps.versions(system, 'desk')
    await storage.apps.restore(system, 'desk', (versions[0]?.version ?? 1) - 1)
    expect(names(await get(record))).toEqual(['12', 'twelve'])
  })

  it('computes a new total for the records there are', async () => {
    const record = await file({ items: [{ amount: '1.25' }, { amount: '2' }] })
    await publish((document) => {
      const fields = fieldsOf(document)
      fields.items.rows = field('rows', 'integer', { computed: { count: [{ var: 'items' }] } })
      fields.order.push('rows')
    })
    expect((await get(record)).values.rows).toBe(2)
  })
})

describe('formulas of columns', () => {
  it('are stored with their row, follow the record around it, and fill the rows there are', async () => {
    const early = await file({ minutes: 10, items: [{ amount: '1.50' }, { amount: '2' }] })
    await publish((document) => {
      const columns = columnsOf(document)
      columns.items.sum = field('sum', 'number', { computed: { 'dec*': [{ var: 'amount' }, { var: '$parent.minutes' }] } })
      columns.order.push('sum')
      const fields = fieldsOf(document)
      fields.items.grand = field('grand', 'number', { computed: { dec_sum: [{ var: 'items.sum' }] } })
      fields.order.push('grand')
    })
    const sums = (record: DataRecord) => rowsOf(record).map(({ sum }) => sum)
    const filled = await get(early)
    expect([sums(filled), filled.values.grand]).toEqual([['15.00', '20.00'], '35.00'])
    const longer = await update(filled, { minutes: 20 })
    expect([sums(longer), longer.values.grand]).toEqual([['30.00', '40.00'], '70.00'])
    const more = await update(longer, { items: [...rowsOf(longer), { amount: '1' }] })
    expect([sums(more), more.values.grand]).toEqual([['30.00', '40.00', '20.00'], '90.00'])
    const { rows } = await db.pool.query('select sum::text from desk.ticket__items where record = $1 order by position', [early.id])
    expect(rows.map(({ sum }) => sum)).toEqual(['30.00', '40.00', '20.00'])
  })

  it('that look into other records are computed in queries, as their totals are', async () => {
    await publish((document) => {
      const columns = columnsOf(document)
      columns.items.made_in = field('made_in', 'lookup', { config: { relation: 'product', field: 'line' } })
      columns.order.push('made_in')
    })
    const product = await records().create('desk', 'product', { model: 'M1', line: 'here' })
    const record = await file({ items: [{ product: product.id }, {}] })
    expect(rowsOf(record).map(({ made_in }) => made_in)).toEqual(['here', null])
    await records().update('desk', 'product', product.id, { line: 'there' }, {})
    const read = await get(record)
    expect(rowsOf(read).map(({ made_in }) => made_in)).toEqual(['there', null])
    const same = await update(read, { items: rowsOf(read), subject: 'Same rows' })
    expect(Object.keys((await records().history('desk', 'ticket', same.id)).at(-1)?.after ?? {})).toEqual(['subject'])
    const where: JsonValue = { and: [{ in: ['there', { var: 'items.made_in' }] }, { '==': [{ var: 'id' }, record.id] }] }
    expect(await records().count('desk', 'ticket', { where })).toBe(1)
  })
})

describe('a form that was opened before a publish', () => {
  const versionNow = async () => (await storage.apps.get(system, 'desk')).version
  const restoreBefore = async () => {
    const [latest] = await storage.apps.versions(system, 'desk')
    await storage.apps.restore(system, 'desk', (latest?.version ?? 1) - 1)
  }

  it('still gives its rows a place when a column is gone, and leaves alone what it does not know', async () => {
    const opened = await versionNow()
    const record = await file({ items: [{ name: 'a', amount: '1' }] })
    await publish((document) => {
      const columns = columnsOf(document)
      columns.order = [...columns.order.filter((id) => id !== 'name'), 'note']
      delete columns.items.name
      columns.items.note = field('note', 'text')
    })
    const noted = await records().update(
      'desk',
      'ticket',
      record.id,
      { items: [{ ...pick(rowsOf(record)[0], 'id', 'amount'), note: 'kept' }] },
      {},
    )
    const typed = { items: [{ ...rowsOf(record)[0], name: 'typed', amount: '2' }, { name: 'new' }] }
    const saved = await records().update('desk', 'ticket', record.id, typed, { version: noted.version, appVersion: opened })
    expect(rowsOf(saved)).toMatchObject([
      { amount: '2.00', note: 'kept' },
      { amount: null, note: null },
    ])
    expect(rowsOf(saved)[0]).not.toHaveProperty('name')
    await restoreBefore()
    expect(names(await get(record))).toEqual(['typed', 'new'])
  })

  it('fills the old column and the new one when the type of a column is another', async () => {
    const opened = await versionNow()
    await publish((document) => {
      columnsOf(document).items.name = field('name', 'integer')
    })
    const record = await records().create(
      'desk',
      'ticket',
      { subject: 'x', items: [{ name: '12' }, { name: 'twelve' }] },
      { appVersion: opened },
    )
    expect(names(await get(record))).toEqual([12, null])
    await restoreBefore()
    expect(names(await get(record))).toEqual(['12', 'twelve'])
  })

  it('keeps the rows of a sub-form that is gone, and of one that has become something else', async () => {
    const opened = await versionNow()
    for (const now of [undefined, field('items', 'text')]) {
      await publish((document) => {
        const fields = fieldsOf(document)
        for (const id of ['total', 'rows', 'grand', ...(now ? [] : ['items'])]) {
          fields.order = fields.order.filter((each) => each !== id)
          delete fields.items[id]
        }
        if (now) fields.items.items = now
        for (const right of ['create', 'update'] as const) {
          ;(itemOf(document.access.roles, 'agent')?.grants.ticket as { [right: string]: unknown })[right] = true
        }
      })
      const record = await records().create('desk', 'ticket', { subject: 'x', items: [{ name: 'late' }] }, { appVersion: opened })
      await restoreBefore()
      expect(names(await get(record))).toEqual(['late'])
    }
  })
})

describe('what is computed in queries', () => {
  it('shows what a linked record says now, to whoever may see it there', async () => {
    const product = await records().create('desk', 'product', { model: 'L1', line: 'home' })
    const record = await file({ product: product.id, team: cast.red, code: 'lookup' })
    expect(record.values.line).toBe('home')
    await records().update('desk', 'product', product.id, { line: 'work' }, {})
    expect((await get(record)).values.line).toBe('work')
    const where = { and: [{ '==': [{ var: 'line' }, 'work'] }, { '==': [{ var: 'code' }, 'lookup'] }] }
    expect((await records().list('desk', 'ticket', { where, sort: [{ by: 'line' }] })).records).toHaveLength(1)
    await records().update('desk', 'product', product.id, { model: 'Secret' }, {})
    expect((await get(record, cast.ann)).values.line).toBeNull()
    expect((await get(record)).values.line).toBe('work')
    const { rows } = await db.pool.query(`select from information_schema.columns where table_name = 'ticket' and column_name = 'line'`)
    expect(rows).toHaveLength(0)
    const [created] = await records().history('desk', 'ticket', record.id)
    expect(created?.after).not.toHaveProperty('line')
    expect((await storage.changes.get(system, created?.id ?? '')).after).toMatchObject({ line: 'work', code: 'lookup' })
  })

  it('stands in reports, as columns of rows do', async () => {
    await publish((document) => {
      document.reports = listed([
        {
          id: 'lines',
          label: { en: 'Lines' },
          from: 'ticket',
          rows: [{ field: 'line', as: 'line' }],
          measures: { n: { label: { en: 'Count' }, count: '*' }, total: { label: { en: 'Total' }, sum: 'total' } },
          measureOrder: ['n', 'total'],
          where: [{ logic: { '>': [{ count: [{ var: 'items' }] }, 1] } }],
          chart: { type: 'bar' },
        } as never,
      ])
    })
    const product = await records().create('desk', 'product', { model: 'R1', line: 'reported' })
    await file({ product: product.id, items: [{ amount: '1' }, { amount: '2.50' }] })
    await file({ product: product.id, items: [{ amount: '100' }] })
    const { rows } = await storage.reports(cast.mia).run('desk', 'lines')
    expect(rows.find(([line]) => line === 'reported')).toEqual(['reported', 1, '3.5'])
  })

  it('follows the clock, however often it is asked', async () => {
    let now = '2026-11-22T08:00:00.000Z'
    const other = await openStorage(db, { now: () => now })
    await publish((document) => {
      const fields = fieldsOf(document)
      fields.items.overdue = field('overdue', 'switch', { computed: { '<': [{ var: 'due' }, { var: '$now' }] } })
      fields.order.push('overdue')
    })
    const record = await file({ due: '2026-11-23T08:00:00.000Z' })
    const read = async () => (await other.records(cast.mia).get('desk', 'ticket', record.id)).values.overdue
    for (let i = 0; i < 4; i++) expect(await read()).toBe(false)
    now = '2026-11-24T08:00:00.000Z'
    expect(await read()).toBe(true)
    await other.close()
  })

  it('is stored for the records there are as soon as it needs nothing else', async () => {
    const record = await file({ minutes: 90 })
    const set = (computed: JsonValue) =>
      publish((document) => {
        const fields = fieldsOf(document)
        fields.items.hours = field('hours', 'integer', { computed })
        if (!fields.order.includes('hours')) fields.order.push('hours')
      })
    await set({ if: [{ '==': [{ var: '$user.id' }, null] }, 0, { var: 'minutes' }] })
    expect((await get(record)).values.hours).toBe(90)
    await set({ '*': [{ var: 'minutes' }, 2] })
    expect((await get(record)).values.hours).toBe(180)
    const { rows } = await db.pool.query('select hours from desk.ticket where id = $1', [record.id])
    expect(rows[0]?.hours).toBe(180)
  })
})

describe('10,000 rows', () => {
  it('are written and read in one statement each', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ name: `row ${i}`, amount: `${i}.25` }))
    const begin = performance.now()
    const record = await file({ items: many })
    const created = performance.now()
    const read = await get(record)
    const got = performance.now()
    const changed = rowsOf(read).map((row, i) => (i === 5000 ? { ...row, amount: '1' } : row))
    const updated = await update(read, { items: changed })
    const done = performance.now()
    // Reported, not asserted: how long depends on the machine.
    console.info(`10,000 rows: create ${ms(created - begin)}, read ${ms(got - created)}, change one ${ms(done - got)}`)
    expect(rowsOf(updated)[5000]).toMatchObject({ amount: '1.00', id: rowsOf(read)[5000]?.id })
    expect(rowsOf(updated)).toHaveLength(10_000)
    expect(names(updated).at(-1)).toBe('row 9999')
  }, 60_000)
})

const pick = (row: JsonObject | undefined, ...ids: string[]): JsonObject => Object.fromEntries(ids.map((id) => [id, row?.[id] ?? null]))
const ms = (time: number) => `${Math.round(time)} ms`
