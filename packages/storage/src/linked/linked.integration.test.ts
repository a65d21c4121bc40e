import { linkedEntity, type SourceTable } from '@tangram/app-model'
import type { EntityDocument, Id } from '@tangram/data-model'
import type { ReportDocument } from '@tangram/report-engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, desk, openDesk, openStorage } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

/** An ERP as one finds it: keys of every kind, a view without one, names that need quotes. */
const erp = `
  create schema erp;
  create type erp.state as enum ('open', 'sent', 'back');
  create table erp.customers (id integer primary key, "客户名称" text not null, region varchar(20), code char(8), founded date, limit_amount numeric(12,2), shape polygon);
  create table erp.orders (no bigint primary key, customer_id integer references erp.customers, state erp.state not null, placed timestamp not null,
    paid timestamptz, freight real, notes text[], data jsonb);
  create table erp.order_lines (order_no bigint references erp.orders, line smallint, article varchar(10), qty integer not null, price numeric not null, primary key (order_no, line));
  create view erp.by_region as select c.region, count(*) as orders from erp.orders o join erp.customers c on c.id = o.customer_id group by 1;
  comment on table erp.customers is '客户';
  comment on column erp.customers.region is 'Sales region';
  insert into erp.customers select n, 'Customer ' || n, (array['East','West',null])[1 + n % 3], 'C' || n, date '2020-01-01' + n, n * 1.5, null from generate_series(1, 300) n;
  insert into erp.orders select n, 1 + n % 300, (array['open','sent','back'])[1 + n % 3]::erp.state, timestamp '2026-01-01 00:30' + n * interval '1 hour', null, n / 4.0,
    array['a','b'], '{}' from generate_series(1, 2000) n;
  insert into erp.order_lines select o, l, 'A' || l, l * 2, 9.95 from generate_series(1, 2000) o, generate_series(1, 3) l;
`

const all = { read: true, export: true }
let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast

async function linked(known: EntityDocument[], table: string, change: (source: SourceTable) => void = () => {}): Promise<EntityDocument> {
  const { sample: _, ...source } = await storage.linkable.table('erp', table)
  change(source)
  return linkedEntity(source, { known, taken: new Set(known.map(({ id }) => id)), zone: 'Asia/Shanghai' }).entity
}

beforeAll(async () => {
  db = await testDatabase()
  await db.pool.query(erp)
  await db.pool.query('analyze')
  storage = await openStorage(db, { linkedSchemas: ['erp'] })
  const known: EntityDocument[] = []
  for (const table of ['customers', 'orders', 'order_lines']) known.push(await linked(known, table))
  known.push(await linked(known, 'by_region', (source) => source.key.push('region')))
  const report: ReportDocument = {
    id: 'revenue',
    label: { en: 'Revenue' },
    from: 'order_lines',
    rows: [{ field: 'order_no.customer_id.region', as: 'region' }],
    measures: {
      qty: { sum: 'qty', label: { en: 'Quantity' } },
      orders: { distinct: 'order_no', label: { en: 'Orders' } },
    },
    measureOrder: ['qty', 'orders'],
    drill: { columns: ['article'] },
    chart: { type: 'bar' },
  }
  const document = desk((app) => {
    for (const entity of known) {
      app.entities.order.push(entity.id)
      app.entities.items[entity.id] = entity
    }
    const manager = app.access.roles.items.manager
    const agent = app.access.roles.items.agent
    for (const { id } of known) {
      if (manager) manager.grants[id] = all
      if (agent) agent.grants[id] = all
    }
    if (agent) agent.grants.customers = { read: { '==': [{ var: 'region' }, 'East'] }, fields: { limit_amount: 'hidden' } }
    app.reports.order.push('revenue')
    app.reports.items.revenue = report
  })
  cast = await openDesk(storage, document)
}, 60_000)

afterAll(async () => {
  await storage?.close()
  await db?.close()
})

