import { type Entity, reference, text, timestamp } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { askedFilters, crossFilters, filtersOf, isFilterValue, valuesFor } from './dashboard-filters.ts'
import type { DashboardDocument, DashboardFilter, FilterValue, ReportDocument } from './document.ts'
import { entityReportScope } from './report-scope.ts'

const label = {}
const entity = (id: string, attributes: Entity['attributes']): Entity =>
  ({ id, label, order: Object.keys(attributes), attributes }) as Entity
const entities: { [id: string]: Entity } = {
  ticket: entity('ticket', {
    status: { id: 'status', label, valueType: text() },
    opened: { id: 'opened', label, valueType: timestamp },
    team: { id: 'team', label, valueType: reference('team') },
    product: { id: 'product', label, valueType: reference('product') },
    owners: { id: 'owners', label, valueType: reference('person', true) },
  } as never),
  visit: entity('visit', {
    at: { id: 'at', label, valueType: timestamp },
    result: { id: 'result', label, valueType: text() },
    ticket: { id: 'ticket', label, valueType: reference('ticket') },
    product: { id: 'product', label, valueType: reference('product') },
  } as never),
  exchange: entity('exchange', {
    back: { id: 'back', label, valueType: reference('product') },
    instead: { id: 'instead', label, valueType: reference('product') },
  } as never),
  product: entity('product', { name: { id: 'name', label, valueType: text() } } as never),
  team: entity('team', { name: { id: 'name', label, valueType: text() } } as never),
  person: entity('person', { name: { id: 'name', label, valueType: text() } } as never),
}
const sourceOf = (id: string) => entities[id]
const scope = entityReportScope(entities.ticket as Entity, sourceOf)
const reader = { id: 'me', teams: ['a', 'b'] }

const dashboard = (...filters: DashboardFilter[]): DashboardDocument => ({
  id: 'd',
  label,
  tiles: { order: [], items: {} },
  filters: { order: filters.map(({ id }) => id), items: Object.fromEntries(filters.map((one) => [one.id, one])) },
})
const filter = (type: DashboardFilter['type'], field: string, more: Partial<DashboardFilter> = {}): DashboardFilter => ({
  id: 'f',
  label,
  type,
  fields: { ticket: field },
  ...more,
})
const asked = (type: DashboardFilter['type'], field: string, value: FilterValue, of = reader) =>
  filtersOf(dashboard(filter(type, field)), { f: value }, 'ticket', scope, of)

describe('a filter of a dashboard', () => {
  it.each<[string, DashboardFilter['type'], string, FilterValue, unknown]>([
    [
      'a period that moves',
      'period',
      'opened',
      { last: '30 days', complete: true },
      [{ field: 'opened', in: { last: '30 days', complete: true } }],
    ],
    ['the running month', 'period', 'opened', { this: 'month' }, [{ field: 'opened', in: { this: 'month' } }]],
    [
      'dates, both included',
      'period',
      'opened',
      { from: '2026-11-01', to: '2026-11-30' },
      [
        { field: 'opened', gte: '2026-11-01' },
        { field: 'opened', lte: '2026-11-30' },
      ],
    ],
    ['an open end', 'period', 'opened', { from: '2026-11-01' }, [{ field: 'opened', gte: '2026-11-01' }]],
    ['choices', 'choice', 'status', ['new', 'done'], [{ field: 'status', oneOf: ['new', 'done'] }]],
    [
      'nothing as a choice',
      'choice',
      'status',
      [null, 'new'],
      [
        {
          any: [
            { field: 'status', empty: true },
            { field: 'status', oneOf: ['new'] },
          ],
        },
      ],
    ],
    ['the reader', 'choice', 'owners', ['$me'], [{ field: 'owners', oneOf: ['me'] }]],
    ['the reader’s teams', 'choice', 'team', ['$my-team', 'c'], [{ field: 'team', oneOf: ['a', 'b', 'c'] }]],
    ['words', 'text', 'status', 'New', [{ logic: { '!=': [{ search: ['New', { var: 'status' }] }, null] } }]],
    [
      'a range',
      'number-range',
      'status',
      { gte: 1, lte: 2 },
      [
        { field: 'status', gte: 1 },
        { field: 'status', lte: 2 },
      ],
    ],
  ])('asks for %s', (_, type, field, value, expected) => {
    expect(asked(type, field, value)).toEqual(expected)
  })

  it.each<FilterValue>([null, '', [], {}])('asks nothing by %j', (value) => {
    expect(asked('choice', 'status', value)).toEqual([])
    expect(askedFilters(dashboard(filter('choice', 'status')), { f: value })).toEqual([])
  })

  it('keeps a reader without a team from seeing everything as the team’s', () => {
    expect(asked('choice', 'team', ['$my-team'], { id: 'me', teams: [] })).toEqual([{ field: 'team', oneOf: [] }])
  })

  it('holds both ends of a period against one and the same row', () => {
    const some = asked('period', 'visit:ticket.at', { from: '2026-11-01', to: '2026-11-02' })
    expect(some).toEqual([
      {
        some: 'visit:ticket',
        where: [
          { field: 'at', gte: '2026-11-01' },
          { field: 'at', lte: '2026-11-02' },
        ],
      },
    ])
  })

  it('asks nothing of a table that it does not name', () => {
    expect(filtersOf(dashboard(filter('choice', 'status')), { f: ['new'] }, 'visit', scope, reader)).toEqual([])
  })

  it('stands as the first of the reader’s roles has it, else as all have it', () => {
    const one = dashboard(filter('choice', 'status', { default: ['new'], defaults: { agent: ['$me'], boss: null } }))
    expect(valuesFor(one, [])).toEqual({ f: ['new'] })
    expect(valuesFor(one, ['clerk', 'agent', 'boss'])).toEqual({ f: ['$me'] })
    expect(valuesFor(one, ['boss'])).toEqual({ f: null })
  })

  it.each<[DashboardFilter['type'], FilterValue[], unknown[]]>([
    [
      'period',
      [null, { last: '3 months' }, { this: 'week' }, { from: '2026-01-01' }, {}],
      ['x', [], { last: 'ever' }, { this: 'age' }, { from: 'x' }, { on: '2026-01-01' }],
    ],
    ['choice', [null, [], ['a', 1, true, null]], ['a', [[]], [{}], {}]],
    ['text', [null, '', 'a'], [1, [], {}]],
    ['number-range', [null, {}, { gte: 1 }, { gte: 1, lte: 2.5 }], [1, { gte: '1' }, { gt: 1 }, []]],
  ])('of type %s takes its own kind of value alone', (type, fit, unfit) => {
    for (const value of fit) expect([value, isFilterValue({ type }, value as never)]).toEqual([value, true])
    for (const value of unfit) expect([value, isFilterValue({ type }, value as never)]).toEqual([value, false])
  })
})

