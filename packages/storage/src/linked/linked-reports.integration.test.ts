import type { Principal } from '@tangram/access'
import { type AppDocument, checkApp, defaultPlatform } from '@tangram/app-model'
import type { JsonValue } from '@tangram/data-model'
import { isOthers, type ReportFilter } from '@tangram/report-engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { openStorage, system } from '../testing/desk.ts'
import { erpApp, makeErp, withReport } from '../testing/erp.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let app: AppDocument
let boss: Principal
let north: Principal

/** What SQL written by hand answers, beside each report. `o`, `c` and `l` are orders, customers and lines. */
const joined = 'from erp.orders o join erp.customers c on c.id = o.customer_id'
const withLines = `${joined} join erp.order_lines l on l.order_id = o.id`
const questions: { [id: string]: { from: string; rows: string[]; measures: { [id: string]: object }; truth: string; more?: object } } = {
  by_region: {
    from: 'orders',
    rows: ['customer_id.region'],
    measures: { n: { count: '*' }, total: { sum: 'total' } },
    truth: `select c.region, count(*), sum(o.total) ${joined} group by 1`,
  },
  fan_out: {
    from: 'orders',
    rows: ['customer_id'],
    measures: {
      n: { count: '*' },
      total: { sum: 'total' },
      qty: { sum: 'order_lines:order_id.qty' },
      lines: { count: 'order_lines:order_id' },
    },
    truth: `select o.customer_id, count(*), sum(o.total),
        (select sum(l.qty) from erp.order_lines l join erp.orders p on p.id = l.order_id where p.customer_id = o.customer_id),
        (select count(*) from erp.order_lines l join erp.orders p on p.id = l.order_id where p.customer_id = o.customer_id)
      from erp.orders o group by 1`,
  },
  back: {
    from: 'customers',
    rows: ['region'],
    measures: { customers: { count: '*' }, orders: { count: 'orders:customer_id' }, total: { sum: 'orders:customer_id.total' } },
    truth: `select c.region, count(distinct c.id), count(o.id), sum(o.total) from erp.customers c left join erp.orders o on o.customer_id = c.id group by 1`,
  },
  lines: {
    from: 'order_lines',
    rows: ['order_id.customer_id.region', 'sku'],
    measures: { qty: { sum: 'qty' }, orders: { distinct: 'order_id' } },
    truth: `select c.region, l.sku, sum(l.qty), count(distinct o.id) ${withLines} group by 1, 2`,
  },
  states: {
    from: 'orders',
    rows: ['state'],
    measures: { most: { max: 'total' }, mean: { avg: 'weight' }, who: { distinct: 'customer_id' } },
    truth: `select o.state, max(o.total), avg(o.weight::numeric), count(distinct o.customer_id) from erp.orders o group by 1`,
  },
  filtered: {
    from: 'orders',
    rows: ['customer_id.active'],
    measures: { n: { count: '*' }, big: { sum: 'total', where: [{ field: 'total', gte: 500 }] } },
    more: { where: [{ some: 'order_lines:order_id', where: [{ field: 'sku', is: 'SKU00004' }] }] },
    truth: `select c.active, count(*), sum(o.total) filter (where o.total >= 500) ${joined}
      where exists (select from erp.order_lines l where l.order_id = o.id and l.sku = 'SKU00004') group by 1`,
  },
  view: {
    from: 'monthly',
    rows: ['month'],
    measures: { total: { sum: 'total' } },
    truth: 'select month, sum(total) from erp.monthly group by 1',
  },
  days: {
    from: 'orders',
    rows: [],
    measures: { n: { count: '*' }, total: { sum: 'total' } },
    more: { rows: [{ field: 'ordered_at', as: 'day', by: 'day' }], where: [{ field: 'ordered_at', before: '2026-02-01' }] },
    truth: `select to_char(o.ordered_at, 'YYYY-MM-DD'), count(*), sum(o.total) from erp.orders o where o.ordered_at < '2026-02-01' group by 1`,
  },
  top: {
    from: 'orders',
    rows: [],
    measures: { total: { sum: 'total' } },
    more: { rows: [{ field: 'customer_id', as: 'd0', top: { n: 3, by: 'total' } }] },
    truth: `with t as (select o.customer_id as c, sum(o.total) as total from erp.orders o group by 1),
        r as (select *, row_number() over (order by total desc, c) as place from t)
      select case when place <= 3 then c::text else 'others' end, sum(total) from r group by 1`,
  },
  claims: {
    from: 'claim',
    rows: ['order.customer_id.region', 'product'],
    measures: { n: { count: '*' }, total: { sum: 'order.total' } },
    truth: `select c.region, k.product, count(*), sum(o.total) from sales.claim k left join erp.orders o on o.id = k."order"
      left join erp.customers c on c.id = o.customer_id where k.deleted_at is null group by 1, 2`,
  },
  claimed: {
    from: 'customers',
    rows: ['region'],
    measures: { claims: { count: 'orders:customer_id.claim:order' } },
    truth: `select c.region, count(k.id) from erp.customers c left join erp.orders o on o.customer_id = c.id left join sales.claim k on k."order" = o.id group by 1`,
  },
}

