import { buffer } from 'node:stream/consumers'
import type { FieldDocument, JsonObject } from '@tangram/data-model'
import { type Cell, readCsv, writeXlsx } from '@tangram/workbook'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atRest, uploadFile } from './testing/import-file.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const app = 'orders'
let desk: Desk
let admin: Caller

const listed = <T extends { id: string }>(...things: T[]) => ({
  order: things.map(({ id }) => id),
  items: Object.fromEntries(things.map((thing) => [thing.id, thing])),
})
const nothing = { order: [], items: {} }
const field = (id: string, type: string, label: string, more: Partial<FieldDocument> = {}): FieldDocument => ({
  id,
  type,
  label: { 'zh-CN': label, en: id },
  ...more,
})
const lines = field('items', 'subform', '明细', {
  fields: listed(
    field('product', 'relation', '产品', { config: { entity: 'product' }, required: true }),
    field('amount', 'integer', '数量', { required: true, config: { min: 1 } }),
    field('note', 'text', '备注'),
  ),
})
const document = {
  format: 1,
  id: app,
  label: { en: 'Orders' },
  entities: listed(
    { id: 'product', label: { en: 'Product' }, title: 'model', fields: listed(field('model', 'text', '型号', { unique: true })) },
    {
      id: 'sale',
      label: { en: 'Sale' },
      title: 'no',
      fields: listed(field('no', 'text', '订单号', { unique: true }), field('customer', 'text', '客户'), lines),
    },
  ),
  forms: nothing,
  processes: nothing,
  rules: nothing,
  reports: nothing,
  dashboards: nothing,
  views: nothing,
  access: {
    roles: listed({
      id: 'builder',
      label: { en: 'Builder' },
      designs: true,
      grants: Object.fromEntries(['product', 'sale'].map((id) => [id, { read: true, create: true, update: true, delete: true }])),
    }),
  },
}

beforeAll(async () => {
  desk = await openDesk()
  admin = await desk.as('admin')
  await admin.post('/api/v1/apps', { document })
  await admin.post(`/api/v1/apps/${app}/publish`, {})
  for (const model of ['泵', '阀', '管']) await admin.post(`/api/v1/apps/${app}/entities/product/records`, { values: { model } })
})
afterAll(() => desk.close())

const heading: Cell[][] = [
  ['订单号', '客户', '明细', null],
  [null, null, '产品', '数量'],
]
const columns = [
  { column: 0, field: 'no' },
  { column: 1, field: 'customer' },
  { column: 2, field: 'product', within: 'items' },
  { column: 3, field: 'amount', within: 'items' },
]

async function imported(rows: Cell[][], mode: 'check' | 'write' = 'write', more: object = {}): Promise<Json> {
  const { id } = await uploadFile(desk, admin, await buffer(writeXlsx([...heading, ...rows])), '订单.xlsx')
  expect(await atRest(admin, id)).toMatchObject({ state: 'read', tables: [{ groups: [{ group: '明细' }] }] })
  await admin.post(`/api/v1/imports/${id}/start`, { mode, app, steps: [{ table: '0', entity: 'sale', columns, key: 'no' }], ...more })
  return atRest(admin, id)
}
async function saleOf(no: string): Promise<Json> {
  const { records } = await admin.get(`/api/v1/apps/${app}/entities/sale/records?limit=200&search=${no}`)
  const found = records.find(({ values }: Json) => values.no === no)
  return found && admin.get(`/api/v1/apps/${app}/entities/sale/records/${found.id}`)
}
const rowsOf = (sale: Json): [string, number][] =>
  sale.values.items.map(({ product, amount }: JsonObject) => [sale.labels[product as string], amount])

