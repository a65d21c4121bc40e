import { date, integer, list, range, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { type Condition, comparisonsFor, conditionsLogic, isComplete } from './condition.ts'

const types: { [field: string]: ValueType } = {
  name: text(),
  score: integer(),
  tags: list(text()),
  day: date,
  at: timestamp,
  leave: range(date),
  people: reference('person', true),
}
const logicOf = (...conditions: Condition[]) =>
  conditionsLogic(
    conditions,
    (field) => types[field],
    (day) => `${day}T00:00:00.000Z`,
  )

describe('conditionsLogic', () => {
  it('is nothing without conditions', () => {
    expect(logicOf()).toBeUndefined()
  })

  it('passes over a condition that still lacks its value, and one on an unknown field', () => {
    expect(logicOf({ field: 'name', is: 'contains' }, { field: 'gone', is: 'is', value: 'x' })).toBeUndefined()
  })

  it('joins several by and', () => {
    expect(logicOf({ field: 'name', is: 'contains', value: '林' }, { field: 'name', is: 'notEmpty' })).toEqual({
      and: [{ contains: [{ var: 'name' }, '林'] }, { '!': [{ empty: [{ var: 'name' }] }] }],
    })
  })

  it('reads a number as a number and does not take an empty value for 0', () => {
    expect(logicOf({ field: 'score', is: 'atMost', value: '3' })).toEqual({
      and: [{ '!=': [{ var: 'score' }, null] }, { '<=': [{ var: 'score' }, 3] }],
    })
  })

  it('looks for one of a list', () => {
    expect(logicOf({ field: 'tags', is: 'contains', value: 'vip' })).toEqual({ in: ['vip', { var: 'tags' }] })
  })

  it('looks for one of several people, and for periods that lie before or after a day', () => {
    expect(logicOf({ field: 'people', is: 'contains', value: 'p1' })).toEqual({ in: ['p1', { var: 'people' }] })
    expect(logicOf({ field: 'leave', is: 'after', value: '2026-11-22' })).toEqual({
      and: [{ '!=': [{ var: 'leave.start' }, null] }, { '>': [{ var: 'leave.start' }, '2026-11-22'] }],
    })
    expect(logicOf({ field: 'leave', is: 'before', value: '2026-11-22' })).toEqual({
      and: [{ '!=': [{ var: 'leave.end' }, null] }, { '<': [{ var: 'leave.end' }, '2026-11-22'] }],
    })
  })

  it('takes a day before an instant as the start of that day where the reader is', () => {
    expect(logicOf({ field: 'at', is: 'before', value: '2026-11-22' })).toEqual({
      and: [{ '!=': [{ var: 'at' }, null] }, { '<': [{ var: 'at' }, '2026-11-22T00:00:00.000Z'] }],
    })
    expect(logicOf({ field: 'day', is: 'after', value: '2026-11-22' })).toEqual({
      and: [{ '!=': [{ var: 'day' }, null] }, { '>': [{ var: 'day' }, '2026-11-22'] }],
    })
  })
})

describe('comparisonsFor', () => {
  it('offers the usual comparison first', () => {
    expect(comparisonsFor(text())[0]).toBe('contains')
    expect(comparisonsFor(integer())[0]).toBe('atLeast')
    expect(comparisonsFor(timestamp)[0]).toBe('after')
  })
})

describe('isComplete', () => {
  it('asks for a value, except where the comparison needs none', () => {
    expect(isComplete({ field: 'name', is: 'contains', value: '' })).toBe(false)
    expect(isComplete({ field: 'name', is: 'contains' })).toBe(false)
    expect(isComplete({ field: 'name', is: 'contains', value: '林' })).toBe(true)
    expect(isComplete({ field: 'name', is: 'empty' })).toBe(true)
  })
})
