import { date, integer } from '@tangram/data-model'
import { checkReport, type ReportDocument } from '@tangram/report-engine'
import { expect, it } from 'vitest'
import { addFormula, formulaScope } from './formula-measure.ts'

const typeOf = ([name = '']: readonly string[]) => (name === 'placed' ? date : name === 'amount' ? integer() : undefined)
const report: ReportDocument = {
  id: 'r',
  label: { en: 'R' },
  from: 'order',
  rows: [{ field: 'placed', as: 'month', by: 'month' }],
  measures: {
    count: { count: '*', label: { en: 'Orders', 'zh-CN': '订单数' } },
    sum: { sum: 'amount', label: { en: 'Amount', 'zh-CN': '金额' } },
  },
  measureOrder: ['count', 'sum'],
  chart: { type: 'table' },
}

it('a formula begins as the first figure, without faults', () => {
  const made = { ...report, ...addFormula(report) }
  expect(made.measures.formula).toMatchObject({ logic: { var: 'count' } })
  expect(checkReport(made, { typeOf })).toEqual([])
  expect(addFormula({ ...report, measures: {}, measureOrder: [] })).toEqual({})
})

it('writes figures by their labels, never itself nor what is made of it', () => {
  const one = { ...report, ...addFormula(report) }
  const measures: ReportDocument['measures'] = { ...one.measures, part: { of: 'formula', share: 'total', label: { en: 'Part' } } }
  const scope = formulaScope({ ...one, measures, measureOrder: [...one.measureOrder, 'part'] }, 'formula', 'zh-CN')
  expect(scope.names?.()).toEqual([
    { path: ['count'], label: '订单数' },
    { path: ['sum'], label: '金额' },
  ])
  expect(scope.typeOf(['count'])).toEqual(integer())
  expect(scope.typeOf(['formula'])).toBeUndefined()
  expect(scope.typeOf(['part'])).toBeUndefined()
})
