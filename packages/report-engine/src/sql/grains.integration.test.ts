import { testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dimension, Measure, ReportFilter } from '../document.ts'
import { cellFilters } from '../drill.ts'
import { compileReport } from './compile-report.ts'
import { sourceScope } from './source-scope.ts'
import { at, Shop, saleReport, sales } from './testing/shop.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let shop: Shop
beforeAll(async () => {
  db = await testDatabase({ poolSize: 1 })
  shop = new Shop(db.kysely as never)
  await shop.create()
})
afterAll(() => db.close())

const n: Measure = { count: '*', label: {} }
const freight: Measure = { sum: 'freight', label: {} }
const revenue: Measure = { sum: { logic: { 'dec*': [{ var: 'lines.price' }, { var: 'lines.pieces' }] } }, label: {} }
const lines: Measure = { count: 'lines', label: {} }
const city: Dimension = { field: 'customer.city', as: 'city' }
const product: Dimension = { field: 'lines.product', as: 'product' }

describe('grains', () => {
  it('sums records and their lines side by side, each once', async () => {
    const { rows, columns } = await shop.run({ rows: [city], measures: { n, freight, lines, revenue } })
    // Pinyin: 北京 (Beijing) before 上海 (Shanghai).
    expect(rows).toEqual([
      ['北京', 1, '1', 2, '12'],
      ['上海', 2, '12', 3, '76'],
      [null, 1, null, 1, '30'],
    ])
    expect(columns.some(({ overlaps }) => overlaps)).toBe(false)
  })

  it('keeps records without lines as a group of their own', async () => {
    const { rows } = await shop.run({ rows: [product], measures: { lines, revenue } })
    expect(rows).toEqual([
      ['茶', 3, '78'],
      ['盐', 2, '36'],
      [null, 1, '4'],
    ])
    expect((await shop.run({ rows: [product, city], measures: { lines } })).rows).toContainEqual([null, '上海', 0])
  })

  it('counts a record once in each group it reaches, says so, and adds totals from the records', async () => {
    const { rows, columns, totals } = await shop.run({ rows: [product], measures: { n, freight }, totals: ['grand'] })
    expect(rows).toEqual([
      ['茶', 2, '6'],
      ['盐', 2, '5'],
      [null, 2, '8'],
    ])
    expect(columns.map(({ overlaps }) => overlaps)).toEqual([undefined, true, true])
    expect(totals).toEqual([{ over: ['product'], rows: [[null, 4, '13']] }])
  })

  it('counts a record of several other keys once among the others', async () => {
    const top: Dimension = { ...product, top: { n: 1, by: 'lines' } }
    const { rows } = await shop.run({ rows: [top], measures: { lines, n } })
    // Sale 3 has tea and a line without product, sale 1 tea and salt, sale 2 nothing, sale 4 salt.
    expect(rows).toEqual([
      ['茶', 3, 2],
      [{ others: ['茶'] }, 3, 4],
    ])
  })

  it('looks at rows beside the dimension once a pair', async () => {
    const { rows } = await shop.run({ rows: [{ field: 'tags', as: 'tag' }], measures: { lines, revenue } })
    expect(rows).toEqual([
      ['a', 3, '76'],
      ['b', 4, '106'],
      [null, 2, '12'],
    ])
  })

  it('asks for the records of one of several values, of none, and of the others', async () => {
    const rows: Dimension[] = [{ field: 'tags', as: 'tag', top: { n: 1, by: 'n' } }]
    const asked = await shop.run({ rows, measures: { n } })
    for (const [tag, count] of asked.rows) {
      const where = cellFilters({ rows }, { tag: tag ?? null }, sourceScope(sales))
      expect({ tag, rows: (await shop.run({ where, measures: { n } })).rows }).toEqual({ tag, rows: [[count]] })
    }
    expect(asked.rows).toHaveLength(2)
  })

  it('goes back along references and on from there', async () => {
    const { rows } = await shop.run({ rows: [city], measures: { peers: { count: 'customer.sale:customer', label: {} } } })
    // Ann has two sales, each of which reaches both.
    expect(rows).toEqual([
      ['北京', 1],
      ['上海', 4],
      [null, 0],
    ])
  })

  it('refuses what the viewer may not see behind a reference', () => {
    expect(() => compileReport(saleReport({ rows: [{ field: 'customer.salary', as: 's' }] }), sales, at)).toThrow(
      /report.field.unreadable.*customer.salary/,
    )
  })
})

