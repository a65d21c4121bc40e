import type { Measure } from '@tangram/report-engine'
import { expect, it } from 'vitest'
import { withCondition } from './measure-condition.ts'

const label = { en: 'Sales' }
const logic = { '==': [{ var: 'kind' }, 'pump'] }

it('a condition is added, replaced and taken away; other filters stay', () => {
  const filtered: Measure = { label, count: '*', where: [{ field: 'region', is: 'north' }] }
  const once = withCondition(filtered, logic)
  expect(once).toEqual({ label, count: '*', where: [{ field: 'region', is: 'north' }, { logic }] })
  expect(withCondition(once, true)).toEqual({ label, count: '*', where: [{ field: 'region', is: 'north' }, { logic: true }] })
  expect(withCondition(once, undefined)).toEqual(filtered)
  expect(withCondition({ label, count: '*', where: [{ logic }] }, undefined)).toEqual({ label, count: '*' })
})

it('a figure made of others has no records of its own', () => {
  const ratio: Measure = { label, ratio: ['a', 'b'] }
  expect(withCondition(ratio, logic)).toBe(ratio)
})
