import { reportSchema } from '@tangram/report-engine'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'

const fits = new Ajv2020({ strict: true, strictRequired: false }).compile(reportSchema)
const label = { en: 'L' }
const report = (parts: object) => ({
  id: 'r',
  label,
  from: 'order',
  rows: [{ field: 'placed', as: 'month', by: 'fiscal-quarter', fill: 0 }],
  measures: { n: { count: '*', label } },
  measureOrder: ['n'],
  chart: { type: 'auto' },
  ...parts,
})
const measure = (one: object) => report({ measures: { n: { label, ...one } } })

describe('the JSON Schema of a report', () => {
  it.each<[string, object]>([
    ['rows of a record', report({ rows: [{ field: 'order:customer.lines.product', as: 'p', top: { n: 3, by: 'n' } }] })],
    [
      'parts of dates and ranges of numbers',
      report({
        rows: [
          { field: 'a', as: 'a', by: 'day-of-week' },
          { field: 'b', as: 'b', bins: { width: 0.5, from: -1 } },
        ],
      }),
    ],
    ['formulas', measure({ percentile: { of: { logic: { var: 'lines.amount' } }, at: 0.9 }, where: [{ any: [{ field: 'a', is: 1 }] }] })],
    ['what stands at the end', measure({ sum: 'stock', last: 'at' })],
    ['comparisons', measure({ of: 'x', compare: '-1 year', show: 'percent', format: 'percent' })],
    ['shares', measure({ of: 'x', share: ['month'] })],
    [
      'totals, and groups that stay',
      report({
        totals: ['rows', 'grand'],
        having: [
          { measure: 'n', gte: 3 },
          { measure: 'n', empty: false },
        ],
      }),
    ],
    [
      'conditions on rows',
      report({
        where: [
          { some: 'lines', where: [{ field: 'amount', gte: '5' }] },
          { none: 'lines', where: [] },
        ],
      }),
    ],
    ['a way down', report({ drill: { columns: ['no'], path: ['region', 'customer.city'] }, fiscalYearStart: 4 })],
  ])('takes %s', (_, document) => {
    expect(fits(document), JSON.stringify(fits.errors)).toBe(true)
  })

  it.each<[string, object]>([
    ['a measure of two kinds', measure({ sum: 'a', avg: 'b' })],
    ['a filtered calculation', measure({ ratio: ['a', 'b'], where: [] })],
    ['a ratio of three', measure({ ratio: ['a', 'b', 'c'] })],
    ['an unknown period', report({ rows: [{ field: 'a', as: 'a', by: 'eon' }] })],
    ['a total of no kind', report({ totals: ['most'] })],
    ['a bound that is no number', report({ having: [{ measure: 'n', gte: '3' }] })],
    ['an unknown property', report({ sql: 'drop' })],
  ])('refuses %s', (_, document) => {
    expect(fits(document)).toBe(false)
  })
})