describe('what may be linked', () => {
  it('is told with kind, comment and columns', async () => {
    const tables = await storage.linkable.tables()
    expect(tables.map(({ table, kind }) => [table, kind])).toEqual([
      ['by_region', 'view'],
      ['customers', 'table'],
      ['order_lines', 'table'],
      ['orders', 'table'],
    ])
    expect(tables.find(({ table }) => table === 'customers')).toMatchObject({ comment: '客户', rows: 300, columns: 7 })
  })

  it('is nothing outside of the schemas that the operator allows', async () => {
    await expect(storage.linkable.table('tangram', 'person')).rejects.toMatchObject({ code: 'storage.linked.unknown' })
    await expect(storage.linkable.table('desk', 'ticket')).rejects.toMatchObject({ code: 'storage.linked.unknown' })
  })

  it('has fields by the types of its columns, and says which it leaves out', async () => {
    const { sample, ...source } = await storage.linkable.table('erp', 'customers')
    const { entity, skipped } = linkedEntity(source, { known: [], taken: new Set(), zone: 'UTC' })
    expect(sample).toHaveLength(5)
    expect(entity.fields.order.map((id) => [id, entity.fields.items[id]?.type, entity.fields.items[id]?.column])).toEqual([
      ['id_2', 'integer', 'id'],
      ['field_1', 'text', '客户名称'],
      ['region', 'text', 'region'],
      ['code', 'text', 'code'],
      ['founded', 'date', 'founded'],
      ['limit_amount', 'number', 'limit_amount'],
    ])
    expect(skipped.map(({ column }) => column)).toEqual(['shape'])
    expect(entity).toMatchObject({ title: 'field_1', label: { en: '客户' }, linked: { key: ['id'] } })
  })
})

