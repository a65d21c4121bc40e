import { integer, list, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import type { ReportDocument } from '../document.ts'
import { checkAsked } from './check-asked.ts'
import { checkReport } from './check-report.ts'

const types: { [path: string]: ValueType } = {
  status: text(),
  score: integer(),
  opened_at: timestamp,
  tags: list(text()),
  owners: reference('person', true),
  'product.line': text(),
}
const scope = { typeOf: (path: readonly string[]) => types[path.join('.')] }

const sound: ReportDocument = {
  id: 'sound',
  label: { en: 'Sound' },
  from: 'ticket',
  rows: [
    { field: 'opened_at', as: 'month', by: 'month', fill: 0 },
    { field: 'product.line', as: 'line', top: { n: 5, by: 'n' } },
  ],
  measures: {
    n: { count: '*', label: {} },
    good: { count: '*', where: [{ field: 'score', gte: 4 }], label: {} },
    rate: { ratio: ['good', 'n'], format: 'percent', label: {} },
  },
  measureOrder: ['n', 'rate'],
  where: [{ field: 'opened_at', in: { last: '12 months' } }],
  sort: [{ by: 'month' }, { by: 'n', dir: 'desc' }],
  limit: 500,
  chart: { type: 'line' },
}
const problems = (change: Partial<ReportDocument>) => checkReport({ ...sound, ...change }, scope).map(({ code, path }) => `${code} ${path}`)
const n: ReportDocument['measures'] = { n: { count: '*', label: {} } }

describe('checkReport', () => {
  it('has nothing to say about a sound report', () => {
    expect(problems({})).toEqual([])
  })

  it.each<[string, Partial<ReportDocument>, string]>([
    ['an unknown field', { rows: [{ field: 'nothing', as: 'x' }] }, 'report.field.unknown /rows/0/field'],
    ['periods of what is no date', { rows: [{ field: 'status', as: 'x', by: 'month' }] }, 'report.field.unsuitable /rows/0/field'],
    ['groups of a list', { rows: [{ field: 'tags', as: 'x' }] }, 'report.field.unsuitable /rows/0/field'],
    [
      'groups of several references, which would count records twice',
      { rows: [{ field: 'owners', as: 'x' }] },
      'report.field.unsuitable /rows/0/field',
    ],
    ['a name used twice', { rows: [{ field: 'status', as: 'n' }] }, 'report.name.twice /measures/n'],
    ['a sum of texts', { measures: { n: { sum: 'status', label: {} } }, measureOrder: ['n'] }, 'report.field.unsuitable /measures/n/sum'],
    ['a measure that does not exist', { measureOrder: ['n', 'rate', 'gone'] }, 'report.measure.unknown /measureOrder/2'],
    [
      'a measure nobody sees',
      { measures: { ...sound.measures, more: { count: '*', label: {} } } },
      'report.measure.unlisted /measures/more',
    ],
    [
      'a ratio of a ratio',
      { measures: { ...sound.measures, rate: { ratio: ['rate', 'n'], label: {} } } },
      'report.measure.circular /measures/rate/ratio/0',
    ],
    [
      'a top by an unknown measure',
      { rows: [{ field: 'status', as: 's', top: { n: 3, by: 'sum' } }], sort: [] },
      'report.measure.unknown /rows/0/top/by',
    ],
    ['a span that cannot be read', { where: [{ field: 'opened_at', in: { last: 'a while' } }] }, 'report.span.unreadable /where/0/in/last'],
    ['a range of what is no date', { where: [{ field: 'status', in: { this: 'day' } }] }, 'report.field.unsuitable /where/0/field'],
    ['a sort by nothing known', { sort: [{ by: 'gone' }] }, 'report.sort.unknown /sort/0/by'],
    ['a limit beyond reason', { limit: 1e9 }, 'report.number.out-of-range /limit'],
    ['an unknown chart', { chart: { type: 'spiral' } }, 'report.chart.unknown /chart/type'],
    ['a chart of too many dimensions', { chart: { type: 'pie' } }, 'report.chart.dimensions /chart/type'],
    [
      'a chart without a measure',
      { measures: {}, measureOrder: [], rows: [{ field: 'status', as: 's' }], sort: [] },
      'report.chart.measures /chart/type',
    ],
    ['a report of nothing', { measures: {}, measureOrder: [], rows: [], sort: [], chart: { type: 'table' } }, 'report.empty '],
    [
      'an unknown setting of the chart',
      { chart: { type: 'line', config: { wobble: true } } },
      'config.unknown-setting /chart/config/wobble',
    ],
    ['columns of the list behind a mark', { drill: { columns: ['status', 'gone'] } }, 'report.field.unknown /drill/columns/1'],
    ['a filter without a condition', { where: [{ field: 'status' } as never] }, 'report.filter.unreadable /where/0'],
    ['a day no calendar has', { where: [{ field: 'opened_at', gte: '2026-02-30' }] }, 'report.value.unreadable /where/0/gte'],
    ['a period of no kind', { where: [{ field: 'opened_at', in: { this: 'eon' as never } }] }, 'report.span.unreadable /where/0/in/this'],
    ['a formula the database cannot compute', { where: [{ logic: { matches: ['x', '^a'] } }] }, 'expression.database /where/0/logic'],
    ['a formula in a filter', { where: [{ logic: { '==': [{ var: 'gone' }, 1] } }] }, 'expression.name.unknown /where/0/logic/==/0'],
    [
      'durations between different kinds',
      { measures: { n: { avgDuration: { from: 'opened_at', to: 'status' }, label: {} } }, measureOrder: ['n'] },
      'report.field.unsuitable /measures/n/avgDuration/to',
    ],
  ])('names %s', (_, change, problem) => {
    expect(problems(change)).toContain(problem)
  })

  it('says in both languages what to do', () => {
    const [first] = checkReport({ ...sound, measures: n, measureOrder: ['n'], sort: [], limit: 0 }, scope)
    expect(first).toMatchObject({
      message: { en: expect.stringContaining('from 1 to'), 'zh-CN': expect.any(String) },
      fix: { en: expect.any(String) },
    })
  })
})

describe('checkAsked', () => {
  const asked = (question: Parameters<typeof checkAsked>[1]) =>
    checkAsked(sound, question, scope).map(({ code, path }) => `${code} ${path}`)

  it('has nothing to say about marks and filters that make sense', () => {
    expect(asked({ cell: { month: '2026-11-01', line: 'x' } })).toEqual([])
    expect(asked({ cell: { month: null, line: { others: ['x'] } } })).toEqual([])
    expect(
      asked({
        filters: [
          { field: 'opened_at', gte: 'today' },
          { field: 'opened_at', before: '2026-11-22T10:00:00.000Z' },
        ],
      }),
    ).toEqual([])
    expect(
      asked({
        filters: [
          { field: 'status', oneOf: ['a', 'b'] },
          { field: 'opened_at', in: { last: '3 days' } },
        ],
      }),
    ).toEqual([])
  })

  it.each<[unknown, string]>([
    [{ cell: { nothing: 1 } }, 'report.dimension.unknown /cell/nothing'],
    [{ by: 'gone' }, 'report.field.unknown /by'],
    [{ by: 'tags' }, 'report.field.unsuitable /by'],
    [{ cell: { constructor: 1 } }, 'report.dimension.unknown /cell/constructor'],
    [{ cell: { month: 'x' } }, 'report.value.unreadable /cell/month'],
    [{ cell: { month: '2026-99-01' } }, 'report.value.unreadable /cell/month'],
    [{ cell: { month: 7 } }, 'report.value.unreadable /cell/month'],
    [{ filters: [{ field: 'gone', is: 1 }] }, 'report.field.unknown /filters/0/field'],
    [{ filters: [{ field: 'opened_at', gte: '2026-99-99' }] }, 'report.value.unreadable /filters/0/gte'],
    [{ filters: [{ field: 'opened_at', is: {} }] }, 'report.value.unreadable /filters/0/is'],
    [{ filters: [{ field: 'opened_at', last: '1 zillion' }] }, 'report.filter.unreadable /filters/0'],
    [{ filters: [{ field: 'opened_at', in: null }] }, 'report.filter.unreadable /filters/0/in'],
    [{ filters: [{ field: 'opened_at', in: { last: 3 } }] }, 'report.span.unreadable /filters/0/in/last'],
    [{ filters: [{ field: 'status', oneOf: 'a' }] }, 'report.filter.unreadable /filters/0'],
    [{ filters: [{ logic: { method: ['x'] } }] }, 'expression.operator.unknown /filters/0/logic'],
  ])('refuses %j', (question, problem) => {
    expect(asked(question as never)[0]?.split(' ')).toEqual(problem.split(' '))
  })
})