beforeAll(async () => {
  db = await testDatabase()
  await makeErp(db)
  storage = await openStorage(db, { linkedSchemas: ['erp'] })
  app = await erpApp(storage)
  for (const [id, { from, rows, measures, more }] of Object.entries(questions)) withReport(app, id, from, rows, measures, more)
  expect(checkApp(app, defaultPlatform)).toEqual([])
  await storage.apps.create(system, app)
  await storage.apps.publish(system, 'sales')
  const hire = async (login: string) => {
    const { id } = await storage.people.create(system, { name: login, login })
    await storage.people.grant(system, 'sales', login, { person: id })
    return (await storage.people.principalOf(id)) as Principal
  }
  boss = await hire('boss')
  north = await hire('north')
  const orders = ['9007199254000001', '9007199254000002', '9007199254000009', '9007199254000020', null]
  for (const [i, order] of orders.entries())
    await storage.records(boss).create('sales', 'claim', { subject: `Claim ${i}`, order, product: i % 2 === 0 ? 'SKU00003' : null })
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

/** Cells as text; numbers without zeros that say nothing, so that `3`, `3.0` and `'3.00'` are one. */
function exact(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (isOthers(value as JsonValue)) return 'others'
  const text = String(value)
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text
}

/** A sum of nothing is nothing, as SQL has it; a report that counts it is 0 there. */
const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row.map(exact))).sort()

