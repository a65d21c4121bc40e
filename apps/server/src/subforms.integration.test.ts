import { Readable } from 'node:stream'
import type { FieldDocument } from '@tangram/data-model'
import { openWorkbook, readCsv } from '@tangram/workbook'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const orders = '/api/v1/apps/orders/entities/sale/records'
const listed = <T extends { id: string }>(...things: T[]) => ({
  order: things.map(({ id }) => id),
  items: Object.fromEntries(things.map((thing) => [thing.id, thing])),
})
const field = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({
  id,
  type,
  label: { en: id, 'zh-CN': id },
  ...more,
})
const nothing = { order: [], items: {} }
const all = { read: true, create: true, update: true, delete: true, export: true }

let desk: Desk
let admin: Caller
let product: string

beforeAll(async () => {
  desk = await openDesk()
  admin = await desk.as('admin')
  const lines = listed(
    field('product', 'relation', { config: { entity: 'product' } }),
    field('amount', 'number', { config: { decimals: 2 } }),
    field('kind', 'select', { config: { options: [{ id: 'new', label: { en: 'New', 'zh-CN': '全新' } }] } }),
  )
  const sale = listed(
    field('no', 'text', { unique: true }),
    field('items', 'subform', { fields: lines }),
    field('total', 'number', { computed: { dec_sum: [{ var: 'items.amount' }] } }),
    field('during', 'dateRange'),
  )
  const document = {
    format: 1,
    id: 'orders',
    label: { en: 'Orders', 'zh-CN': '订单' },
    entities: listed(
      { id: 'product', label: { en: 'Product' }, title: 'model', fields: listed(field('model', 'text')) },
      { id: 'sale', label: { en: 'Sale', 'zh-CN': '销售' }, title: 'no', fields: sale },
    ),
    ...{ forms: nothing, processes: nothing, rules: nothing, reports: nothing, dashboards: nothing, views: nothing },
    access: { roles: listed({ id: 'all', label: { en: 'All' }, designs: true, grants: { product: all, sale: all } }) },
  }
  await admin.post('/api/v1/apps', { document })
  await admin.post('/api/v1/apps/orders/publish', {})
  const me = (await admin.get('/api/v1/session')).person
  await desk.query(`insert into tangram.role_member (app, role, person) values ('orders', 'all', '${me.id}') on conflict do nothing`)
  product = (await admin.post('/api/v1/apps/orders/entities/product/records', { values: { model: 'Pump' } })).id
})
afterAll(() => desk.close())

const create = (values: Json) => admin.post(orders, { values })

it('takes and gives rows with their record, and says whose row was refused', async () => {
  const record = await create({ no: 'A-1', items: [{ product, amount: '1.50', kind: 'new' }, { amount: '2' }] })
  expect(record.values).toMatchObject({ items: [{ product, amount: '1.50', kind: 'new' }, { amount: '2.00' }], total: '3.50' })
  expect(record.labels[product]).toBe('Pump')
  expect((await admin.get(`${orders}/${record.id}`)).values).toEqual(record.values)
  const other = await create({ no: 'A-2' })
  const stolen = await admin.send('PATCH', `${orders}/${other.id}`, { values: { items: record.values.items } }, { 'if-match': '"1"' })
  expect([stolen.statusCode, stolen.json().errors[0].path]).toEqual([422, '/items'])
})

it('answers a stale save with the rows of now', async () => {
  const record = await create({ no: 'B-1', items: [{ amount: '1' }] })
  const patch = (items: Json) => admin.send('PATCH', `${orders}/${record.id}`, { values: { items } }, { 'if-match': '"1"' })
  expect((await patch([...record.values.items, { amount: '2' }])).statusCode).toBe(200)
  const stale = await patch([])
  expect(stale.statusCode).toBe(409)
  expect(stale.json().details.current.values.items).toHaveLength(2)
})

