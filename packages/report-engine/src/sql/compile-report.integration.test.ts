import { date, decimal, integer, type JsonValue, type RecordValues, text, timestamp, type ValueType } from '@tangram/data-model'
import { evaluateLogic, type Given } from '@tangram/expression'
import { compileCondition } from '@tangram/expression/sql'
import { testDatabase } from '@tangram/storage/testing'
import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellFilter, dimensionsOf, measuresOf } from '../cell-filter.ts'
import { maxLimit } from '../check/check-report.ts'
import type { Dimension, Measure, ReportDocument, ReportFilter } from '../document.ts'
import { cellOf, isOthers, type ReportResult } from '../result.ts'
import { compileReport } from './compile-report.ts'
import type { ReportSource } from './report-source.ts'

const types: { [name: string]: ValueType } = {
  region: text(),
  status: text(),
  amount: decimal(12, 2),
  score: integer({ min: 1, max: 5 }),
  opened_at: timestamp,
  closed_at: timestamp,
  due: date,
}
const columns: { [kind: string]: string } = {
  text: 'text',
  decimal: 'numeric(12,2)',
  integer: 'smallint',
  timestamp: 'timestamptz(3)',
  date: 'date',
}
const names = Object.keys(types)
const typeOf = (path: readonly string[]) => (path.length === 1 ? types[path[0] as string] : undefined)

const source: ReportSource = {
  query: sql`(select * from deal where not hidden)`,
  attribute: (path) => {
    const type = typeOf(path)
    const attribute =
      path[0] === 'status' ? { label: {}, options: ['open', 'won', 'lost'].map((id) => ({ id, label: { en: id } })) } : undefined
    return type && { expression: sql.ref(`source.${path[0]}`), type, attribute }
  },
}

let db: Awaited<ReturnType<typeof testDatabase>>
let records: RecordValues[] = []

beforeAll(async () => {
  db = await testDatabase({ poolSize: 2 })
  const cells = sql.join(names.map((name) => sql`${sql.ref(name)} ${sql.raw(columns[types[name]?.kind ?? ''] ?? 'text')}`))
  await sql`create table deal (hidden boolean not null default false, ${cells})`.execute(db.kysely)
})
afterAll(() => db.close())

async function given(rows: RecordValues[]): Promise<void> {
  records = rows
  await sql`truncate deal`.execute(db.kysely)
  if (rows.length === 0) return
  const list = sql.join(names.map((name) => sql.ref(name)))
  const described = sql.raw(names.map((name) => `${name} ${columns[types[name]?.kind ?? '']}`).join(', '))
  await sql`insert into deal (${list}) select ${list} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${described})`.execute(
    db.kysely,
  )
}

const now = '2026-11-22T08:00:00.000Z'
const shanghai: Given = { now, zone: 'Asia/Shanghai' }

function report(parts: Partial<ReportDocument>): ReportDocument {
  const measures = parts.measures ?? { n: { count: '*', label: {} } }
  return { id: 'r', label: {}, from: 'deal', rows: [], measures, measureOrder: Object.keys(measures), chart: { type: 'table' }, ...parts }
}

async function run(parts: Partial<ReportDocument>, at: Given = shanghai): Promise<ReportResult> {
  const { query, resultOf } = compileReport(report(parts), source, at)
  return resultOf((await query.execute(db.kysely)).rows)
}

const count = (condition: RawBuilder<unknown>) =>
  sql<{
    n: string
    total: string | null
  }>`select count(*)::text as n, sum(amount)::text as total from (select * from deal where not hidden) as source where ${condition}`.execute(
    db.kysely,
  )

describe('grouping', () => {
  it('keeps records without a value apart from empty texts and from others', async () => {
    await given([{ region: null }, { region: '' }, { region: '' }, { region: '华东' }])
    const { rows } = await run({ rows: [{ field: 'region', as: 'region' }] })
    expect(rows).toEqual([
      ['', 2],
      ['华东', 1],
      [null, 1],
    ])
  })

  it('takes periods in the zone of the reader', async () => {
    // Half past midnight on 1 November in Shanghai is still October in UTC and in New York.
    await given([{ opened_at: '2026-10-31T16:30:00.000Z' }])
    const rows: Dimension[] = [{ field: 'opened_at', as: 'month', by: 'month' }]
    expect((await run({ rows })).rows).toEqual([['2026-11-01', 1]])
    expect((await run({ rows }, { now, zone: 'America/New_York' })).rows).toEqual([['2026-10-01', 1]])
  })

  it('begins weeks on Monday or on Sunday', async () => {
    await given([{ due: '2026-11-22' }, { due: '2026-11-21' }])
    const rows: Dimension[] = [{ field: 'due', as: 'week', by: 'week' }]
    expect((await run({ rows })).rows).toEqual([['2026-11-16', 2]])
    expect((await run({ rows, weekStart: 'sun' })).rows).toEqual([
      ['2026-11-15', 1],
      ['2026-11-22', 1],
    ])
  })

  it('orders choices as their author did, empty ones last', async () => {
    await given([{ status: 'lost' }, { status: null }, { status: 'open' }, { status: 'won' }])
    const { rows } = await run({ rows: [{ field: 'status', as: 'status' }] })
    expect(rows.map(([status]) => status)).toEqual(['open', 'won', 'lost', null])
  })
})

