import { decimal, integer, text } from '@tangram/data-model'
import type { ReportDocument, ReportResult } from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import { behind, hasUnshown, onlyFigure, unseen, wordsOfCell } from './drill-words.ts'

const label = {}
const result: ReportResult = {
  columns: [
    { id: 'team', role: 'dimension', label, valueType: text(), empty: { en: 'Nobody' } },
    { id: 'n', role: 'measure', label, valueType: integer() },
    { id: 'hours', role: 'measure', label, valueType: decimal(12, 2) },
  ],
  rows: [
    ['north', 9, '1.5'],
    [null, 4, '30'],
    ['south', 1, null],
  ],
  truncated: false,
  asOf: '2026-11-23T00:00:00.000Z',
  timezone: 'UTC',
}
const report: ReportDocument = {
  id: 'r',
  label,
  from: 'ticket',
  rows: [{ field: 'team', as: 'team' }],
  measures: {
    n: { label: { en: 'Tickets' }, count: '*' },
    lines: { label: { en: 'Lines' }, count: 'items' },
    hours: { label: { en: 'Hours' }, sum: 'hours' },
    each: { label: { en: 'Hours each' }, ratio: ['hours', 'n'] },
  },
  measureOrder: ['n', 'lines', 'hours', 'each'],
  chart: { type: 'bar' },
}
const reader = {
  isDataset: false,
  locale: 'en' as const,
  scope: { typeOf: () => undefined, follow: (path: readonly string[]) => ({ type: text(), grain: path }) },
}

it('names a cell as its mark is named', () => {
  expect(wordsOfCell(result, { team: null }, 'en')).toBe('Nobody')
  expect(wordsOfCell(result, {}, 'en')).toBe('')
})

it('shows one figure, its largest groups first', () => {
  const { columns, rows } = onlyFigure(result, 'hours')
  expect(columns.map(({ id }) => id)).toEqual(['team', 'hours'])
  expect(rows).toEqual([
    [null, '30'],
    ['north', '1.5'],
    ['south', null],
  ])
  expect(onlyFigure(result, undefined)).toBe(result)
})

describe('what the records are to the figure', () => {
  it.each([
    ['n', undefined],
    ['each', { why: 'parts', figure: 'Hours each', parts: 'Hours, Tickets' }],
    ['lines', { why: 'rows', figure: 'Lines' }],
    ['hours', { why: 'values', figure: 'Hours' }],
  ])('of %s', (measure, expected) => {
    expect(behind(report, measure, reader)).toEqual(expected)
  })

  it('of steps of a process: the records they belong to', () => {
    expect(behind(report, 'n', { ...reader, isDataset: true })).toEqual({ why: 'dataset' })
  })
})

it('tells how many are counted that the reader may not see, of plain counts alone', () => {
  expect(unseen(report, result, { cell: { team: 'north' }, measure: 'n' }, 7)).toBe(2)
  expect(unseen(report, result, { cell: { team: 'north' }, measure: 'n' }, 9)).toBe(0)
  expect(unseen(report, result, { cell: { team: null }, measure: 'hours' }, 1)).toBe(0)
  expect(unseen(report, result, { cell: {}, measure: 'n' }, 0)).toBe(0)
  const totals = [{ over: ['team'], rows: [[null, 14, '31.5']] }]
  expect(unseen(report, { ...result, totals }, { cell: {}, measure: 'n' }, 10)).toBe(4)
})

it('says that groups which are not drawn lie behind a total too', () => {
  const having = { having: [{ measure: 'n', gte: 2 }] }
  expect(hasUnshown(having, result, {})).toBe(true)
  expect(hasUnshown(having, result, { team: 'north' })).toBe(false)
  expect(hasUnshown({}, result, {})).toBe(false)
  expect(hasUnshown({}, { ...result, truncated: true }, {})).toBe(true)
})
