import { text, timestamp } from '@tangram/data-model'
import type { DashboardDocument, DashboardFilter } from '@tangram/report-engine'
import { expect, it } from 'vitest'
import type { ReportName } from '../reports/report-names.ts'
import { changeFilter, newFilter, removeFilter, setFilters, withDefault, withType } from './edit-filters.ts'

const name = (path: string, type: ReportName['type'], isMany = false): ReportName => ({ path, label: path, type, isMany })
const names = {
  ticket: [name('status', text()), name('due', timestamp), name('created_at', timestamp), name('lines.at', timestamp, true)],
  product: [name('name', text())],
}
const dashboard = (filters?: DashboardDocument['filters']): DashboardDocument => ({
  id: 'd',
  label: {},
  tiles: { order: [], items: {} },
  ...(filters ? { filters } : {}),
})
const filter: DashboardFilter = {
  id: 'period',
  label: {},
  type: 'period',
  fields: { ticket: 'due' },
  default: { this: 'month' },
  defaults: { boss: null },
}

it('a new filter is about a field of each table that has one for it, under a name of its own', () => {
  const first = newFilter(dashboard(), 'period', { en: 'When' }, names)
  expect(first).toEqual({
    order: ['period'],
    items: { period: { id: 'period', label: { en: 'When' }, type: 'period', fields: { ticket: 'created_at' } } },
  })
  expect(newFilter(dashboard(first), 'period', {}, names).order).toEqual(['period', 'period_2'])
  expect(newFilter(dashboard(), 'choice', {}, names).items.choice?.fields).toEqual({ ticket: 'status', product: 'name' })
})

it('another type keeps only fields that fit, and no default', () => {
  expect(withType(filter, 'choice', names)).toEqual({ type: 'choice', fields: {}, default: undefined, defaults: undefined })
  const changed = changeFilter(dashboard({ order: ['period'], items: { period: filter } }), 'period', withType(filter, 'text', names))
  expect(changed.items.period).toEqual({ id: 'period', label: {}, type: 'text', fields: {} })
})

it('a default is of everybody or of a role, and can be taken away', () => {
  expect(withDefault(filter, undefined, { this: 'week' })).toEqual({ default: { this: 'week' } })
  expect(withDefault(filter, 'clerk', ['a'])).toEqual({ defaults: { boss: null, clerk: ['a'] } })
  expect(withDefault(filter, 'boss', undefined)).toEqual({ defaults: undefined })
})

it('without its last filter a dashboard has none', () => {
  const left = removeFilter(dashboard({ order: ['period'], items: { period: filter } }), 'period')
  expect(setFilters('d', left)).toEqual({ type: 'set', path: '/dashboards/items/d/filters' })
})
