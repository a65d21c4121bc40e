import { decimal, integer, text, timestamp } from '@tangram/data-model'
import { testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ReportDocument } from '../document.ts'
import { compileReport } from './compile-report.ts'
import { shapeResult, statementOf } from './statement.ts'
import { type TableRelation, tableSource } from './table-source.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase({ poolSize: 1 })
  await db.pool.query(`
    create schema erp;
    create table erp.orders (id integer primary key, region text, placed_at timestamptz);
    create table erp.lines (id integer primary key, "order" integer, total numeric(12, 2));
    insert into erp.orders values (1, '华东', '2026-11-01'), (2, '华东', '2026-11-20'), (3, null, '2026-10-31T20:00:00Z');
    insert into erp.lines values (1, 1, 10.10), (2, 1, 0.20), (3, 2, 5), (4, 3, 1)`)
})
afterAll(() => db.close())

const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }
const lines: TableRelation = {
  source: () => tableSource('erp.lines', { id: integer(), total: decimal(12, 2) }),
  from: 'id',
  to: 'order',
  many: true,
}
const orders = tableSource('erp.orders', { id: integer(), region: text(), placed_at: timestamp }, { lines })
const report: ReportDocument = {
  id: 'turnover',
  label: { en: 'Turnover' },
  from: 'orders',
  rows: [{ field: 'region', as: 'region' }],
  measures: { orders: { count: '*', label: {} }, turnover: { sum: 'lines.total', label: {} } },
  measureOrder: ['orders', 'turnover'],
  where: [{ field: 'placed_at', in: { this: 'month' } }],
  chart: { type: 'bar' },
}

it('any table of PostgreSQL is asked by any driver, each order and each line once', async () => {
  const compiled = compileReport(report, orders, given)
  const { rows } = await db.pool.query(statementOf(compiled))
  const result = shapeResult(compiled, rows)
  expect(result.rows).toEqual([
    ['华东', 2, '15.3'],
    [null, 1, '1'],
  ])
  expect(result.columns.map(({ id }) => id)).toEqual(['region', 'orders', 'turnover'])
})

it('columns and steps that it was not given do not exist', () => {
  expect(orders.attribute(['secret'])).toBeUndefined()
  expect(orders.attribute(['constructor'])).toBeUndefined()
  expect(orders.relation?.('toString')).toBeUndefined()
  expect(() => compileReport({ ...report, rows: [{ field: 'secret', as: 'secret' }] }, orders, given)).toThrow()
})
