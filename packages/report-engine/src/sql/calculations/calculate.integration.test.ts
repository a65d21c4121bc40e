import { date, decimal, type Id, integer, type JsonValue, text, type ValueType } from '@tangram/data-model'
import { testDatabase } from '@tangram/storage/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dimension, Measure, ReportDocument } from '../../document.ts'
import { calculationOf } from '../../report-parts.ts'
import type { Figures } from '../figures.ts'
import { calculate } from './calculate.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase({ poolSize: 1 })
})
afterAll(() => db.close())

/** Values of the dimensions and of the measure `sum`; `level` 0 where it is left out, others written as `…`. */
type Row = { level?: number; keys: (string | null)[]; sum: string | null }
const month: Dimension = { field: 'placed', as: 'month', by: 'month' }
const region: Dimension = { field: 'region', as: 'region' }
const label = {}

type World = { dimensions: Dimension[]; rows: Row[]; earlier?: Row[]; levels?: number[]; parts?: Partial<ReportDocument> }

const stepOf = (rows: readonly Row[], dimensions: readonly Dimension[]) => {
  const cells = (row: Row) =>
    sql.join([
      sql`${row.level ?? 0}::integer`,
      ...dimensions.flatMap(({ by }, i) => {
        const key = row.keys[i] === '…' ? null : (row.keys[i] ?? null)
        return [by ? sql`${key}::date` : sql`${key}::text`, sql`${row.keys[i] === '…'}::boolean`]
      }),
      sql`${row.sum}::numeric`,
    ])
  const names = ['level', ...dimensions.flatMap((_, i) => [`d${i}`, `o${i}`]), 'm0']
  return sql`select * from (values ${sql.join(rows.map((row) => sql`(${cells(row)})`))}) as v(${sql.join(names.map((name) => sql.ref(name)))})`
}

