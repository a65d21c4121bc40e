import { type AppDocument, applyCommand, checkApp } from '@tangram/app-model'
import { type FieldDocument, inOrder } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { settleTiles } from './settle-tiles.ts'
import { startDashboard } from './start-dashboard.ts'

const choice = (id: string, en: string): FieldDocument => ({
  id,
  type: 'select',
  label: { en },
  config: { options: [{ id: 'one', label: { en: 'One' } }] as unknown as [] },
})
const fields: FieldDocument[] = [
  choice('problem', 'Problem'),
  choice('status', 'Status'),
  { id: 'assignee', type: 'member', label: { en: 'Assignee' }, config: {} },
  { id: 'csat', type: 'rating', label: { en: 'Satisfaction' }, config: {} },
]
/** What a service desk has: a process over records with a state, a kind, somebody who has them and a mark, and an agreement. */
const desk = fields.reduce(
  (document, item) => applyCommand(document, { type: 'add', collection: '/entities/items/leave/fields', item }).document,
  sampleApp('views', 'processes', 'calendars', 'slas'),
)

const empty = { id: 'new_one', label: { en: 'New one' }, tiles: { order: [], items: {} } }
const withEmpty = (document: AppDocument) => applyCommand(document, { type: 'add', collection: '/dashboards', item: empty }).document

function started(document: AppDocument) {
  const before = withEmpty(document)
  const command = startDashboard(before, 'new_one') ?? expect.fail('there is a table')
  const { document: after, inverse } = applyCommand(before, command)
  const tiles = inOrder(after.dashboards.items.new_one?.tiles)
  return { before, after, inverse, tiles, shown: tiles.map(({ report }) => after.reports.items[report] ?? expect.fail(report)) }
}

describe('a dashboard made from the tables', () => {
  it('asks a service desk how much came in, where it stands, who has it and where it waits', () => {
    const { shown } = started(desk)
    expect(shown.map(({ from, chart, rows }) => [from, chart.type, ...rows.map(({ field }) => field)].join(' '))).toEqual([
      'leave kpi',
      'leave kpi',
      'leave kpi',
      'flow_cycle kpi',
      'leave line created_at',
      'leave donut status',
      'leave bar problem',
      'leave ranking assignee',
    ])
  })

  it.each([
    ['a service desk', desk],
    ['one table with a name', sampleApp()],
    ['a table with a process', sampleApp('processes')],
  ])('has four to eight reports of %s that can be published, without a gap', (_name, document) => {
    const { after, before, tiles, shown } = started(document)
    expect(shown.length).toBeGreaterThanOrEqual(4)
    expect(shown.length).toBeLessThanOrEqual(8)
    expect(settleTiles(tiles)).toEqual(tiles)
    const errors = (one: AppDocument) => checkApp(one, platform).filter(({ severity }) => severity === 'error')
    expect(errors(after)).toEqual(errors(before))
  })

  it('is one step to undo, reports included', () => {
    const { before, after, inverse } = started(desk)
    expect(after.reports.order.length).toBeGreaterThan(before.reports.order.length)
    expect(applyCommand(after, inverse).document).toEqual(before)
  })

  it('shows reports that ask the same instead of making them again', () => {
    const { after } = started(desk)
    const again = { ...empty, id: 'another' }
    const twice = applyCommand(after, { type: 'add', collection: '/dashboards', item: again }).document
    const command = startDashboard(twice, 'another') ?? expect.fail('there is a table')
    expect(applyCommand(twice, command).document.reports.order).toEqual(after.reports.order)
  })

  it('is not possible without a table', () => {
    const none = { ...desk, entities: { order: [], items: {} } }
    expect(startDashboard(none, 'new_one')).toBeUndefined()
  })
})