describe('ranges of time', () => {
  it('end before the first day, and the first moment, after them', async () => {
    const counted = async (field: string, now: string) => {
      const where: ReportFilter[] = [{ field, in: { last: '60 days' } }]
      const { query, resultOf } = compileReport(saleReport({ where, measures: { n } }), sales, { now, zone: 'UTC' })
      return resultOf((await query.execute(db.kysely)).rows).rows[0]?.[0]
    }
    expect([await counted('day', '2026-11-01T12:00:00.000Z'), await counted('day', '2026-11-02T12:00:00.000Z')]).toEqual([1, 3])
    await db.pool.query(`update sale set at = '2026-11-03T00:00:00Z' where stock = 20`)
    expect([await counted('at', '2026-11-02T12:00:00.000Z'), await counted('at', '2026-11-03T12:00:00.000Z')]).toEqual([2, 3])
    await db.pool.query(`update sale set at = '2026-11-02T09:30:00Z' where stock = 20`)
  })
})

describe('filters through many rows', () => {
  const count = async (...where: ReportFilter[]) => (await shop.run({ measures: { n, lines }, where })).rows[0]

  it('ask whether there is a row, and count nothing twice', async () => {
    expect(await count({ field: 'lines.product', is: '茶' })).toEqual([2, 5])
    expect(await count({ field: 'lines.product', empty: true })).toEqual([1, 2])
  })

  it('hold of one and the same row within `some`, of none within `none`', async () => {
    const cheapTea: ReportFilter[] = [
      { field: 'product', is: '茶' },
      { field: 'price', lte: '9' },
    ]
    expect(await count({ some: 'lines', where: cheapTea })).toEqual([1, 2])
    expect(await count({ none: 'lines', where: cheapTea })).toEqual([3, 4])
    expect(await count({ field: 'lines.product', is: '茶' }, { field: 'lines.price', lte: '9' })).toEqual([2, 5])
  })

  it('hold of any of several', async () => {
    expect(
      await count({
        any: [
          { field: 'tags', is: 'b' },
          { field: 'customer.city', is: '北京' },
        ],
      }),
    ).toEqual([3, 6])
  })

  it('of a measure through its own rows are about those rows', async () => {
    const tea: Measure = { ...lines, where: [{ field: 'lines.product', is: '茶' }] }
    const withTea: Measure = { ...n, where: [{ field: 'lines.product', is: '茶' }] }
    const ofTaggedB: Measure = { ...lines, where: [{ field: 'tags', is: 'b' }] }
    expect((await shop.run({ measures: { tea, withTea, ofTaggedB } })).rows).toEqual([[3, 2, 4]])
  })
})

describe('aggregates', () => {
  it('take medians and percentiles of decimals exactly', async () => {
    const measures: { [id: string]: Measure } = {
      median: { median: 'lines.price', label: {} },
      high: { percentile: { of: 'lines.price', at: 0.9 }, label: {} },
    }
    // 2, 4, 6, 8, 10, 30: between 6 and 8; 4.5 places up.
    expect((await shop.run({ measures })).rows).toEqual([['7', '20']])
  })

  it('take the first and the last value by date, distinct values, and what is there on the last day', async () => {
    const measures: { [id: string]: Measure } = {
      first: { first: { of: 'freight', by: 'at' }, label: {} },
      final: { final: { of: 'customer.name', by: 'at' }, label: {} },
      customers: { distinct: 'customer', label: {} },
      stock: { sum: 'stock', last: 'day', label: {} },
    }
    expect((await shop.run({ measures })).rows).toEqual([['5', 'Bo', 2, '24']])
    const { rows, totals } = await shop.run({ rows: [{ field: 'day', as: 'month', by: 'month' }], measures, totals: ['grand'] })
    expect(rows).toEqual([
      ['2026-10-01', '5', 'Ann', 1, '10'],
      ['2026-11-01', '7', 'Bo', 2, '24'],
      [null, null, null, 0, null],
    ])
    expect(totals).toEqual([{ over: ['month'], rows: [[null, '5', 'Bo', 2, '24']] }])
  })
})

describe('rows that are not there', () => {
  it('are no rows, whatever their record says', async () => {
    // Sale 2 has the greatest freight and no lines.
    const measures: { [id: string]: Measure } = {
      product: { final: { of: 'lines.product', by: 'freight' }, label: {} },
      pieces: { sum: 'lines.pieces', last: 'freight', label: {} },
    }
    expect((await shop.run({ measures })).rows).toEqual([['盐', '6']])
  })
})