describe('records of a linked table', () => {
  const records = () => storage.records(cast.mia)

  it('are listed page by page by their key, as often as there are rows', async () => {
    const ids: string[] = []
    let after: string | undefined
    do {
      const page = await records().list('desk', 'orders', { limit: 200, ...(after ? { after } : {}) })
      ids.push(...page.records.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    expect(ids).toEqual(Array.from({ length: 2000 }, (_, i) => String(i + 1)))
  })

  it('are found by their id, with the names of what they refer to', async () => {
    const record = await records().get('desk', 'orders', '17')
    expect(record).toMatchObject({
      id: '17',
      values: { no: 17, customer_id: '18', state: 'back', placed: '2026-01-01T09:30:00.000Z', freight: '4.25', notes: ['a', 'b'] },
      labels: { 'customers:18': 'Customer 18' },
    })
    expect(await records().get('desk', 'order_lines', '17~2')).toMatchObject({
      id: '17~2',
      values: { order_no: '17', qty: 4, article: 'A2' },
    })
    for (const id of ['17~9', '17', 'x~2', '17~2~1']) {
      await expect(records().get('desk', 'order_lines', id)).rejects.toMatchObject({ code: 'storage.record.unknown' })
    }
    await expect(records().get('desk', 'orders', 'x')).rejects.toMatchObject({ code: 'storage.record.unknown' })
  })

  it('are found through the indexes of their table', async () => {
    const source = await storage.source(cast.mia, 'desk', 'orders')
    const { sql } = await import('kysely')
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select * from ${source.query} as s where s.id = 17`.execute(db.kysely)
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('orders_pkey')
  })

  it('are filtered, sorted and searched', async () => {
    const page = await records().list('desk', 'orders', {
      where: { and: [{ '==': [{ var: 'state' }, 'open'] }, { '==': [{ var: 'customer_id.region' }, 'East'] }] },
      sort: [{ by: 'placed', dir: 'desc' }],
      limit: 3,
    })
    const { rows } = await db.pool.query<{ no: string }>(
      `select no::text from erp.orders o join erp.customers c on c.id = o.customer_id where state = 'open' and region = 'East' order by placed desc limit 3`,
    )
    expect(page.records.map(({ id }) => id)).toEqual(rows.map(({ no }) => no))
    expect((await records().list('desk', 'customers', { search: 'Customer 299' })).records.map(({ id }) => id)).toEqual(['299'])
    expect(await records().count('desk', 'orders', { where: { in: [{ var: 'id' }, ['1', '2', '9999']] } })).toBe(2)
  })

  it('can be chosen in a field', async () => {
    expect(await records().options('desk', 'customers', { search: 'Customer 29', limit: 2 })).toEqual([
      { id: '129', label: 'Customer 129' },
      { id: '229', label: 'Customer 229' },
    ])
    expect(await records().options('desk', 'customers', { ids: ['7', 'x'] })).toEqual([{ id: '7', label: 'Customer 7' }])
  })

  it('are never written', async () => {
    const refused = { code: 'storage.linked.read-only' }
    await expect(records().create('desk', 'customers', { region: 'East' })).rejects.toMatchObject(refused)
    await expect(records().update('desk', 'customers', '7', { region: 'East' }, { version: 1 })).rejects.toMatchObject(refused)
    await expect(records().remove('desk', 'customers', '7', {})).rejects.toMatchObject(refused)
    expect((await db.pool.query('select count(*)::int as n from erp.customers')).rows).toEqual([{ n: 300 }])
  })

  it('are those that a role lets see, without the fields it hides', async () => {
    const seen = storage.records(cast.ann)
    expect(await seen.count('desk', 'customers')).toBe(100)
    const record = await seen.get('desk', 'customers', '3')
    expect(record.values).not.toHaveProperty('limit_amount')
    await expect(seen.get('desk', 'customers', '2')).rejects.toMatchObject({ code: 'storage.record.unknown' })
    await expect(seen.list('desk', 'customers', { sort: [{ by: 'limit_amount' }] })).rejects.toMatchObject({
      code: 'storage.field.unknown',
    })
  })
})

describe('reports on linked tables', () => {
  it('answer as SQL written by hand, and lead to exactly the rows they counted', async () => {
    const { rows } = await storage.reports(cast.mia).run('desk', 'revenue')
    const truth = await db.pool.query<{ region: string | null; qty: number; orders: number }>(
      `select region, sum(qty)::int as qty, count(distinct order_no)::int as orders from erp.order_lines l
       join erp.orders o on o.no = l.order_no join erp.customers c on c.id = o.customer_id group by 1 order by 1`,
    )
    const sorted = (cells: (string | number | null)[][]) =>
      cells.map((row) => JSON.stringify(row.map((cell) => (cell === null ? null : String(cell))))).sort()
    expect(sorted(rows as never)).toEqual(sorted(truth.rows.map(({ region, qty, orders }) => [region, qty, orders])))
    const behind = await storage.reports(cast.mia).drill('desk', 'revenue', { cell: { region: 'East' }, measure: 'qty', limit: 200 })
    const east = await db.pool.query<{ n: number }>(
      `select count(*)::int as n from erp.order_lines l join erp.orders o on o.no = l.order_no join erp.customers c on c.id = o.customer_id where region = 'East'`,
    )
    expect(behind.count).toBe(east.rows[0]?.n)
    expect(behind.records).toHaveLength(200)
    expect(behind.next).not.toBeNull()
  })
})

describe('a table that is no longer what it was', () => {
  it('is told by name, and nothing of it is a fault of the server', async () => {
    const other = await openStorage(db, { linkedSchemas: [] })
    await expect(other.records(cast.mia).list('desk', 'customers')).rejects.toMatchObject({ code: 'storage.linked.forbidden' })
    await other.close()
    await db.pool.query('alter table erp.by_region rename to by_area')
    await expect(storage.records(cast.mia).list('desk', 'by_region' as Id)).rejects.toMatchObject({ code: 'storage.linked.changed' })
    await db.pool.query('alter view erp.by_area rename to by_region')
    expect(await storage.records(cast.mia).count('desk', 'by_region')).toBe(2)
  })
})
