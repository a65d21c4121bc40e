import { date, integer } from '@tangram/data-model'
import { checkReport, type ReportDocument } from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import { removeMeasure, setRows, withChart } from './edit-report.ts'
import { calculationsFor, quickCalculations, withCalculation } from './quick-calculations.ts'

const types = { placed: date, amount: integer() }
const typeOf = ([name = '']: readonly string[]) => (Object.hasOwn(types, name) ? types[name as keyof typeof types] : undefined)
const report: ReportDocument = {
  id: 'r',
  label: { en: 'R' },
  from: 'order',
  rows: [{ field: 'placed', as: 'month', by: 'month' }],
  measures: { sum: { sum: 'amount', label: { en: 'Amount', 'zh-CN': '金额' }, format: 'money' } },
  measureOrder: ['sum'],
  chart: { type: 'table' },
}

/** The same by the stages of a funnel. */
const staged: ReportDocument = {
  ...report,
  funnel: { stages: ['all', 'paid'].map((id) => ({ id, label: {}, where: [{ field: 'amount', gte: id.length }] })) },
  rows: [{ field: '$stage', as: 'stage' }],
}
const conversions = ['of-first', 'of-previous']

describe('quick calculations', () => {
  it.each(quickCalculations)('of the kind %s make a report without faults, named after the figure', (kind) => {
    const of = conversions.includes(kind) ? staged : report
    const made = { ...of, ...withCalculation(of, 'sum', kind) }
    expect(checkReport(made, { typeOf })).toEqual([])
    const [, id = ''] = made.measureOrder
    expect(made.measures[id]?.label['zh-CN']).toMatch(/^金额./)
    expect(made.measures[id]?.label.en).toMatch(/^Amount, ./)
  })

  it('are offered where they make sense', () => {
    expect(calculationsFor(report, 'sum', { typeOf })).toEqual(quickCalculations.filter((kind) => !conversions.includes(kind)))
    expect(calculationsFor(staged, 'sum', { typeOf })).toEqual(['share', 'rank', 'target', ...conversions])
    expect(calculationsFor({ ...report, rows: [] }, 'sum', { typeOf })).toEqual(['share', 'rank', 'target'])
    const mean = { ...report, measures: { sum: { avg: 'amount', label: {} } } }
    expect(calculationsFor(mean, 'sum', { typeOf })).not.toContain('running')
  })

  it('stay whole when the figure they are made of is no longer shown', () => {
    const both = { ...report, ...withCalculation(report, 'sum', 'share') }
    const rest = { ...both, ...removeMeasure(both, 'sum') }
    expect(Object.keys(rest.measures)).toEqual(['sum', 'sum_share'])
    expect(rest.measureOrder).toEqual(['sum_share'])
    expect(checkReport(rest, { typeOf })).toEqual([])
  })
})

it('conditions and totals go with what they are about', () => {
  const full: ReportDocument = {
    ...report,
    ...withCalculation(report, 'sum', 'rank'),
    rows: [...report.rows, { field: 'amount', as: 'amount' }],
    having: [{ measure: 'sum_rank', lte: 3 }],
    totals: ['grand', 'subtotals'],
  }
  expect(removeMeasure(full, 'sum_rank').having).toBeUndefined()
  expect(setRows(full, report.rows).totals).toEqual(['grand'])
  expect(withChart(full, 'gauge').totals).toBeUndefined()
})