/** What the calculations say of each row, in the order of the rows. */
async function told({ dimensions, rows, earlier = [], levels = [0], parts = {} }: World, calculations: { [id: Id]: object }) {
  const measures = { sum: { sum: 'amount', label }, ...calculations } as { [id: Id]: Measure }
  const report: ReportDocument = {
    id: 'r',
    label,
    from: 'orders',
    rows: dimensions,
    measures,
    measureOrder: Object.keys(measures),
    chart: { type: 'table' },
    ...parts,
  }
  const types: ValueType[] = dimensions.map(({ by }) => (by ? date : text()))
  const figures: Figures = {
    from: 'figures',
    report,
    given: { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' },
    weekStart: 'mon',
    fiscalYearStart: report.fiscalYearStart ?? 1,
    dimensions: dimensions.map((dimension, i) => ({
      id: dimension.as,
      dimension,
      type: types[i] as ValueType,
      name: `d${i}`,
      rest: `o${i}`,
      place: sql.ref(`d${i}`) as never,
    })),
    measures: Object.entries(measures).map(([id, measure], i) => ({
      id,
      measure,
      name: `m${i}`,
      type: decimal(38, 10),
      isCalculation: calculationOf(measure) !== undefined,
    })),
    levels: levels.map((level) => ({ level, over: [], isShown: true })),
  }
  const asked: { field: string; by: object }[] = []
  const made = calculate(figures, (field, by) => {
    asked.push({ field, by })
    const name = `earlier${asked.length}`
    return { steps: [[name, stepOf(earlier, dimensions)]], from: name }
  })
  const steps = [['figures', stepOf(rows, dimensions)] as const, ...made.steps]
  const withs = sql.join(steps.map(([name, step]) => sql`${sql.ref(name)} as (${step})`))
  const shown = sql.join(Object.keys(calculations).map((_, i) => sql`trim_scale(round(${sql.ref(`m${i + 1}`)}::numeric, 6))::text`))
  const written = dimensions.map((_, i) => sql`coalesce(case when ${sql.ref(`o${i}`)} then '…' end, ${sql.ref(`d${i}`)}::text, '-') || '/'`)
  const keys = sql.join([sql`''`, ...written], sql` || `)
  const answer = await sql<{ key: string; level: number; row: JsonValue[] }>`
    with ${withs} select ${keys} as key, level, json_build_array(${shown}) as row from ${sql.ref(made.from)}`.execute(db.kysely)
  const said = (row: Row) => row.keys.map((key) => `${key ?? '-'}/`).join('')
  return {
    asked,
    types: made.types,
    rows: rows.map((row) => {
      const found = answer.rows.filter((one) => one.key === said(row) && one.level === (row.level ?? 0))
      expect(found).toHaveLength(1)
      const values = found[0]?.row ?? []
      return values.length === 1 ? values[0] : values
    }),
  }
}

const months = (...sums: (string | null)[]): World => ({
  dimensions: [month],
  rows: sums.map((sum, i) => ({ keys: [`2026-${String(i + 1).padStart(2, '0')}-01`], sum })),
})
/** Two regions in two months, with every total. */
const regions: World = {
  dimensions: [month, region],
  levels: [0, 1, 2, 3],
  rows: [
    { keys: ['2026-01-01', 'a'], sum: '10' },
    { keys: ['2026-01-01', null], sum: '30' },
    { keys: ['2026-02-01', 'a'], sum: '20' },
    { keys: ['2026-02-01', '…'], sum: '40' },
    { level: 1, keys: ['2026-01-01', null], sum: '40' },
    { level: 1, keys: ['2026-02-01', null], sum: '60' },
    { level: 2, keys: [null, 'a'], sum: '30' },
    { level: 2, keys: [null, null], sum: '30' },
    { level: 2, keys: [null, '…'], sum: '40' },
    // Not the sum of its groups, as distinct counts are not.
    { level: 3, keys: [null, null], sum: '80' },
  ],
}

describe('of one group', () => {
  it('are ratios, with nothing where a division would be by zero', async () => {
    const { rows } = await told(months('3', '0', null), { one: { ratio: ['sum', 'sum'] } })
    expect(rows).toEqual(['1', null, null])
  })

  it('are formulas, also over other calculations', async () => {
    const { rows, types } = await told(months('3', null), {
      twice: { logic: { 'dec*': [{ var: 'sum' }, 2] } },
      more: { logic: { 'dec+': [{ var: 'twice' }, 0.5] } },
    })
    expect(rows).toEqual([
      ['6', '6.5'],
      ['0', '0.5'],
    ])
    expect(types.more?.kind).toBe('decimal')
  })

  it('are targets: a number or another figure', async () => {
    const { rows } = await told(months('30', null), {
      left: { of: 'sum', target: 40, show: 'difference' },
      got: { of: 'sum', target: 40, show: 'attainment' },
      own: { of: 'sum', target: 'sum', show: 'attainment' },
    })
    expect(rows).toEqual([
      ['-10', '0.75', '1'],
      [null, null, null],
    ])
  })
})

describe('shares', () => {
  it('are parts of the total as such, which need not be the sum of its groups', async () => {
    const { rows } = await told(regions, { part: { of: 'sum', share: 'total' } })
    expect(rows).toEqual(['0.125', '0.375', '0.25', '0.5', '0.5', '0.75', '0.375', '0.375', '0.5', '1'])
  })

  it('are parts of the groups that are alike, in totals of what is left of them', async () => {
    const { rows } = await told(regions, { part: { of: 'sum', share: ['month'] } })
    expect(rows).toEqual(['0.25', '0.75', '0.333333', '0.666667', '1', '1', '0.375', '0.375', '0.5', '1'])
  })
})

describe('running totals', () => {
  it('add up along time in each group, and stand in no total', async () => {
    const { rows } = await told(regions, { sofar: { of: 'sum', running: 'all' } })
    expect(rows).toEqual(['10', '30', '30', '40', null, null, null, null, null, null])
  })

  it('begin anew with each longer period, fiscal ones too', async () => {
    const world = months('1', '2', '4', '8', '16')
    expect((await told(world, { q: { of: 'sum', running: 'quarter' } })).rows).toEqual(['1', '3', '7', '8', '24'])
    const fiscal = await told({ ...world, parts: { fiscalYearStart: 3 } }, { y: { of: 'sum', running: 'fiscal-year' } })
    expect(fiscal.rows).toEqual(['1', '3', '4', '12', '28'])
  })

  it('pass over what has no time', async () => {
    const world = months('1', '2')
    const rows = [{ keys: [null], sum: '100' }, ...world.rows]
    expect((await told({ ...world, rows }, { all: { of: 'sum', running: 'all' } })).rows).toEqual([null, '1', '3'])
  })
})

describe('moving means', () => {
  it('are of the last periods by the calendar, not of the last rows', async () => {
    const world = months('3', '6', '9', null, '30')
    const rows = world.rows.filter((_, i) => i !== 2)
    expect((await told({ ...world, rows }, { calm: { of: 'sum', moving: 3 } })).rows).toEqual(['3', '4.5', '6', '30'])
  })
})

describe('places', () => {
  it('are shared by equal figures, and no others or empty figures have one', async () => {
    const rows: Row[] = ['5', '9', '9', null, '1'].map((sum, i) => ({ keys: [`k${i}`], sum }))
    const world: World = { dimensions: [region], rows: [...rows, { keys: ['…'], sum: '99' }, { keys: [null], sum: '2' }] }
    const { rows: told2 } = await told(world, { best: { of: 'sum', rank: 'desc' }, least: { of: 'sum', rank: 'asc' } })
    expect(told2).toEqual([
      ['3', '3'],
      ['1', '4'],
      ['1', '4'],
      [null, null],
      ['5', '1'],
      [null, null],
      ['4', '2'],
    ])
  })

  it('are taken within groups', async () => {
    const { rows } = await told(regions, { best: { of: 'sum', rank: 'desc', within: ['month'] } })
    expect(rows).toEqual(['2', '1', '1', null, null, null, null, null, null, null])
  })
})

describe('comparisons', () => {
  const now: World = {
    dimensions: [month, region],
    levels: [0, 1, 3],
    rows: [
      { keys: ['2026-02-01', 'a'], sum: '30' },
      { keys: ['2026-02-01', null], sum: '5' },
      { keys: ['2026-03-01', 'a'], sum: '8' },
      { keys: [null, 'a'], sum: '7' },
      { level: 1, keys: ['2026-02-01', null], sum: '35' },
      { level: 3, keys: [null, null], sum: '50' },
    ],
    earlier: [
      { keys: ['2025-02-01', 'a'], sum: '20' },
      { keys: ['2025-02-01', null], sum: '0' },
      { keys: [null, 'a'], sum: '7' },
      { level: 1, keys: ['2025-02-01', null], sum: '20' },
      { level: 3, keys: [null, null], sum: '40' },
    ],
  }

  it('find the same group a year before, total by total', async () => {
    const { rows, asked } = await told(now, {
      then: { of: 'sum', compare: '-1 year' },
      more: { of: 'sum', compare: '-1 year', show: 'difference' },
      yoy: { of: 'sum', compare: '-1 year', show: 'percent' },
    })
    expect(rows).toEqual([
      ['20', '10', '0.5'],
      ['0', '5', null],
      [null, null, null],
      [null, null, null],
      ['20', '15', '0.75'],
      ['40', '10', '0.25'],
    ])
    expect(asked).toEqual([{ field: 'placed', by: { count: 1, unit: 'year' } }])
  })

  it('go back by one period, and so many months as they say', async () => {
    const earlier: Row[] = [
      { keys: ['2025-12-01', 'a'], sum: '4' },
      { keys: ['2026-01-01', 'a'], sum: '5' },
    ]
    const world: World = { ...now, rows: now.rows.slice(0, 1), earlier }
    const { rows, asked } = await told(world, { before: { of: 'sum', compare: 'previous' }, older: { of: 'sum', compare: '-2 months' } })
    expect(rows).toEqual([['5', '4']])
    expect(asked.map(({ by }) => by)).toEqual([
      { count: 1, unit: 'month' },
      { count: 2, unit: 'month' },
    ])
  })

  it('find the period that the day before lies in', async () => {
    const week: Dimension = { field: 'placed', as: 'week', by: 'week' }
    const world: World = { dimensions: [week], rows: [{ keys: ['2026-11-16'], sum: '3' }], earlier: [{ keys: ['2025-11-10'], sum: '2' }] }
    expect((await told(world, { then: { of: 'sum', compare: '-1 year' } })).rows).toEqual(['2'])
  })

  it('are of ratios and formulas too, as they were then', async () => {
    const world: World = { ...months('30'), earlier: [{ keys: ['2025-01-01'], sum: '20' }] }
    const { rows } = await told(world, {
      half: { logic: { 'dec*': [{ var: 'sum' }, 0.5] } },
      one: { ratio: ['half', 'sum'] },
      then: { of: 'half', compare: '-1 year' },
      same: { of: 'one', compare: '-1 year' },
    })
    expect(rows).toEqual([['15', '0.5', '10', '0.5']])
  })

  it('move the span of the report where there are no periods', async () => {
    const where: ReportDocument['where'] = [{ field: 'opened', in: { last: '30 days' } }]
    const world: World = { dimensions: [], rows: [{ keys: [], sum: '6' }], earlier: [{ keys: [], sum: '4' }], parts: { where } }
    const { rows, asked } = await told(world, { yoy: { of: 'sum', compare: 'previous', show: 'percent' } })
    expect(rows).toEqual(['0.5'])
    expect(asked).toEqual([{ field: 'opened', by: { count: 30, unit: 'day' } }])
  })

  it('are placed by how much they grew', async () => {
    const world: World = { ...now, rows: now.rows.slice(0, 2), levels: [0] }
    const { rows, types } = await told(world, {
      more: { of: 'sum', compare: '-1 year', show: 'difference' },
      place: { of: 'more', rank: 'desc' },
    })
    expect(rows).toEqual([
      ['10', '1'],
      ['5', '2'],
    ])
    expect(types.place).toEqual(integer())
  })
})
