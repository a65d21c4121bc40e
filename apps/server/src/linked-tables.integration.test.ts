import type { AppDocument } from '@tangram/app-model'
import type { EntityDocument, Id } from '@tangram/data-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const app = 'service_desk'
const tables = `/api/v1/apps/${app}/linked-tables`
const records = (entity: string) => `/api/v1/apps/${app}/entities/${entity}/records`
let desk: Desk
let admin: Caller
let agent: Caller

beforeAll(async () => {
  desk = await openDesk({ linkedSchemas: ['erp'] })
  await desk.query(`
    create schema erp;
    create table erp.orders (year smallint, code text, total numeric(12, 2) not null, placed timestamp not null, shape polygon, primary key (year, code));
    create table erp."价格 %2F?" (code char(4) primary key, price numeric not null);
    comment on table erp.orders is '订单';
    insert into erp.orders select 2026, n || case n % 3 when 0 then '/a,b' when 1 then '~%' else ' ？' end, n, timestamp '2026-01-01 08:00' + n * interval '1 day' from generate_series(1, 60) n;
    insert into erp."价格 %2F?" values ('A', 1), ('B', 2.5);`)
  ;[admin, agent] = await Promise.all([desk.as('admin'), desk.as('chen_mo')])
  const draft = await admin.get(`/api/v1/apps/${app}/draft`)
  const document: AppDocument = draft.document
  const proposals: EntityDocument[] = []
  for (const table of ['orders', '价格 %2F?']) proposals.push((await admin.get(`${tables}/erp/${encodeURIComponent(table)}`)).entity)
  for (const entity of proposals) {
    document.entities.order.push(entity.id)
    document.entities.items[entity.id] = entity
    addReport(document, `total_${entity.id}`, entity.id)
    for (const role of Object.values(document.access.roles.items)) role.grants[entity.id] = { read: true, export: true }
  }
  document.dashboards.order.push('erp')
  const tile = (id: string, report: string, x: number) => ({ id, report, x, y: 0, w: 6, h: 4 })
  document.dashboards.items.erp = {
    id: 'erp',
    label: { en: 'ERP' },
    tiles: { order: ['a', 'b'], items: { a: tile('a', 'total_orders', 0), b: tile('b', 'total_field_1', 6) } },
  }
  for (const role of Object.values(document.access.roles.items)) role.dashboards = 'all'
  document.dashboards.items.erp.tiles.items.b = tile('b', `total_${proposals[1]?.id}`, 6)
  const saved = await admin.send('PUT', `/api/v1/apps/${app}/draft`, { document }, { 'if-match': `"${draft.revision}"` })
  expect(saved.statusCode, saved.body).toBe(200)
  await admin.post(`/api/v1/apps/${app}/publish`)
})
afterAll(() => desk.close())

function addReport({ reports }: AppDocument, id: Id, from: Id): void {
  reports.order.push(id)
  const measures = { n: { count: '*' as const, label: { en: 'Rows' } } }
  reports.items[id] = { id, label: { en: id }, from, rows: [], measures, measureOrder: ['n'], chart: { type: 'kpi' } }
}

describe('tables that may be linked', () => {
  it('are told to who designs the app, and to nobody else', async () => {
    const found = await admin.get(tables)
    expect(found.schemas).toEqual(['erp'])
    expect(found.tables.map(({ table, comment }: Json) => [table, comment])).toEqual([
      ['orders', '订单'],
      ['价格 %2F?', null],
    ])
    for (const url of [tables, `${tables}/erp/orders`]) {
      expect((await agent.send('GET', url)).statusCode).toBe(403)
      expect((await desk.nobody().send('GET', url)).statusCode).toBe(401)
    }
  })

  it('come with their columns, key and first rows, and what is left out of them', async () => {
    const found = await admin.get(`${tables}/erp/orders`)
    expect(found).toMatchObject({ key: ['year', 'code'], skipped: [{ column: 'shape', type: 'polygon' }] })
    expect(found.columns[0]).toMatchObject({ column: 'year', type: 'smallint', isKey: true, nullable: false, fieldType: 'integer' })
    expect(found.sample).toHaveLength(5)
  })

  it.each(['tangram/person', `${app}/ticket`, 'pg_catalog/pg_authid', 'erp/nothing', 'erp/orders%22%3B--', 'ERP/orders'])(
    'are not %s',
    async (name) => {
      const answer = await admin.send('GET', `${tables}/${name}`)
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'storage.linked.unknown'])
    },
  )
})

describe('a linked table over HTTP', () => {
  it('is read by any key there is, record by record and page by page', async () => {
    const page = await agent.get(`${records('orders')}?limit=100`)
    expect(page.records).toHaveLength(60)
    for (const { id } of page.records) expect((await agent.get(`${records('orders')}/${encodeURIComponent(id)}`)).id).toBe(id)
    const some = page.records.slice(0, 3).map(({ id }: Json) => encodeURIComponent(id))
    expect(await agent.get(`/api/v1/apps/${app}/entities/orders/options?ids=${encodeURIComponent(some.join(','))}`)).toHaveLength(3)
    const at = `${records('orders')}/${encodeURIComponent(page.records[0].id)}`
    expect(await agent.get(`${at}/history`)).toEqual([])
    for (const part of ['timeline', 'process', 'slas']) {
      const answer = await agent.send('GET', `${at}/${part}`)
      expect([part, answer.statusCode, answer.body]).toEqual([part, 200, '[]'])
    }
  })

  it('is exported', async () => {
    const csv = await agent.send('GET', `${records('orders')}/export?format=csv&select=code,total`)
    expect([csv.statusCode, csv.body.trim().split('\n').length]).toEqual([200, 61])
    expect((await agent.send('GET', `${records('orders')}/export?format=xlsx&select=code,total`)).statusCode).toBe(200)
  })

  it('refuses every write, whoever sends it', async () => {
    const before = (await desk.query('select * from erp.orders order by code')).rows
    const one = `${records('orders')}/${encodeURIComponent('2026~1%7E%25')}`
    for (const who of [admin, agent]) {
      const answers = [
        await who.send('POST', records('orders'), { values: { total: '1' } }),
        await who.send('PATCH', one, { values: { total: '1' } }, { 'if-match': '"1"' }),
        await who.send('PATCH', one, { values: { total: '1' } }, { 'if-match': '"1"', 'idempotency-key': 'again' }),
        await who.send('DELETE', one, undefined, { 'if-match': '"1"' }),
        await who.send('POST', `${one}/restore`, {}),
      ]
      for (const answer of answers) expect([answer.statusCode, answer.json().code], answer.body).toEqual([405, 'storage.linked.read-only'])
    }
    expect((await desk.query('select * from erp.orders order by code')).rows).toEqual(before)
  })
})

it('a table that drifted takes down its own tile and no other', async () => {
  const run = async () => (await agent.post(`/api/v1/apps/${app}/dashboards/erp/run`, { fresh: true })).results
  const [, prices = ''] = (await admin.get(`/api/v1/apps/${app}/draft`)).document.entities.order.slice(-2)
  await desk.query('alter table erp.orders rename to sales_orders')
  expect(await run()).toMatchObject({
    total_orders: { status: 409, code: 'storage.linked.changed', detail: expect.stringContaining('erp.orders') },
    [`total_${prices}`]: { rows: [[2]] },
  })
  const file = await agent.send('POST', `/api/v1/apps/${app}/dashboards/erp/export?format=xlsx`, {})
  expect(file.statusCode, file.body.slice(0, 300)).toBe(200)
  await desk.query('alter table erp.sales_orders rename to orders')
  expect((await run()).total_orders.rows).toEqual([[60]])
})