it('tells in the timeline how many rows changed', async () => {
  const record = await create({ no: 'C-1', items: [{ amount: '1' }, { amount: '2' }] })
  const [first] = record.values.items
  const items = [{ ...first, amount: '9' }, { amount: '3' }]
  await admin.send('PATCH', `${orders}/${record.id}`, { values: { items } }, { 'if-match': '"1"' })
  const timeline = await admin.get(`${orders}/${record.id}/timeline`)
  const { changes } = timeline.find(({ kind }: Json) => kind === 'changed')
  expect(changes).toContainEqual({ field: 'items', before: null, after: null, rows: { added: 1, changed: 1, removed: 1 } })
})

it('exports a sheet for the rows, keyed by their record, and text in a csv file', async () => {
  await create({ no: 'D-1', items: [{ product, amount: '1', kind: 'new' }, { amount: '2' }] })
  await create({ no: 'D-2' })
  const where = encodeURIComponent(JSON.stringify({ in: [{ var: 'no' }, ['D-1', 'D-2']] }))
  const url = `${orders}/export?where=${where}&sort=no&select=no,items`
  const xlsx = await admin.send('GET', `${url}&format=xlsx`)
  const sheets = await sheetsOf(xlsx.rawPayload)
  expect(sheets).toEqual({
    Sale: [
      ['no', 'items'],
      ['D-1', 2],
      ['D-2', 0],
    ],
    items: [
      ['no', 'product', 'amount', 'kind'],
      ['D-1', 'Pump', '1.00', 'New'],
      ['D-1', null, '2.00'],
    ],
  })
  const csv = await admin.send('GET', `${url}&format=csv`)
  const rows = []
  for await (const row of readCsv(Readable.from([csv.rawPayload]))) rows.push(row)
  expect(rows).toEqual([
    ['no', 'items'],
    ['D-1', 'Pump, 1.00, New; 2.00'],
    ['D-2', ''],
  ])
})

it('keeps a range of days as one, both days included, and compares its ends', async () => {
  const during = { start: '2026-11-30', end: '2026-12-31' }
  const record = await create({ no: 'E-1', during })
  expect(record.values.during).toEqual(during)
  const { rows } = await desk.query(`select during::text from orders.sale where id = '${record.id}'`)
  expect(rows[0].during).toBe('[2026-11-30,2027-01-01)')
  await create({ no: 'E-2', during: { start: '2026-01-01', end: '2026-01-01' } })
  const where = { and: [{ in: [{ var: 'no' }, ['E-1', 'E-2']] }, { '>=': [{ var: 'during.end' }, '2026-12-31'] }] }
  const found = await admin.get(`${orders}?where=${encodeURIComponent(JSON.stringify(where))}`)
  expect(found.records.map(({ values }: Json) => values)).toMatchObject([{ no: 'E-1', during }])
  const both = encodeURIComponent(JSON.stringify({ in: [{ var: 'no' }, ['E-1', 'E-2']] }))
  const sorted = await admin.get(`${orders}?where=${both}&sort=during&limit=1`)
  const next = await admin.get(`${orders}?where=${both}&sort=during&limit=1&after=${encodeURIComponent(sorted.next)}`)
  expect([...sorted.records, ...next.records].map(({ values }: Json) => values.no)).toEqual(['E-2', 'E-1'])
  const bad = await admin.send('POST', orders, { values: { during: { start: '2026-02-01', end: '2026-01-01' } } })
  expect(bad.statusCode).toBe(422)
})

async function sheetsOf(bytes: Uint8Array): Promise<{ [name: string]: unknown[][] }> {
  const workbook = await openWorkbook(bytes, { name: 'sheets.xlsx' })
  const found: { [name: string]: unknown[][] } = {}
  for (const sheet of workbook.sheets) {
    const rows: unknown[][] = []
    for await (const row of sheet.rows()) rows.push([...row.cells])
    found[sheet.name] = rows
  }
  await workbook.close()
  return found
}
