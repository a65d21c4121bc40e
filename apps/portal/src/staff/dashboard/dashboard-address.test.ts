import { expect, it } from 'vitest'
import { readAsked, withAsked, withValue } from './dashboard-address.ts'

const asked = { values: { when: { last: '30 days' }, who: ['$me', null] }, cross: { report: 'by_kind', cell: { k: { others: ['a'] } } } }

it('a dashboard is found again by its address', () => {
  expect(readAsked(withAsked('?drill=trend', asked))).toEqual(asked)
  expect(withAsked('?drill=trend', asked)).toContain('drill=trend')
  expect(withAsked(withAsked('?drill=trend', asked), { values: {} })).toBe('?drill=trend')
})

it.each(['', '?f=[1]&x=2', '?f={&x={}', '?x={"report":1,"cell":{}}'])('asks nothing by %s', (search) => {
  expect(readAsked(search)).toEqual({ values: {} })
})

it('a filter given back to its default is not in it', () => {
  expect(withValue({ a: ['x'] }, 'a', undefined)).toEqual({})
  expect(withValue({ a: ['x'] }, 'a', null)).toEqual({ a: null })
})