describe('reports over linked tables', () => {
  it.each(Object.keys(questions))('%s answers as SQL written by hand', async (id) => {
    const { rows } = await storage.reports(boss).run('sales', id)
    const truth = await db.pool.query({ text: questions[id]?.truth ?? '', rowMode: 'array' })
    expect(truth.rows.length).toBeGreaterThan(1)
    expect(sorted(rows)).toEqual(sorted(truth.rows))
  })

  it.each(['by_region', 'fan_out', 'lines', 'states', 'filtered', 'days', 'top', 'claims'])(
    'every mark of %s leads to the records it counted',
    async (id) => {
      const reports = storage.reports(boss)
      const { columns, rows } = await reports.run('sales', id)
      const dimensions = columns.flatMap(({ role, id: name }, at) => (role === 'dimension' ? [{ name, at }] : []))
      const at = columns.findIndex(({ id: name }) => name === 'n')
      for (const row of rows.slice(0, 12)) {
        const cell = Object.fromEntries(dimensions.map(({ name, at }) => [name, row[at] ?? null]))
        const page = await reports.drill('sales', id, { cell, limit: 200 })
        expect(page.records).toHaveLength(Math.min(page.count, 200))
        if (at >= 0) expect(page.count).toBe(row[at])
        expect(new Set(page.records.map((record) => record.id)).size).toBe(page.records.length)
      }
    },
  )

  it('page through what is behind a mark by keys of any kind, each record once', async () => {
    const reports = storage.reports(boss)
    for (const [id, count] of [
      ['by_region', 1500],
      ['lines', 4500],
    ] as const) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await reports.drill('sales', id, { cell: {}, limit: 200, after })
        seen.push(...page.records.map((record) => record.id))
        after = page.next ?? undefined
      } while (after !== undefined)
      expect([seen.length, new Set(seen).size]).toEqual([count, count])
    }
    await expect(reports.drill('sales', 'by_region', { cell: {}, after: "1'; --" })).rejects.toMatchObject({ code: 'storage.query.cursor' })
  })

  it('take what is behind a mark to a file, whatever the key', async () => {
    for (const [id, count, field] of [
      ['by_region', 1500, 'total'],
      ['lines', 4500, 'qty'],
      ['claims', 5, 'subject'],
    ] as const) {
      const behind = await storage.reports(boss).behind('sales', id, { cell: {} })
      let taken = 0
      for await (const _ of behind.records([field])) taken++
      expect([behind.count, taken]).toEqual([count, count])
      const csv = await (await storage.reports(boss).behind('sales', id, { cell: {} })).csv([field], { locale: 'en' })
      expect(
        String(Buffer.concat((await csv?.toArray()) ?? []))
          .split('\n')
          .filter(Boolean).length,
      ).toBe(count)
    }
  })

  it('name what they refer to, of each table its own', async () => {
    const { labels } = await storage.reports(boss).run('sales', 'fan_out')
    expect(labels?.['customers:7']).toBe('100%_sure 客户')
    const csv = await storage.reports(boss).csv('sales', 'fan_out', { locale: 'en' })
    expect(String(Buffer.concat(await csv.lines.toArray()))).toContain('100%_sure 客户')
  })

  it('count what their reader may see alone', async () => {
    const { rows } = await storage.reports(north).run('sales', 'by_region')
    const truth = await db.pool.query({
      text: `select c.region, count(*), sum(o.total) ${joined} where c.region = 'north' group by 1`,
      rowMode: 'array',
    })
    expect(sorted(rows)).toEqual(sorted(truth.rows))
    const filters: ReportFilter[] = [{ field: 'customer_id.region', is: 'south' }]
    expect((await storage.reports(north).run('sales', 'by_region', filters)).rows).toEqual([])
    const credit = {
      ...app.reports.items.back,
      id: 'preview',
      rows: [],
      measures: { c: { sum: 'credit', label: { en: 'c' } } },
      measureOrder: ['c'],
    }
    await expect(storage.reports(north).preview('sales', credit as unknown as JsonValue)).rejects.toMatchObject({
      code: 'storage.query.invalid',
      status: 400,
    })
    expect((await storage.reports(boss).preview('sales', credit as unknown as JsonValue)).rows).toHaveLength(1)
    // Lines are all theirs, orders of the north alone: the others have no region they could read.
    const lines = await storage.reports(north).run('sales', 'lines')
    expect(new Set(lines.rows.map(([region]) => region))).toEqual(new Set(['north', null]))
  })

  it('break down by any field of the table behind them', async () => {
    const reports = storage.reports(boss)
    const steps = [{ cell: { d0: 'north' }, by: 'state' }]
    const { rows } = await reports.run('sales', 'by_region', [], steps)
    const truth = await db.pool.query({
      text: `select o.state, count(*), sum(o.total) ${joined} where c.region = 'north' group by 1`,
      rowMode: 'array',
    })
    expect(sorted(rows)).toEqual(sorted(truth.rows))
  })
})

it('what changes there is seen by whoever asks anew, although nobody tells of it', async () => {
  const count = async (how = {}) => (await storage.reports(boss).run('sales', 'view', [], [], how)).rows.length
  const before = await count()
  await db.pool.query(`insert into erp.orders (id, customer_id, ordered_at, total) values (1, 1, '2031-01-01', 5)`)
  expect(await count({ fresh: true })).toBe(before + 1)
})
