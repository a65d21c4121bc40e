import { date, integer, text, timestamp, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import type { Cohort, ReportDocument, Stage } from '../document.ts'
import type { ReportScope } from '../report-scope.ts'
import { checkAsked } from './check-asked.ts'
import { checkReport } from './check-report.ts'

const paths = new Map<string, [ValueType, ...string[]]>(
  Object.entries({
    status: [text()],
    score: [integer()],
    opened_at: [timestamp],
    customer: [text()],
    'customer.since': [date],
    'lines.product': [text(), 'lines'],
  }),
)
const scope: ReportScope = {
  follow: (path) => {
    const [type, ...grain] = paths.get(path.join('.')) ?? []
    return type && { type, grain }
  },
  typeOf: (path) => paths.get(path.join('.'))?.[0],
}
const label = {}
const report: ReportDocument = {
  id: 'r',
  label,
  from: 'ticket',
  rows: [],
  measures: { n: { count: '*', label } },
  measureOrder: ['n'],
  chart: { type: 'table' },
}
const problems = (change: Partial<ReportDocument>) =>
  checkReport({ ...report, ...change }, scope).map(({ code, path }) => `${code} ${path}`)

const stages: Stage[] = [
  { id: 'new', label, where: [] },
  { id: 'good', label, where: [{ field: 'score', gte: 4 }] },
]
const stage = { field: '$stage', as: 'stage' }
const left: ReportDocument['measures'] = { ...report.measures, left: { of: 'n', conversion: 'previous', label } }
const measureOrder = ['n', 'left']

describe('a funnel', () => {
  it('is grouped by its stages, and its figures are parts of those before', () => {
    expect(problems({ funnel: { stages }, rows: [stage], measures: left, measureOrder })).toEqual([])
  })

  it.each<[string, Partial<ReportDocument>, string[]]>([
    ['has two stages', { funnel: { stages: stages.slice(0, 1) } }, ['report.funnel.short /funnel/stages']],
    [
      'tells its stages apart',
      { funnel: { stages: stages.map((one) => ({ ...one, id: 'x' })) } },
      ['report.name.twice /funnel/stages/1/id'],
    ],
    ['asks something of each later one', { funnel: { stages: stages.toReversed() } }, ['report.funnel.same /funnel/stages/1/where']],
    [
      'asks of fields there are, its own not among them',
      { funnel: { stages: [...stages, { id: 'x', label, where: [{ field: '$stage', is: 'new' }] }] } },
      ['report.field.unknown /funnel/stages/2/where/0/field'],
    ],
    ['is needed for its stages', { rows: [stage] }, ['report.field.unknown /rows/0/field']],
    [
      'is no filter: a record is in several stages',
      { funnel: { stages }, where: [{ field: '$stage', is: 'new' }] },
      ['report.field.unknown /where/0/field'],
    ],
    ['is needed for a conversion', { measures: left, measureOrder }, ['report.conversion.no-steps /measures/left/conversion']],
    [
      'leaves no stage to the others',
      { funnel: { stages }, rows: [{ ...stage, top: { n: 1, by: 'n' } }] },
      ['report.field.unsuitable /rows/0/top'],
    ],
    [
      'does not stand beside other rows',
      { funnel: { stages }, rows: [stage, { field: 'lines.product', as: 'p' }] },
      ['report.dimension.beside /rows/1/field'],
    ],
  ])('%s', (_, change, found) => {
    expect(problems(change)).toEqual(found)
  })
})

describe('a cohort', () => {
  const cohort: Cohort = { key: 'customer', at: 'opened_at', by: 'month', periods: 12 }
  const rows: ReportDocument['rows'] = [{ field: '$cohort.start', as: 'cohort', by: 'month' }]
  const cols: ReportDocument['cols'] = [{ field: '$cohort.offset', as: 'offset', fill: null }]

  it('is grouped by when it began and by the periods after, and may be filtered by both', () => {
    const where: ReportDocument['where'] = [
      { field: '$cohort.start', in: { last: '12 months' } },
      { field: '$cohort.offset', gte: 1 },
    ]
    expect(problems({ cohort, rows, cols, where, measures: left, measureOrder })).toEqual([])
    expect(checkAsked({ ...report, cohort, rows }, { filters: where, cell: { cohort: '2026-01-01' } }, scope)).toEqual([])
  })

  it.each<[string, Partial<Cohort>, string]>([
    ['knows its periods', { by: 'fortnight' as never }, 'report.period.unknown /cohort/by'],
    ['shows some of them', { periods: 0 }, 'report.number.out-of-range /cohort/periods'],
    ['has a key that is there', { key: 'nobody' }, 'report.field.unknown /cohort/key'],
    ['is of one key a record', { key: 'lines.product' }, 'report.cohort.rows /cohort/key'],
    ['begins at a date of the record itself', { at: 'customer.since' }, 'report.cohort.rows /cohort/at'],
    ['begins at a date', { at: 'status' }, 'report.field.unsuitable /cohort/at'],
    ['asks of fields there are', { where: [{ field: 'nothing', is: 1 }] }, 'report.field.unknown /cohort/where/0/field'],
  ])('%s', (_, change, found) => {
    expect(problems({ cohort: { ...cohort, ...change } })).toEqual([found])
  })

  it('says what would be misread: later periods of all ages together, beginnings by other periods', () => {
    expect(problems({ cohort, cols })).toEqual(['report.cohort.all-ages /cols/0/field'])
    expect(problems({ cohort, rows: [{ field: '$cohort.start', as: 'cohort', by: 'year' }], cols })).toEqual([
      'report.cohort.other-period /rows/0/by',
    ])
    expect(problems({ cohort, rows })).toEqual([])
  })

  it('has conversions along its periods or along stages, not both', () => {
    const both = { cohort, funnel: { stages }, rows: [...rows, stage], cols, measures: left, measureOrder }
    expect(problems(both)).toEqual(['report.conversion.two-ways /measures/left/conversion'])
    expect(problems({ ...both, measures: report.measures, measureOrder: ['n'] })).toEqual([])
  })

  it('is needed for its fields, whatever they are called', () => {
    expect(problems({ rows })).toEqual(['report.field.unknown /rows/0/field'])
    expect(problems({ cohort, rows: [{ field: 'constructor', as: 'x' }] })).toEqual(['report.field.unknown /rows/0/field'])
  })
})