describe('the same figure earlier', () => {
  const monthly: Dimension = { field: 'day', as: 'month', by: 'month' }
  const measures: { [id: string]: Measure } = { n, before: { of: 'n', compare: '-1 month', label: {} } }

  it('is looked up by the period, with the filters of the time moved along', async () => {
    const where: ReportFilter[] = [{ field: 'day', in: { this: 'month' } }]
    expect((await shop.run({ rows: [monthly], measures, where })).rows).toEqual([['2026-11-01', 2, 1]])
    expect((await shop.run({ rows: [monthly], measures })).rows).toEqual([
      ['2026-10-01', 1, null],
      ['2026-11-01', 2, 1],
      [null, 1, null],
    ])
  })

  it('has the others of the groups shown, and totals of its own time', async () => {
    const where: ReportFilter[] = [{ field: 'day', in: { this: 'month' } }]
    const result = await shop.run({ rows: [monthly, { ...city, top: { n: 1, by: 'n' } }], measures, where, totals: ['grand'] })
    expect(result.rows).toEqual([
      ['2026-11-01', '北京', 1, null],
      ['2026-11-01', { others: ['北京'] }, 1, 1],
    ])
    expect(result.totals).toEqual([{ over: ['month', 'city'], rows: [[null, null, 2, 1]] }])
  })
})

describe('dimensions', () => {
  it('name ranges of whole numbers by fractions, and sort by a text as it is read', async () => {
    const bins: Dimension = { field: 'stock', as: 's', bins: { width: 7.5, from: 1 } }
    const who: Measure = { final: { of: 'customer.city', by: 'day' }, label: {} }
    expect((await shop.run({ rows: [bins], measures: { who }, sort: [{ by: 'who', dir: 'desc' }] })).rows).toEqual([
      ['8.5', '上海'],
      ['16', '上海'],
      ['1', '北京'],
      [null, null],
    ])
  })

  it('take parts of dates in the zone of the reader, fiscal years and ranges of numbers', async () => {
    expect((await shop.run({ rows: [{ field: 'at', as: 'h', by: 'hour-of-day' }] })).rows).toEqual([
      [0, 1],
      [9, 1],
      [17, 1],
      [null, 1],
    ])
    expect((await shop.run({ rows: [{ field: 'day', as: 'y', by: 'fiscal-year' }], fiscalYearStart: 11 })).rows).toEqual([
      ['2025-11-01', 1],
      ['2026-11-01', 2],
      [null, 1],
    ])
    expect((await shop.run({ rows: [{ field: 'freight', as: 'f', bins: { width: 3, from: -1 }, fill: 0 }] })).rows).toEqual([
      ['-1', 1],
      ['2', 0],
      ['5', 2],
      [null, 1],
    ])
  })
})

describe('totals', () => {
  const rows = [city]
  const cols: Dimension[] = [{ field: 'day', as: 'month', by: 'month' }]

  it('are those of the rows, of the columns and of everything, having and limit aside', async () => {
    const result = await shop.run({
      rows,
      cols,
      measures: { n, mean: { avg: 'freight', label: {} } },
      totals: ['rows', 'cols', 'grand'],
      having: [{ measure: 'n', gt: 1 }],
      limit: 1,
    })
    expect(result.rows).toEqual([])
    expect(result.totals).toEqual([
      {
        over: ['month'],
        rows: [
          ['北京', null, 1, '1'],
          ['上海', null, 2, '6'],
          [null, null, 1, null],
        ],
      },
      {
        over: ['city'],
        rows: [
          [null, '2026-10-01', 1, '5'],
          [null, '2026-11-01', 2, '4'],
          [null, null, 1, null],
        ],
      },
      { over: ['city', 'month'], rows: [[null, null, 4, '4.3333333333333333']] },
    ])
  })

  it('subtotal every beginning of the rows, the others of a top included', async () => {
    const top: Dimension = { ...city, top: { n: 1, by: 'n' } }
    const { totals } = await shop.run({
      rows: [top, ...cols],
      measures: { n, who: { distinct: 'customer', label: {} } },
      totals: ['subtotals'],
    })
    expect(totals).toEqual([
      {
        over: ['month'],
        rows: [
          ['上海', null, 2, 1],
          [{ others: ['上海'] }, null, 2, 1],
        ],
      },
    ])
  })

  it('end the rows of subtotals where rows have totals', async () => {
    const asked = { rows: [city, product], cols, measures: { n } }
    const over = async (totals: ('rows' | 'subtotals')[]) => (await shop.run({ ...asked, totals })).totals?.map((one) => one.over)
    expect(await over(['subtotals'])).toEqual([['product']])
    const { totals } = await shop.run({ ...asked, totals: ['rows', 'subtotals'] })
    expect(totals?.map((one) => one.over)).toEqual([['month'], ['product'], ['product', 'month']])
    expect(totals?.[2]?.rows).toEqual([
      ['北京', null, null, 1],
      ['上海', null, null, 2],
      [null, null, null, 1],
    ])
  })

  it('of nothing are one row', async () => {
    const { rows: found, totals } = await shop.run({ rows: [product], where: [{ field: 'freight', gte: 1000 }], totals: ['grand'] })
    expect([found, totals]).toEqual([[], [{ over: ['product'], rows: [[null, 0]] }]])
  })
})