describe('measures', () => {
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
    await given([
      { amount: '0.10', score: 1, status: 'won', opened_at: '2026-11-01T00:00:00.000Z', closed_at: '2026-11-01T01:30:00.000Z' },
      { amount: '9999999999.20', score: 2, status: 'open', opened_at: '2026-11-02T00:00:00.000Z', closed_at: null },
    ])
    expect((await run({ measures: money })).rows).toEqual([[2, '9999999999.3', '1.5', '0.1', '2026-11-02T00:00:00.000Z', 1, '0.5', '1.5']])
  })

  it('says nothing, not zero, of an average or a sum over no records, and one row even then', async () => {
    await given([])
    expect((await run({ measures: money })).rows).toEqual([[0, null, null, null, null, 0, null, null]])
  })

  it('takes a ratio of sums, not a mean of ratios', async () => {
    await given([...Array.from({ length: 9 }, () => ({ region: 'a', status: 'won' })), { region: 'b', status: 'lost' }])
    const { rows } = await run({ measures: { won: money.won as Measure, n: money.n as Measure, rate: money.rate as Measure } })
    expect(rows).toEqual([[9, 10, '0.9']])
  })

  it('does not count what the viewer may not see', async () => {
    await given([{ region: 'a' }, { region: 'b' }])
    await sql`update deal set hidden = true where region = 'b'`.execute(db.kysely)
    expect((await run({})).rows).toEqual([[1]])
  })
})

