import { date, decimal, integer, list, reference, rows, text, timestamp, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import type { Measure, ReportDocument } from '../document.ts'
import type { Followed, ReportScope } from '../report-scope.ts'
import { checkAsked } from './check-asked.ts'
import { checkReport } from './check-report.ts'

const one = (type: ValueType, ...grain: string[]): Followed => ({ type, grain })
const line = rows({ amount: decimal(12, 2) })
const paths: { [path: string]: Followed } = {
  status: one(text()),
  placed: one(date),
  at: one(timestamp),
  total: one(decimal(12, 2)),
  stock: one(integer()),
  owners: one(reference('person'), 'owners'),
  tags: one(text(), 'tags'),
  lines: one(line, 'lines'),
  'lines.amount': one(decimal(12, 2), 'lines'),
  'lines.qty': one(integer(), 'lines'),
  'lines.product': one(reference('product'), 'lines'),
  'lines.on': one(date, 'lines'),
}
const scope: ReportScope = {
  follow: (path) => paths[path.join('.')],
  typeOf: (path) => {
    const found = paths[path.join('.')]
    return found && (found.grain.length > 0 ? list(found.type) : found.type)
  },
}

const monthly: ReportDocument['rows'] = [{ field: 'placed', as: 'month', by: 'month' }]
const amount: Measure = { sum: 'lines.amount', label: {} }
const measures = (more: { [id: string]: object }): Partial<ReportDocument> => {
  const all = { amount, ...(more as { [id: string]: Measure }) }
  return { measures: all, measureOrder: Object.keys(all) }
}
const found = (parts: Partial<ReportDocument>) =>
  checkReport(
    {
      id: 'r',
      label: {},
      from: 'order',
      rows: monthly,
      ...(measures({}) as Pick<ReportDocument, 'measures' | 'measureOrder'>),
      chart: { type: 'table' },
      ...parts,
    },
    scope,
  )
const problems = (parts: Partial<ReportDocument>) => found(parts).map(({ code, path }) => `${code} ${path}`)

describe('rows of a record', () => {
  it.each<[string, Partial<ReportDocument>]>([
    ['sums and groups of their columns', { rows: [{ field: 'lines.product', as: 'product' }] }],
    ['groups by several people and by choices', { rows: [{ field: 'owners', as: 'owner' }] }],
    ['counts of them', measures({ n: { count: 'lines' }, all: { count: '*' } })],
    ['formulas over one of them', measures({ worth: { sum: { logic: { 'dec*': [{ var: 'lines.amount' }, { var: 'lines.qty' }] } } } })],
    [
      'formulas that look at their record too',
      measures({ x: { max: { logic: { 'dec-': [{ var: 'total' }, { var: 'lines.amount' }] } } } }),
    ],
    ['the stock at the end', measures({ end: { sum: 'stock', last: 'placed' } })],
    ['a last value by the time of the record', measures({ end: { final: { of: 'lines.product', by: 'at' } } })],
    [
      'conditions on some or none of them',
      {
        where: [
          { some: 'lines', where: [{ field: 'amount', gte: '5' }] },
          { none: 'lines', where: [] },
          { some: 'tags', where: [{ field: '', not: 'a' }] },
        ],
      },
    ],
    [
      'alternatives',
      {
        where: [
          {
            any: [
              { field: 'lines.product', is: 'p' },
              { field: 'status', is: 'x' },
            ],
          },
        ],
      },
    ],
    [
      'ranges of numbers and what recurs',
      {
        rows: [
          { field: 'total', as: 't', bins: { width: 0.5 }, fill: 0 },
          { field: 'at', as: 'h', by: 'hour-of-day' },
        ],
      },
    ],
  ])('may be asked for %s', (_, parts) => {
    expect(problems(parts)).toEqual([])
  })

  it.each<[string, Partial<ReportDocument>, string]>([
    [
      'two kinds of them at once',
      {
        rows: [
          { field: 'owners', as: 'a' },
          { field: 'lines.product', as: 'b' },
        ],
      },
      'report.dimension.beside /rows/1/field',
    ],
    ['rows as such as a group', { rows: [{ field: 'lines', as: 'a' }] }, 'report.field.unsuitable /rows/0/field'],
    ['a distinct count of rows as such', measures({ x: { distinct: 'lines' } }), 'report.field.unsuitable /measures/x/distinct'],
    ['an unknown count', measures({ x: { count: 'gone' } }), 'report.field.unknown /measures/x/count'],
    [
      'a formula over rows apart',
      measures({ x: { sum: { logic: { if: [{ '==': [{ var: 'tags' }, 'a'] }, { var: 'lines.qty' }, 0] } } } }),
      'report.measure.rows-apart /measures/x/sum/logic',
    ],
    [
      'a formula that is no number',
      measures({ x: { sum: { logic: { var: 'lines.on' } } } }),
      'report.field.unsuitable /measures/x/sum/logic',
    ],
    [
      'a formula with an unknown name',
      measures({ x: { sum: { logic: { var: 'gone' } } } }),
      'expression.name.unknown /measures/x/sum/logic',
    ],
    ['a stock by a time of its rows', measures({ x: { sum: 'stock', last: 'lines.on' } }), 'report.measure.rows-apart /measures/x/last'],
    ['a last value by no time', measures({ x: { final: { of: 'status', by: 'status' } } }), 'report.field.unsuitable /measures/x/final/by'],
    [
      'a part beyond the whole',
      measures({ x: { percentile: { of: 'total', at: 90 } } }),
      'report.percentile.out-of-range /measures/x/percentile/at',
    ],
    ['the median of texts', measures({ x: { median: 'status' } }), 'report.field.unsuitable /measures/x/median'],
    ['some of a single value', { where: [{ some: 'status', where: [] }] }, 'report.filter.single /where/0/some'],
    ['some of a column', { where: [{ some: 'lines.amount', where: [] }] }, 'report.filter.single /where/0/some'],
    [
      'a path that does not begin at the row',
      { where: [{ none: 'lines', where: [{ field: 'lines.amount', gte: 1 }] }] },
      'report.field.unknown /where/0/where/0/field',
    ],
    ['no alternatives', { where: [{ any: [] }] }, 'report.filter.unreadable /where/0/any'],
    ['ranges of texts', { rows: [{ field: 'status', as: 's', bins: { width: 1 } }] }, 'report.field.unsuitable /rows/0/field'],
    [
      'ranges without a width',
      { rows: [{ field: 'total', as: 's', bins: { width: 0 } }] },
      'report.number.not-positive /rows/0/bins/width',
    ],
    [
      'ranges and periods',
      { rows: [{ field: 'placed', as: 's', by: 'day', bins: { width: 1 } }] },
      'report.dimension.twofold /rows/0/bins',
    ],
    ['hours of a date', { rows: [{ field: 'placed', as: 's', by: 'hour-of-day' }] }, 'report.field.unsuitable /rows/0/field'],
    ['a period nobody knows', { rows: [{ field: 'placed', as: 's', by: 'eon' as never }] }, 'report.period.unknown /rows/0/by'],
    ['groups to fill that nobody knows', { rows: [{ field: 'status', as: 's', fill: 0 }] }, 'report.fill.without-periods /rows/0/fill'],
    ['a path to go down by', { drill: { columns: [], path: ['status', 'gone'] } }, 'report.field.unknown /drill/path/1'],
    ['a month no year has', { fiscalYearStart: 13 }, 'report.number.out-of-range /fiscalYearStart'],
  ])('are refused: %s', (_, parts, problem) => {
    expect(problems(parts)).toContain(problem)
  })
})

describe('calculations', () => {
  it.each<[string, Partial<ReportDocument>]>([
    [
      'the year before, of a ratio too',
      measures({ n: { count: '*' }, each: { ratio: ['amount', 'n'] }, yoy: { of: 'each', compare: '-1 year', show: 'percent' } }),
    ],
    ['the period before', measures({ mom: { of: 'amount', compare: 'previous' } })],
    [
      'the span before, without periods',
      { rows: [], where: [{ field: 'at', in: { last: '30 days' } }], ...measures({ before: { of: 'amount', compare: 'previous' } }) },
    ],
    ['shares', measures({ all: { of: 'amount', share: 'total' }, own: { of: 'amount', share: ['month'] } })],
    ['what adds up, and its mean', measures({ ytd: { of: 'amount', running: 'year' }, calm: { of: 'amount', moving: 3 } })],
    [
      'places, of a growth too',
      measures({ yoy: { of: 'amount', compare: '-1 year' }, place: { of: 'yoy', rank: 'desc', within: ['month'] } }),
    ],
    [
      'targets',
      measures({
        plan: { sum: 'total' },
        left: { of: 'amount', target: 'plan', show: 'difference' },
        got: { of: 'amount', target: 1000, show: 'attainment' },
      }),
    ],
    [
      'formulas over other figures',
      measures({ n: { count: '*' }, twice: { logic: { 'dec/': [{ var: 'amount' }, { 'dec*': [{ var: 'n' }, 2] }] } } }),
    ],
    ['parts that are not shown', { measures: { amount, place: { of: 'amount', rank: 'desc', label: {} } }, measureOrder: ['place'] }],
    [
      'groups kept by figures that are not shown',
      { measures: { amount, n: { count: '*', label: {} } }, measureOrder: ['n'], having: [{ measure: 'amount', gt: 5 }] },
    ],
  ])('may be %s', (_, parts) => {
    expect(problems(parts)).toEqual([])
  })

  it.each<[string, Partial<ReportDocument>, string]>([
    ['of an unknown figure', measures({ x: { of: 'gone', rank: 'desc' } }), 'report.measure.unknown /measures/x/of'],
    ['of itself', measures({ x: { of: 'x', rank: 'desc' } }), 'report.measure.circular /measures/x/of'],
    [
      'of itself by way of another',
      measures({ x: { logic: { '+': [{ var: 'y' }, 1] } }, y: { of: 'x', target: 5, show: 'difference' } }),
      'report.measure.circular /measures/x/logic',
    ],
    ['a formula over nothing known', measures({ x: { logic: { '+': [{ var: 'gone' }, 1] } } }), 'report.measure.unknown /measures/x/logic'],
    [
      'a formula the database has no word for',
      measures({ x: { logic: { matches: ['a', 'b'] } } }),
      'expression.database /measures/x/logic',
    ],
    [
      'the time before of a rank',
      measures({ r: { of: 'amount', rank: 'asc' }, x: { of: 'r', compare: '-1 year' } }),
      'report.field.unsuitable /measures/x/of',
    ],
    [
      'a share of a ratio',
      measures({ r: { ratio: ['amount', 'amount'] }, x: { of: 'r', share: 'total' } }),
      'report.field.unsuitable /measures/x/of',
    ],
    [
      'a share of groups that are not there',
      measures({ x: { of: 'amount', share: ['gone'] } }),
      'report.dimension.unknown /measures/x/share/0',
    ],
    [
      'a rank within groups that are not there',
      measures({ x: { of: 'amount', rank: 'asc', within: ['gone'] } }),
      'report.dimension.unknown /measures/x/within/0',
    ],
    [
      'the running total of a mean',
      measures({ mean: { avg: 'total' }, x: { of: 'mean', running: 'all' } }),
      'report.field.unsuitable /measures/x/of',
    ],
    [
      'the running total of a stock',
      measures({ end: { sum: 'stock', last: 'placed' }, x: { of: 'end', running: 'all' } }),
      'report.field.unsuitable /measures/x/of',
    ],
    [
      'a running total without periods',
      { rows: [], ...measures({ x: { of: 'amount', running: 'all' } }) },
      'report.calculation.no-periods /measures/x/running',
    ],
    [
      'a running total over less than a period',
      measures({ x: { of: 'amount', running: 'week' } }),
      'report.running.too-short /measures/x/running',
    ],
    [
      'a moving mean without periods',
      { rows: [], ...measures({ x: { of: 'amount', moving: 3 } }) },
      'report.calculation.no-periods /measures/x/moving',
    ],
    ['a moving mean of one', measures({ x: { of: 'amount', moving: 1 } }), 'report.number.out-of-range /measures/x/moving'],
    [
      'a comparison without a time',
      { rows: [], ...measures({ x: { of: 'amount', compare: '-1 year' } }) },
      'report.compare.no-time /measures/x/compare',
    ],
    [
      'a comparison with what is to come',
      measures({ x: { of: 'amount', compare: '1 year' } }),
      'report.compare.unreadable /measures/x/compare',
    ],
    [
      'a comparison within the period',
      measures({ x: { of: 'amount', compare: '-1 week' } }),
      'report.compare.too-short /measures/x/compare',
    ],
    ['the rank of a date', measures({ d: { max: 'placed' }, x: { of: 'd', rank: 'asc' } }), 'report.field.unsuitable /measures/x/of'],
    [
      'the first ones by a rank',
      { rows: [{ field: 'status', as: 's', top: { n: 3, by: 'x' } }], ...measures({ x: { of: 'amount', rank: 'asc' } }) },
      'report.top.calculated /rows/0/top/by',
    ],
  ])('are refused: %s', (_, parts, problem) => {
    expect(problems(parts)).toContain(problem)
  })
})

describe('totals and groups that stay', () => {
  it.each<[string, Partial<ReportDocument>, string]>([
    ['totals over columns that are not there', { totals: ['rows'] }, 'report.totals.rows /totals/0'],
    ['subtotals of a single group', { totals: ['grand', 'subtotals'] }, 'report.totals.subtotals /totals/1'],
    ['a total of one figure', { rows: [], totals: ['grand'] }, 'report.totals.grand /totals/0'],
    ['a total of no kind', { totals: ['median' as never] }, 'report.totals.unknown /totals/0'],
    ['a condition on an unknown figure', { having: [{ measure: 'gone', gte: 1 }] }, 'report.measure.unknown /having/0/measure'],
    ['a condition without a bound', { having: [{ measure: 'amount', gte: '1' as never }] }, 'report.filter.unreadable /having/0'],
  ])('are refused: %s', (_, parts, problem) => {
    expect(problems(parts)).toContain(problem)
  })

  it('are sound where there are two groups', () => {
    const parts: Partial<ReportDocument> = { cols: [{ field: 'status', as: 's' }], totals: ['rows', 'cols', 'grand'] }
    expect(
      problems({
        ...parts,
        having: [
          { measure: 'amount', gte: 1 },
          { measure: 'amount', empty: false },
        ],
      }),
    ).toEqual([])
  })
})

it('says in both languages what is wrong and what to do', () => {
  for (const { message, fix } of found({ totals: ['rows'], fiscalYearStart: 0, ...measures({ x: { of: 'x', compare: 'soon' } }) })) {
    expect([message.en, message['zh-CN'], fix?.en, fix?.['zh-CN']].every(Boolean)).toBe(true)
  }
})

describe('marks of groups by numbers', () => {
  const report = {
    rows: [
      { field: 'total', as: 't', bins: { width: 5 } },
      { field: 'at', as: 'h', by: 'hour-of-day' },
    ],
  } as ReportDocument
  const asked = (cell: { [id: string]: unknown }) => checkAsked(report, { cell: cell as never }, scope).map(({ code }) => code)

  it('are numbers, decimals as texts too, or nothing', () => {
    expect(asked({ t: '2.5', h: 7 })).toEqual([])
    expect(asked({ t: null, h: null })).toEqual([])
  })

  it.each([{ t: 'x' }, { t: {} }, { h: '2026-01-01' }, { h: 1.5 }])('are refused: %j', (cell) => {
    expect(asked(cell)).toEqual(['report.key.unreadable'])
  })
})
