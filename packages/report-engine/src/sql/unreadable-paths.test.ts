import { text } from '@tangram/data-model'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { ReportDocument } from '../document.ts'
import { unreadablePaths } from './unreadable-paths.ts'

const base: ReportDocument = { id: 'r', label: {}, from: 'ticket', rows: [], measures: {}, measureOrder: [], chart: { type: 'table' } }
const source = { attribute: ([name]: readonly string[]) => (name === 'open' ? { expression: sql`1`, type: text() } : undefined) }

it.each<[string, Partial<ReportDocument>]>([
  ['a dimension', { rows: [{ field: 'cost', as: 'x' }] }],
  ['a column dimension', { cols: [{ field: 'cost', as: 'x' }] }],
  ['a sum', { measures: { x: { sum: 'cost', label: {} } } }],
  ['a measure that is not even shown', { measures: { x: { max: 'cost', label: {} } }, measureOrder: [] }],
  ['the end of a duration', { measures: { x: { avgDuration: { from: 'open', to: 'cost' }, label: {} } } }],
  ['the filter of a measure', { measures: { x: { count: '*', where: [{ field: 'cost', gte: 1 }], label: {} } } }],
  ['a filter', { where: [{ field: 'cost', empty: false }] }],
  ['a stage of a funnel', { funnel: { stages: [{ id: 'a', label: {}, where: [{ field: 'cost', gte: 1 }] }] } }],
  ['the key of a cohort', { cohort: { key: 'cost', at: 'open', by: 'month', periods: 3 } }],
  ['the time of a cohort', { cohort: { key: 'open', at: 'cost', by: 'month', periods: 3 } }],
  [
    'what makes the first of a cohort',
    { cohort: { key: 'open', at: 'open', by: 'month', periods: 3, where: [{ field: 'cost', gte: 1 }] } },
  ],
  ['a formula', { where: [{ logic: { and: [{ '>': [{ var: 'cost' }, 1] }, { '==': [{ var: '$user.id' }, { var: 'open' }] }] } }] }],
])('finds a hidden field in %s', (_, part) => {
  expect(unreadablePaths({ ...base, ...part }, source)).toEqual(['cost'])
})

it('finds nothing in a report over what the viewer may see', () => {
  expect(unreadablePaths({ ...base, rows: [{ field: 'open', as: 'x' }] }, source)).toEqual([])
})
