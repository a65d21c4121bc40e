import { date, decimal, text, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { checkReport } from './check/check-report.ts'
import type { Dimension, Measure, ReportDocument } from './document.ts'
import { breakDown, cellFilters, drill } from './drill.ts'
import { withOwnFilters } from './own-fields.ts'
import type { ReportScope } from './report-scope.ts'

const paths: { [path: string]: [ValueType, ...string[]] } = {
  placed: [date],
  region: [text()],
  city: [text()],
  total: [decimal(12, 2)],
  'lines.product': [text(), 'lines'],
  'lines.amount': [decimal(12, 2), 'lines'],
  'lines.lots.place': [text(), 'lines', 'lots'],
}
const scope: ReportScope = {
  follow: (path) => {
    const [type, ...grain] = paths[path.join('.')] ?? []
    return type && { type, grain }
  },
  typeOf: (path) => paths[path.join('.')]?.[0],
}
const label = {}
const report = (
  rows: Dimension[],
  measures: { [id: string]: Measure } = { n: { count: '*', label } },
  more: object = {},
): ReportDocument => ({
  id: 'r',
  label,
  from: 'order',
  rows,
  measures,
  measureOrder: Object.keys(measures),
  chart: { type: 'line' },
  ...more,
})
const region: Dimension = { field: 'region', as: 'region' }
const product: Dimension = { field: 'lines.product', as: 'product' }
const where = (rows: Dimension[], cell: { [id: string]: never | unknown }) =>
  breakDown(report(rows), { cell: cell as never, by: 'city' }, scope).where

describe('what a mark leads to', () => {
  const path = { drill: { columns: [], path: ['region', 'city', 'lines.product'] } }
  it('is the next field of the path, then the records', () => {
    const first = report([region], undefined, path)
    expect(drill(first)).toEqual({ kind: 'groups', by: 'city' })
    const second = breakDown(first, { cell: { region: 'north' }, by: 'city' }, scope)
    expect(drill(second)).toEqual({ kind: 'groups', by: 'lines.product' })
    const third = breakDown(second, { cell: { part: 'Oslo' }, by: 'lines.product' }, scope)
    expect(drill(third)).toEqual({ kind: 'records' })
  })

  it('begins the path where the report is by something else, and is the records where there is none', () => {
    expect(drill(report([{ field: 'placed', as: 'm', by: 'month' }], undefined, path))).toEqual({ kind: 'groups', by: 'region' })
    expect(drill(report([region]))).toEqual({ kind: 'records' })
  })
})

describe('a report broken down by dates', () => {
  it('is by a part of the calendar, in its order', () => {
    const byWeek = breakDown(report([region]), { cell: { region: 'north' }, by: 'placed', period: 'week' }, scope)
    expect(byWeek).toMatchObject({ rows: [{ field: 'placed', by: 'week' }], sort: [{ by: byWeek.rows[0]?.as }] })
    expect(breakDown(byWeek, { cell: { part: '2026-11-16' }, by: 'city' }, scope).where).toContainEqual({
      field: 'placed',
      before: '2026-11-23',
    })
  })
})

describe('a report broken down', () => {
  it.each<[string, Dimension, unknown, unknown[]]>([
    ['a value', region, 'north', [{ field: 'region', is: 'north' }]],
    ['nothing', region, null, [{ field: 'region', empty: true }]],
    [
      'the others',
      region,
      { others: ['a', null] },
      [
        { field: 'region', not: 'a' },
        { field: 'region', empty: false },
      ],
    ],
    [
      'a period',
      { field: 'placed', as: 'region', by: 'quarter' },
      '2026-10-01',
      [
        { field: 'placed', gte: '2026-10-01' },
        { field: 'placed', before: '2027-01-01' },
      ],
    ],
    ['what recurs', { field: 'placed', as: 'region', by: 'day-of-week' }, 7, [{ logic: { '==': [{ weekday: [{ var: 'placed' }] }, 7] } }]],
    [
      'a range',
      { field: 'total', as: 'region', bins: { width: 0.1 } },
      '0.2',
      [
        { field: 'total', gte: 0.2 },
        { field: 'total', before: 0.3 },
      ],
    ],
  ])('is of %s', (_, dimension, value, filters) => {
    expect(where([dimension], { region: value })).toEqual(filters)
  })

  it('is of records that have one row in the whole cell', () => {
    const place: Dimension = { field: 'lines.lots.place', as: 'place' }
    expect(where([region, product, place], { region: 'north', product: 'p', place: 'x' })).toEqual([
      { field: 'region', is: 'north' },
      {
        some: 'lines',
        where: [
          { field: 'product', is: 'p' },
          { some: 'lots', where: [{ field: 'place', is: 'x' }] },
        ],
      },
    ])
  })

  it('has records without rows in the group of nothing, and among the others', () => {
    const none = { none: 'lines', where: [] }
    expect(where([product], { product: null })).toEqual([{ any: [{ some: 'lines', where: [{ field: 'product', empty: true }] }, none] }])
    expect(where([product], { product: { others: ['p'] } })).toEqual([
      { any: [{ some: 'lines', where: [{ field: 'product', not: 'p' }] }, none] },
    ])
    expect(where([product], { product: { others: ['p', null] } })).toEqual([
      {
        some: 'lines',
        where: [
          { field: 'product', not: 'p' },
          { field: 'product', empty: false },
        ],
      },
    ])
  })

  it('counts of the rows those in the cell alone', () => {
    const measures: { [id: string]: Measure } = {
      n: { count: '*', label },
      amount: { sum: 'lines.amount', where: [{ field: 'city', is: 'c' }], label },
    }
    const made = breakDown(report([product], measures), { cell: { product: 'p' }, by: 'region' }, scope)
    expect(made.measures).toEqual({
      n: measures.n,
      amount: {
        ...measures.amount,
        where: [
          { field: 'city', is: 'c' },
          { field: 'lines.product', is: 'p' },
        ],
      },
    })
  })

  it('leaves out what the dimensions that went were for, and is sound', () => {
    const measures: { [id: string]: Measure } = {
      sum: { sum: 'total', label },
      ytd: { of: 'sum', running: 'year', label },
      yoy: { of: 'sum', compare: '-1 year', label },
      share: { of: 'sum', share: ['month'], label },
      all: { of: 'sum', share: 'total', label },
      place: { of: 'ytd', rank: 'asc', label },
    }
    const more = { totals: ['grand'], having: [{ measure: 'sum', gte: 1 }], sort: [{ by: 'month' }] }
    const month: Dimension = { field: 'placed', as: 'month', by: 'month' }
    const made = breakDown(report([month], measures, more), { cell: { month: '2026-01-01' }, by: 'region' }, scope)
    expect(made.measureOrder).toEqual(['sum', 'all'])
    expect(checkReport(made, scope)).toEqual([])
  })
})

describe('a mark of a funnel', () => {
  const stages = [
    { id: 'new', label, where: [{ field: 'region', is: 'north' }] },
    { id: 'big', label, where: [{ field: 'total', gte: '100' }] },
    { id: 'far', label, where: [{ field: 'city', not: 'Oslo' }] },
  ]
  const funnel = report([{ field: '$stage', as: 'stage' }, region], undefined, { funnel: { stages } })

  it('is of the records that met all that was asked up to there', () => {
    expect(cellFilters(funnel, { stage: 'big' }, scope)).toEqual([...(stages[0]?.where ?? []), ...(stages[1]?.where ?? [])])
    expect(cellFilters(funnel, { stage: 'gone' }, scope)).toEqual([])
  })
})

describe('a mark of a cohort', () => {
  const cohort = { key: 'customer', at: 'placed', by: 'month', periods: 3 } as const
  const measures: { [id: string]: Measure } = { n: { count: '*', label }, back: { of: 'n', conversion: 'first', label } }
  const asked = report([{ field: '$cohort.start', as: 'cohort', by: 'month' }], measures, {
    cohort,
    where: [
      { field: 'placed', gte: '2026-01-01' },
      { field: 'region', is: 'north' },
    ],
  })
  const next = breakDown(asked, { cell: { cohort: '2026-02-01' }, by: 'city' }, scope)

  it('keeps who was first when it is broken down, and when the cohorts began', () => {
    expect(next.cohort).toEqual({ ...cohort, where: [{ field: 'region', is: 'north' }] })
    expect(next.where).toEqual([
      { field: '$cohort.start', gte: '2026-01-01' },
      { field: 'region', is: 'north' },
      { field: '$cohort.offset', gte: 0 },
      { field: '$cohort.offset', before: 3 },
      { field: '$cohort.start', gte: '2026-02-01' },
      { field: '$cohort.start', before: '2026-03-01' },
    ])
    expect(next.measureOrder).toEqual(['n'])
  })

  it('means its dates from then on as those of the records', () => {
    const days = breakDown(next, { cell: { part: 'Oslo' }, by: 'placed', period: 'day' }, scope)
    const last = breakDown(days, { cell: { part: '2026-03-04' }, by: 'region' }, scope)
    expect(last.where?.slice(-2)).toEqual([
      { field: 'placed', gte: '2026-03-04' },
      { field: 'placed', before: '2026-03-05' },
    ])
    expect(withOwnFilters(last).where).toEqual(expect.arrayContaining(last.where ?? []))
  })
})