describe('the rows behind a mark', () => {
  const measures = { n, lines, freight, tea: { ...lines, where: [{ field: 'lines.product', is: '茶' }] } satisfies Measure }

  it('are those its measure counted', async () => {
    const report = { rows: [city], measures }
    expect(await shop.behind(report, { cell: { city: '上海' } })).toEqual({ records: [1, 2], rows: [1, 2], grain: [], overlaps: false })
    expect(await shop.behind(report, { cell: { city: '上海' }, measure: 'tea' })).toEqual({
      records: [1],
      rows: [1, 2],
      grain: ['lines'],
      overlaps: false,
    })
    expect(await shop.behind(report, { cell: { city: null }, measure: 'freight' })).toMatchObject({ records: [] })
    expect(await shop.behind(report, { cell: {}, measure: 'freight' })).toMatchObject({ records: [1, 2, 3] })
  })

  it('say that they may stand in several groups where they do, of a total as of a group', async () => {
    const report = { rows: [product, city], measures }
    const total = { cell: { city: '上海' }, measure: 'n' }
    expect(await shop.behind(report, total)).toMatchObject({ records: [1, 2], overlaps: true })
    expect(await shop.behind(report, { cell: {}, measure: 'lines' })).toMatchObject({ overlaps: false })
    expect(await shop.behind({ ...report, rows: [city] }, total)).toMatchObject({ records: [1, 2], overlaps: false })
  })

  it('hold the filters laid over the report', async () => {
    expect(await shop.behind({ measures }, { cell: {}, filters: [{ field: 'tags', is: 'a' }] })).toMatchObject({ records: [1, 2] })
  })

  it('of others are all beside the keys, those without a value among them', async () => {
    const report = { rows: [{ ...product, top: { n: 1, by: 'lines' } }], measures }
    expect(await shop.behind(report, { cell: { product: { others: ['茶'] } }, measure: 'lines' })).toMatchObject({ rows: [3, 5, 6] })
    expect(await shop.behind(report, { cell: { product: { others: ['茶'] } }, measure: 'n' })).toMatchObject({ records: [1, 2, 3, 4] })
  })

  it('are found by periods, parts of dates and ranges', async () => {
    const day = (by: Dimension['by']): Dimension => ({ field: 'at', as: 'd', ...(by ? { by } : {}) })
    // Half past midnight in Shanghai: the 3rd there, the 2nd in Greenwich.
    expect(await shop.behind({ rows: [day('day')] }, { cell: { d: '2026-11-03' } })).toMatchObject({ records: [3] })
    expect(await shop.behind({ rows: [day('hour-of-day')] }, { cell: { d: 17 } })).toMatchObject({ records: [2] })
    const bins: Dimension = { field: 'freight', as: 'd', bins: { width: 5 } }
    expect(await shop.behind({ rows: [bins] }, { cell: { d: '5' } })).toMatchObject({ records: [1, 2] })
  })

  it('of a stock are those of the last day of the cell', async () => {
    const report = { rows: [city], measures: { stock: { sum: 'stock', last: 'day', label: {} } satisfies Measure } }
    expect(await shop.behind(report, { cell: { city: '上海' }, measure: 'stock' })).toMatchObject({ records: [2] })
    expect(await shop.behind(report, { cell: {}, measure: 'stock' })).toMatchObject({ records: [2, 3] })
    const freightOf = {
      measures: { last: { sum: 'freight', last: 'stock', where: [{ field: 'tags', is: 'b' }], label: {} } satisfies Measure },
    }
    expect(await shop.behind(freightOf, { cell: {}, measure: 'last' })).toMatchObject({ records: [1] })
  })

  it('of a ratio are those of both its parts', async () => {
    const ratio: Measure = { ratio: ['tea', 'freight'], label: {} }
    const report = { measures: { ...measures, ratio }, measureOrder: ['ratio'] }
    expect(await shop.behind(report, { cell: {}, measure: 'ratio' })).toEqual({ records: [1, 2, 3], rows: [], grain: [], overlaps: false })
  })
})