describe('top and others', () => {
  const sales = (region: string | null, ...amounts: number[]) =>
    amounts.map((amount) => ({ region, amount: String(amount), due: '2026-11-01' }))

  it('joins everything beyond the first n, means and ratios exact, in one statement', async () => {
    await given([...sales('a', 100, 50), ...sales('b', 40), ...sales(null, 30), ...sales('c', 2, 4), ...sales('d', 9)])
    const { rows } = await run({
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
    await given([
      ...sales('a', 10),
      ...sales('b', 5),
      { region: 'b', amount: '4', due: '2026-10-01' },
      { region: 'c', amount: '8', due: '2026-10-01' },
    ])
    const { rows } = await run({
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
    await given([{ opened_at: '2026-10-10T00:00:00.000Z', score: 4 }])
    const measures: { [id: string]: Measure } = { n: { count: '*', label: {} }, mean: { avg: 'score', label: {} } }
    const { rows } = await run({ rows: monthly, measures, where: [{ field: 'opened_at', in: { last: '3 months' } }] })
    expect(rows).toEqual([
      ['2026-09-01', 0, null],
      ['2026-10-01', 1, '4'],
      ['2026-11-01', 0, null],
    ])
  })

  it('fills between the first and the last one found when nothing bounds them, for each other group', async () => {
    await given([
      { opened_at: '2026-01-10T00:00:00.000Z', region: 'a' },
      { opened_at: '2026-03-10T00:00:00.000Z', region: null },
    ])
    const { rows } = await run({ rows: [...monthly, { field: 'region', as: 'region' }] })
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
    await given(['a', 'b', 'c'].map((region) => ({ region })))
    const rows: Dimension[] = [{ field: 'region', as: 'region' }]
    expect(await run({ rows, limit: 2 })).toMatchObject({
      rows: [
        ['a', 1],
        ['b', 1],
      ],
      truncated: true,
    })
    expect(await run({ rows, limit: 3 })).toMatchObject({ truncated: false })
  })
})

it('refuses a report over a field the viewer may not see, and says which', () => {
  expect(() => compileReport(report({ rows: [{ field: 'secret', as: 's' }] }), source, shanghai)).toThrow(/report.field.unreadable.*secret/)
})

describe('drill', () => {
  const zones = ['Asia/Shanghai', 'America/New_York', 'Africa/Cairo', 'Asia/Beirut', 'UTC', 'Asia/Kathmandu']
  // Days on which clocks change in Cairo, Beirut and New York are among them.
  const moments = ['2026-03-08', '2026-03-29', '2026-04-24', '2026-10-29', '2026-10-30', '2026-11-01', '2026-11-22', '2025-12-31']
  const instant = fc
    .tuple(fc.constantFrom(...moments), fc.integer({ min: -90_000, max: 90_000 }))
    .map(([day, seconds]) => new Date(Date.parse(`${day}T00:00:00Z`) + seconds * 1000).toISOString())
  const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 6 })
  const record: fc.Arbitrary<RecordValues> = fc.record({
    region: maybe(fc.constantFrom('', '华东', '华南', 'it’s', 'others', '"x"')),
    status: maybe(fc.constantFrom('open', 'won', 'lost')),
    amount: maybe(fc.integer({ min: -5000, max: 5000 }).map((cents) => (cents / 100).toFixed(2))),
    score: maybe(fc.integer({ min: 1, max: 5 })),
    opened_at: maybe(instant),
    closed_at: maybe(instant),
    due: maybe(fc.constantFrom(...moments)),
  })
  const period = fc.constantFrom('day', 'week', 'month', 'quarter', 'year') as fc.Arbitrary<NonNullable<Dimension['by']>>
  const dimension: fc.Arbitrary<Omit<Dimension, 'as'>> = fc.oneof(
    fc.record({ field: fc.constantFrom('opened_at', 'due'), by: period, fill: fc.constantFrom(0, undefined) }),
    fc.record({ field: fc.constantFrom('region', 'status', 'score', 'amount', 'due', 'opened_at') }),
    fc.record({
      field: fc.constantFrom('region', 'score', 'amount'),
      top: fc.record({ n: fc.integer({ min: 1, max: 3 }), by: fc.constantFrom('n', 'sum', 'won') }),
    }),
  )
  const filter: fc.Arbitrary<ReportFilter> = fc.constantFrom<ReportFilter>(
    { field: 'status', is: 'won' },
    { field: 'status', not: 'won' },
    { field: 'region', oneOf: ['华东', ''] },
    { field: 'region', empty: false },
    { field: 'amount', gte: '0' },
    { field: 'amount', lte: '0' },
    { field: 'opened_at', before: 'now' },
    { field: 'opened_at', after: '2026-03-29' },
    { field: 'opened_at', is: '2026-03-29' },
    { field: 'opened_at', in: { last: '12 months' } },
    { field: 'opened_at', in: { last: '4 weeks', complete: true } },
    { field: 'due', in: { this: 'year' } },
    { field: 'due', lte: 'today' },
    { logic: { or: [{ '==': [{ var: 'status' }, 'open'] }, { '>': [{ var: 'score' }, 3] }] } },
  )
  const question = fc.record({
    dimensions: fc.array(dimension, { maxLength: 2 }),
    where: fc.array(filter, { maxLength: 2 }),
    own: fc.array(filter, { maxLength: 1 }),
    weekStart: fc.constantFrom('mon' as const, 'sun' as const),
    zone: fc.constantFrom(...zones),
  })

  /** Two dimensions filled by day would be a hundred thousand cells, more than a report may ask for: the second then goes by quarter. */
  const withinLimit = (one: Omit<Dimension, 'as'>, i: number): Omit<Dimension, 'as'> =>
    i > 0 && one.fill === 0 && one.by === 'day' ? { ...one, by: 'quarter' } : one

  it('reproduces every cell exactly: periods across clock changes, empty values, others, filters', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 60 }), fc.array(question, { minLength: 1, maxLength: 6 }), async (rows, questions) => {
        await given(rows)
        for (const { dimensions, where, own, weekStart, zone } of questions) {
          const asked = report({
            rows: dimensions.map((one, i) => ({ ...withinLimit(one, i), as: `d${i}` })),
            measures: { n: { count: '*', label: {} }, sum: { sum: 'amount', label: {} }, won: { count: '*', where: own, label: {} } },
            where,
            weekStart,
            limit: maxLimit,
          })
          await holdsFor(asked, { now, zone })
        }
      }),
      { numRuns: process.env.LONG ? 400 : 25 },
    )
  })

  /** Every cell with records, and some of the empty ones, against the list behind it, by SQL and by the closures; and no record outside all cells. */
  async function holdsFor(asked: ReportDocument, at: Given): Promise<void> {
    const { rows, columns: shown, truncated } = await run(asked, at)
    expect(truncated).toBe(false)
    const context = { typeOf, given: at }
    const scope = { typeOf, columnOf: (path: readonly string[]) => sql.ref(`source.${path[0]}`), given: at }
    const width = dimensionsOf(asked).length
    const isEmpty = (row: readonly unknown[]) => Number(row[width]) === 0
    for (const row of [...rows.filter((one) => !isEmpty(one)), ...rows.filter(isEmpty).slice(0, 20)]) {
      const cell = cellOf(shown, row)
      for (const [i, [id]] of measuresOf(asked).entries()) {
        const behind = cellFilter(asked, cell, context, id)
        const found = (await count(compileCondition(behind, scope))).rows[0]
        const value = row[width + i] as JsonValue
        const expected = id === 'sum' ? Number(found?.total ?? 0) : Number(found?.n)
        expect({ cell, id, value: Number(value ?? 0) }).toEqual({ cell, id, value: expected })
        const closures = records.filter((one) => evaluateLogic(behind, one, at) === true).length
        expect({ cell, id, closures }).toEqual({ cell, id, closures: Number(found?.n) })
      }
    }
    const all = (await count(compileCondition(cellFilter(asked, {}, context), scope))).rows[0]
    expect(rows.reduce((sum, row) => sum + Number(row[width]), 0)).toBe(Number(all?.n))
    expect(
      rows.filter((row) => row.some(isOthers)).every((row) => Number(row[width]) > 0 || asked.rows.some(({ fill }) => fill !== undefined)),
    ).toBe(true)
  }
})