describe('lines of a file that belong to one record', () => {
  it('become its rows, each with the record it names; a record without any has none', async () => {
    const done = await imported([
      ['A-1', '甲', '泵', 2],
      [null, null, '阀', 3],
      ['A-2', '乙', '泵', 1],
      ['A-2', '乙', '管', 4],
      ['A-3', '丙', null, null],
    ])
    expect(done).toMatchObject({ state: 'done', counts: [{ created: 3, changed: 0, refused: 0 }] })
    expect(rowsOf(await saleOf('A-1'))).toEqual([
      ['泵', 2],
      ['阀', 3],
    ])
    expect(rowsOf(await saleOf('A-2'))).toEqual([
      ['泵', 1],
      ['管', 4],
    ])
    expect(rowsOf(await saleOf('A-3'))).toEqual([])
    const { rows } = await desk.query(`select count(*)::int as n from orders.sale__items`)
    expect(rows[0]?.n).toBe(4)
  })

  it('come again as a difference of rows: the same keep their ids, one changes, one goes, one is new', async () => {
    await imported([
      ['B-1', '甲', '泵', 2],
      [null, null, '阀', 3],
      [null, null, '管', 4],
      ['B-2', '乙', '泵', 1],
    ])
    const before = await saleOf('B-1')
    const id = before.values.items[0].id
    // What the file does not say of a row stays.
    const noted = before.values.items.map((row: JsonObject, i: number) => (i === 0 ? { ...row, note: '加急' } : row))
    await admin.send(
      'PATCH',
      `/api/v1/apps/${app}/entities/sale/records/${before.id}`,
      { values: { items: noted } },
      { 'if-match': `"${before.version}"` },
    )
    const same = await imported([
      ['B-1', '甲', '泵', 2],
      [null, null, '阀', 3],
      [null, null, '管', 4],
      ['B-2', '乙', '泵', 1],
    ])
    expect(same.counts[0]).toMatchObject({ created: 0, changed: 0, unchanged: 2 })
    const check = [
      ['B-1', '甲', '泵', 2],
      [null, null, '阀', 30],
      ['B-2', '乙', '泵', 1],
      [null, null, '管', 9],
    ]
    expect((await imported(check, 'check')).counts[0]).toMatchObject({ created: 0, changed: 2, unchanged: 0 })
    expect(rowsOf(await saleOf('B-2'))).toEqual([['泵', 1]])
    expect((await imported(check)).counts[0]).toMatchObject({ changed: 2 })
    const after = await saleOf('B-1')
    expect(rowsOf(after)).toEqual([
      ['泵', 2],
      ['阀', 30],
    ])
    expect(after.values.items[0]).toMatchObject({ id, note: '加急' })
    expect(rowsOf(await saleOf('B-2'))).toEqual([
      ['泵', 1],
      ['管', 9],
    ])
    const change = (await admin.get(`/api/v1/apps/${app}/entities/sale/records/${after.id}/history`)).at(-1)
    expect(JSON.stringify(change)).toContain('30')
  })

  it('refuse their record by the line that is wrong; the file to mend holds all its lines', async () => {
    const done = await imported([
      ['C-1', '甲', '泵', 2],
      [null, null, '没有的产品', 3],
      [null, null, '阀', 4],
      ['C-2', '乙', '泵', '很多'],
      ['C-3', '丙', '泵', 1],
      [null, null, '阀', 0],
      ['C-4', '丁', '泵', 1],
    ])
    expect(done.counts[0]).toMatchObject({ created: 1, refused: 3 })
    const { refusals } = await admin.get(`/api/v1/imports/${done.id}/refusals`)
    expect(refusals.map(({ row, problems }: Json) => [row, problems.map(({ field, line }: Json) => [field, line])])).toEqual([
      [3, [['items', 4]]],
      [6, [['items', 6]]],
      [7, [['items', 8]]],
    ])
    expect(refusals[0].problems[0].message['zh-CN']).toBe('没有名为“没有的产品”的记录')
    expect(refusals[2].problems[0].message['zh-CN']).toContain('数量：')
    const file = await admin.send('GET', `/api/v1/imports/${done.id}/refusals?format=csv`)
    const found = []
    for await (const line of readCsv([file.rawPayload])) found.push(line)
    expect(found.slice(1).map(([no, , product, , row]) => [no, product, row])).toEqual([
      ['C-1', '泵', '3'],
      ['', '没有的产品', '4'],
      ['', '阀', '5'],
      ['C-2', '泵', '6'],
      ['C-3', '泵', '7'],
      ['', '阀', '8'],
    ])
    expect(await saleOf('C-1')).toBeUndefined()
  })

  it('are written in batches without mixing records, however many there are', async () => {
    const rows = Array.from({ length: 700 }, (_, n): Cell[][] => [
      [`D-${n}`, `客户 ${n}`, '泵', n + 1],
      ...Array.from({ length: n % 4 }, (__, i): Cell[] => [null, null, '阀', n * 10 + i + 1]),
    ]).flat()
    expect((await imported(rows)).counts[0]).toMatchObject({ created: 700, refused: 0 })
    const { rows: found } = await desk.query(
      `select s.no, array_agg(i.amount::int order by i.position) as amounts from orders.sale s join orders.sale__items i on i.record = s.id
       where s.no like 'D-%' group by s.no`,
    )
    expect(found).toHaveLength(700)
    for (const { no, amounts } of found) {
      const n = Number(no.slice(2))
      expect(amounts).toEqual([n + 1, ...Array.from({ length: n % 4 }, (_, i) => n * 10 + i + 1)])
    }
  })

  it('go nowhere but into columns that are there', async () => {
    const { id } = await uploadFile(desk, admin, await buffer(writeXlsx([...heading, ['E-1', '甲', '泵', 1]])), 'a.xlsx')
    await atRest(admin, id)
    for (const wrong of [
      { column: 2, field: 'price', within: 'items' },
      { column: 2, field: 'amount', within: 'no' },
      { column: 2, field: 'amount' },
    ]) {
      const steps = [{ table: '0', entity: 'sale', columns: [wrong] }]
      expect((await admin.send('POST', `/api/v1/imports/${id}/start`, { mode: 'write', app, steps })).statusCode).toBe(400)
    }
  })
})
