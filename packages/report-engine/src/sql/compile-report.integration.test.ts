import { testDatabase } from '@tangram/storage/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dimension, Measure } from '../document.ts'
import { compileReport } from './compile-report.ts'
import { Deals, now, report, source } from './testing/deals.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let deals: Deals
beforeAll(async () => {
  db = await testDatabase({ poolSize: 2 })
  deals = new Deals(db.kysely as never)
  await deals.create()
})
afterAll(() => db.close())

describe('grouping', () => {
  it('keeps records without a value apart from empty texts and from others', async () => {
    await deals.fill([{ region: null }, { region: '' }, { region: '' }, { region: '华东' }])
    const { rows } = await deals.run({ rows: [{ field: 'region', as: 'region' }] })
    expect(rows).toEqual([
      ['', 2],
      ['华东', 1],
      [null, 1],
    ])
  })

  it('takes periods in the zone of the reader', async () => {
    // Half past midnight on 1 November in Shanghai is still October in UTC and in New York.
    await deals.fill([{ opened_at: '2026-10-31T16:30:00.000Z' }])
    const rows: Dimension[] = [{ field: 'opened_at', as: 'month', by: 'month' }]
    expect((await deals.run({ rows })).rows).toEqual([['2026-11-01', 1]])
    expect((await deals.run({ rows }, { now, zone: 'America/New_York' })).rows).toEqual([['2026-10-01', 1]])
  })

  it('begins weeks on Monday or on Sunday', async () => {
    await deals.fill([{ due: '2026-11-22' }, { due: '2026-11-21' }])
    const rows: Dimension[] = [{ field: 'due', as: 'week', by: 'week' }]
    expect((await deals.run({ rows })).rows).toEqual([['2026-11-16', 2]])
    expect((await deals.run({ rows, weekStart: 'sun' })).rows).toEqual([
      ['2026-11-15', 1],
      ['2026-11-22', 1],
    ])
  })

  it('orders choices as their author did, empty ones last', async () => {
    await deals.fill([{ status: 'lost' }, { status: null }, { status: 'open' }, { status: 'won' }])
    const { rows } = await deals.run({ rows: [{ field: 'status', as: 'status' }] })
    expect(rows.map(([status]) => status)).toEqual(['open', 'won', 'lost', null])
  })
})

describe('measures', () => {
  it('says which figures are whole numbers: added up from such, or a place', async () => {
    await deals.fill([
      { score: 4, due: '2026-11-21' },
      { score: 5, due: '2026-11-22' },
    ])
    const measures: { [id: string]: Measure } = {
      points: { sum: 'score', label: { en: 'Points' } },
      average: { avg: 'score', label: { en: 'Average' } },
      amount: { sum: 'amount', label: { en: 'Amount' } },
      total: { of: 'points', running: 'all', label: { en: 'Total' } },
      place: { of: 'points', rank: 'desc', label: { en: 'Place' } },
      part: { of: 'points', share: 'total', label: { en: 'Part' } },
    }
    const { columns, rows } = await deals.run({
      rows: [{ field: 'due', as: 'month', by: 'month' }],
      measures,
      measureOrder: Object.keys(measures),
    })
    const isWhole = columns.map(({ id, valueType }) => [
      id,
      valueType.kind === 'integer' || (valueType.kind === 'decimal' && valueType.scale === 0),
    ])
    expect(isWhole.slice(1)).toEqual([
      ['points', true],
      ['average', false],
      ['amount', false],
      ['total', true],
      ['place', true],
      ['part', false],
    ])
    expect(rows[0]?.slice(1, 3)).toEqual(['9', '4.5'])
  })

  const money: { [id: string]: Measure } = {
    n: { count: '*', label: {} },
    sum: { sum: 'amount', label: {} },
    mean: { avg: 'score', label: {} },
    low: { min: 'amount', label: {} },
    last: { max: 'opened_at', label: {} },
    won: { count: '*', where: [{ field: 'status', is: 'won' }], label: {} },
    rate: { ratio: ['won', 'n'], label: {} },
    hours: { avgDuration: { from: 'opened_at', to: 'closed_at' }, label: {} },
  }

  it('sends decimals and sums as strings, exactly', async () => {
    await deals.fill([
      { amount: '0.10', score: 1, status: 'won', opened_at: '2026-11-01T00:00:00.000Z', closed_at: '2026-11-01T01:30:00.000Z' },
      { amount: '9999999999.20', score: 2, status: 'open', opened_at: '2026-11-02T00:00:00.000Z', closed_at: null },
    ])
    expect((await deals.run({ measures: money })).rows).toEqual([
      [2, '9999999999.3', '1.5', '0.1', '2026-11-02T00:00:00.000Z', 1, '0.5', '1.5'],
    ])
  })

  it('says nothing, not zero, of an average or a sum over no records, and one row even then', async () => {
    await deals.fill([])
    expect((await deals.run({ measures: money })).rows).toEqual([[0, null, null, null, null, 0, null, null]])
  })

  it('takes a ratio of sums, not a mean of ratios', async () => {
    await deals.fill([...Array.from({ length: 9 }, () => ({ region: 'a', status: 'won' })), { region: 'b', status: 'lost' }])
    const { rows } = await deals.run({ measures: { won: money.won as Measure, n: money.n as Measure, rate: money.rate as Measure } })
    expect(rows).toEqual([[9, 10, '0.9']])
  })

  it('does not count what the viewer may not see', async () => {
    await deals.fill([{ region: 'a' }, { region: 'b' }])
    await sql`update deal set hidden = true where region = 'b'`.execute(db.kysely)
    expect((await deals.run({})).rows).toEqual([[1]])
  })
})