describe('a click that narrows the other tiles', () => {
  const clicked = (field: string, from = 'ticket', by?: 'month'): ReportDocument => ({
    id: 'r',
    label,
    from,
    rows: [{ field, as: 'k', ...(by ? { by } : {}) }],
    measures: {},
    measureOrder: [],
    chart: { type: 'bar' },
  })
  const cross = (report: ReportDocument, k: unknown, to: string, of = dashboard()) =>
    crossFilters(of, { clicked: report, cell: { k: k as never } }, to, sourceOf)

  it('asks the same of the same table', () => {
    expect(cross(clicked('status'), 'new', 'ticket')).toEqual([{ field: 'status', is: 'new' }])
    expect(cross(clicked('opened', 'ticket', 'month'), '2026-11-01', 'ticket')).toEqual([
      { field: 'opened', gte: '2026-11-01' },
      { field: 'opened', before: '2026-12-01' },
    ])
  })

  it('finds the field of another table that refers to the same records, if there is only one', () => {
    expect(cross(clicked('product'), 'p', 'visit')).toEqual([{ field: 'product', is: 'p' }])
    expect(cross(clicked('product'), 'p', 'product')).toEqual([{ field: 'id', is: 'p' }])
    expect(cross(clicked('ticket', 'visit'), 't', 'ticket')).toEqual([{ field: 'id', is: 't' }])
    expect(cross(clicked('team'), 't', 'visit')).toBeUndefined()
    expect(cross(clicked('product'), 'p', 'exchange')).toBeUndefined()
  })

  it('takes the word of a filter that both tables share', () => {
    const shared = dashboard(filter('choice', 'status', { fields: { ticket: 'status', visit: 'result' } }))
    expect(cross(clicked('status'), 'new', 'visit', shared)).toEqual([{ field: 'result', is: 'new' }])
    expect(cross(clicked('status'), 'new', 'visit')).toBeUndefined()
  })

  it('asks what a stage asks, and nothing by a cohort, which other reports do not know', () => {
    const funnel = { stages: ['new', 'done'].map((id) => ({ id, label, where: [{ field: 'status', not: id }] })) }
    expect(cross({ ...clicked('$stage'), funnel }, 'done', 'ticket')).toEqual(funnel.stages.flatMap(({ where }) => where))
    expect(cross({ ...clicked('$stage'), funnel }, 'done', 'visit')).toBeUndefined()
    const cohort = { key: 'product', at: 'opened', by: 'month', periods: 3 } as const
    expect(cross({ ...clicked('$cohort.start', 'ticket', 'month'), cohort }, '2026-11-01', 'ticket')).toBeUndefined()
  })
})
