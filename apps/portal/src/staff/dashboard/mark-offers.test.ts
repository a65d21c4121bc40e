import type { ReportDocument, ReportResult } from '@tangram/report-engine'
import { expect, it } from 'vitest'
import { asksFirst, figureOf } from './mark-offers.ts'

const result = {
  columns: [
    { id: 'kind', role: 'dimension', label: {}, valueType: { kind: 'text' } },
    { id: 'n', role: 'measure', label: {}, valueType: { kind: 'integer' } },
    { id: 'sum', role: 'measure', label: {}, valueType: { kind: 'integer' } },
  ],
  rows: [
    ['pump', 1200, 5],
    [null, 7, null],
  ],
  totals: [{ over: ['kind'], rows: [[null, 1207, 5]] }],
  truncated: false,
  asOf: '2026-11-23T00:00:00.000Z',
  timezone: 'UTC',
} as unknown as ReportResult

it.each([
  [{ cell: { kind: 'pump' }, measure: 'n' }, '1,200'],
  [{ cell: { kind: null }, measure: 'n' }, '7'],
  [{ cell: {}, measure: 'n' }, '1,207'],
  [{ cell: { kind: null }, measure: 'sum' }, undefined],
  [{ cell: { kind: 'gone' }, measure: 'n' }, undefined],
  [{ cell: { kind: 'pump' } }, undefined],
])('the figure of %j is %s', (mark, shown) => {
  expect(figureOf(result, mark, 'en')).toBe(shown)
})

it('a group with a figure may mean several things; a row of a list and a lone figure mean one', () => {
  const report = (rows: number, measures: string[]) =>
    ({ rows: Array(rows).fill({ field: 'kind' }), measureOrder: measures }) as unknown as ReportDocument
  expect([report(1, ['n']), report(1, []), report(0, ['n'])].map(asksFirst)).toEqual([true, false, false])
})