describe('top and others', () => {
  const sales = (region: string | null, ...amounts: number[]) =>
    amounts.map((amount) => ({ region, amount: String(amount), due: '2026-11-01' }))

  it('joins everything beyond the first n, means and ratios exact, in one statement', async () => {
    await deals.fill([...sales('a', 100, 50), ...sales('b', 40), ...sales(null, 30), ...sales('c', 2, 4), ...sales('d', 9)])
    const { rows } = await deals.run({
      rows: [{ field: 'region', as: 'region', top: { n: 3, by: 'sum' } }],
      measures: { sum: { sum: 'amount', label: {} }, mean: { avg: 'amount', label: {} } },
    })
    expect(rows).toEqual([
      ['a', '150', '75'],
      ['b', '40', '40'],
      [null, '30', '30'],
      [{ others: ['a', 'b', null] }, '15', '5'],
    ])
  })

  it('keeps the same keys in every period', async () => {
    await deals.fill([
      ...sales('a', 10),
      ...sales('b', 5),
      { region: 'b', amount: '4', due: '2026-10-01' },
      { region: 'c', amount: '8', due: '2026-10-01' },
    ])
    const { rows } = await deals.run({
      rows: [
        { field: 'due', as: 'month', by: 'month' },
        { field: 'region', as: 'region', top: { n: 2, by: 'sum' } },
      ],
      measures: { sum: { sum: 'amount', label: {} } },
    })
    expect(rows).toEqual([
      ['2026-10-01', 'b', '4'],
      ['2026-10-01', { others: ['a', 'b'] }, '8'],
      ['2026-11-01', 'a', '10'],
      ['2026-11-01', 'b', '5'],
    ])
  })
})

describe('empty periods', () => {
  const monthly: Dimension[] = [{ field: 'opened_at', as: 'month', by: 'month', fill: 0 }]

  it('fills counts between the bounds of the filter up to now, and leaves means empty', async () => {
    await deals.fill([{ opened_at: '2026-10-10T00:00:00.000Z', score: 4 }])
    const measures: { [id: string]: Measure } = { n: { count: '*', label: {} }, mean: { avg: 'score', label: {} } }
    const { rows } = await deals.run({ rows: monthly, measures, where: [{ field: 'opened_at', in: { last: '3 months' } }] })
    expect(rows).toEqual([
      ['2026-09-01', 0, null],
      ['2026-10-01', 1, '4'],
      ['2026-11-01', 0, null],
    ])
  })

  it('fills between the first and the last one found when nothing bounds them, for each other group', async () => {
    await deals.fill([
      { opened_at: '2026-01-10T00:00:00.000Z', region: 'a' },
      { opened_at: '2026-03-10T00:00:00.000Z', region: null },
    ])
    const { rows } = await deals.run({ rows: [...monthly, { field: 'region', as: 'region' }] })
    expect(rows).toEqual([
      ['2026-01-01', 'a', 1],
      ['2026-01-01', null, 0],
      ['2026-02-01', 'a', 0],
      ['2026-02-01', null, 0],
      ['2026-03-01', 'a', 0],
      ['2026-03-01', null, 1],
    ])
  })
})

describe('limit', () => {
  it('says when there is more than it shows', async () => {
    await deals.fill(['a', 'b', 'c'].map((region) => ({ region })))
    const rows: Dimension[] = [{ field: 'region', as: 'region' }]
    expect(await deals.run({ rows, limit: 2 })).toMatchObject({
      rows: [
        ['a', 1],
        ['b', 1],
      ],
      truncated: true,
    })
    expect(await deals.run({ rows, limit: 3 })).toMatchObject({ truncated: false })
  })
})

it('refuses a report over a field the viewer may not see, and says which', () => {
  expect(() => compileReport(report({ rows: [{ field: 'secret', as: 's' }] }), source, { now, zone: 'UTC' })).toThrow(
    /report.field.unreadable.*secret/,
  )
})
