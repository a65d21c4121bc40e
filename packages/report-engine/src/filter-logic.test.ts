import { date, decimal, text, timestamp, type ValueType } from '@tangram/data-model'
import { evaluateLogic } from '@tangram/expression'
import { describe, expect, it } from 'vitest'
import type { ReportFilter } from './document.ts'
import { filterLogic } from './filter-logic.ts'

const types: { [name: string]: ValueType } = { at: timestamp, day: date, name: text(), amount: decimal(12, 2) }
// A quarter past nine in the evening of 22 November in Shanghai.
const given = { now: '2026-11-22T13:15:00.000Z', zone: 'Asia/Shanghai' }
const holds = (filter: ReportFilter, values: { [name: string]: string | null }) =>
  evaluateLogic(filterLogic(filter, { typeOf: ([name]) => types[name ?? ''], given, weekStart: 'mon' }), values, given) === true

describe('filterLogic', () => {
  it.each<[string, ReportFilter, string, boolean]>([
    ['today begins at local midnight', { field: 'at', in: { this: 'day' } }, '2026-11-21T16:00:00.000Z', true],
    ['and not a millisecond before', { field: 'at', in: { this: 'day' } }, '2026-11-21T15:59:59.999Z', false],
    ['it ends before the next midnight', { field: 'at', in: { this: 'day' } }, '2026-11-22T16:00:00.000Z', false],
    ['the last 2 days are today and yesterday', { field: 'at', in: { last: '2 days' } }, '2026-11-20T16:00:00.000Z', true],
    ['nothing before', { field: 'at', in: { last: '2 days' } }, '2026-11-20T15:59:59.999Z', false],
    ['complete days leave today out', { field: 'at', in: { last: '2 days', complete: true } }, '2026-11-21T16:00:00.000Z', false],
    ['and begin one earlier', { field: 'at', in: { last: '2 days', complete: true } }, '2026-11-19T16:00:00.000Z', true],
    ['after a date means after the whole day', { field: 'at', after: '2026-11-20' }, '2026-11-20T15:00:00.000Z', false],
    ['from the next midnight on', { field: 'at', after: '2026-11-20' }, '2026-11-20T16:00:00.000Z', true],
    ['until a date includes the day', { field: 'at', lte: '2026-11-20' }, '2026-11-20T15:59:59.999Z', true],
    ['before now', { field: 'at', before: 'now' }, '2026-11-22T13:14:59.999Z', true],
    ['now itself is not before now', { field: 'at', before: 'now' }, '2026-11-22T13:15:00.000Z', false],
    ['today, of a date', { field: 'day', is: 'today' }, '2026-11-22', true],
    ['decimals are numbers, not texts', { field: 'amount', is: '1.5' }, '1.50', true],
    ['and are ordered as such', { field: 'amount', gte: '9' }, '10.00', true],
  ])('%s', (_, filter, value, expected) => {
    expect(holds(filter, { [(filter as { field: string }).field]: value })).toBe(expected)
  })

  it.each<ReportFilter>([
    { field: 'at', before: 'now' },
    { field: 'amount', lte: '0' },
    { field: 'amount', gte: '0' },
    { field: 'at', in: { last: '1 year' } },
  ])('never counts an empty value into a range: %o', (filter) => {
    expect(holds(filter, { at: null, amount: null })).toBe(false)
  })

  it('tells empty from blank', () => {
    expect(holds({ field: 'name', empty: true }, { name: '' })).toBe(false)
    expect(holds({ field: 'name', empty: true }, { name: null })).toBe(true)
    expect(holds({ field: 'name', not: 'x' }, { name: null })).toBe(true)
    expect(holds({ field: 'name', oneOf: ['x', ''] }, { name: '' })).toBe(true)
    expect(holds({ field: 'name', oneOf: [] }, { name: '' })).toBe(false)
  })
  it('holds when any of several does', () => {
    const any: ReportFilter = {
      any: [
        { field: 'name', is: 'x' },
        { field: 'day', is: '2026-11-22' },
      ],
    }
    const logic = filterLogic(any, { typeOf: ([name]) => types[name ?? ''], given, weekStart: 'mon' })
    const isMet = (values: { [name: string]: string }) => evaluateLogic(logic, values, given)
    expect([isMet({ name: 'x' }), isMet({ day: '2026-11-22' }), isMet({ name: 'y' })]).toEqual([true, true, false])
  })

  it('takes fiscal years from their first month', () => {
    const logic = (fiscalYearStart: number) =>
      filterLogic({ field: 'day', in: { this: 'fiscal-year' } }, { typeOf: () => date, given, weekStart: 'mon', fiscalYearStart })
    expect(evaluateLogic(logic(4), { day: '2026-03-31' }, given)).toBe(false)
    expect(evaluateLogic(logic(4), { day: '2027-03-31' }, given)).toBe(true)
  })

  it.each<[ReportFilter, string, string]>([
    [{ field: 'at', in: { this: 'month' } }, '2025-10-31T16:00:00.000Z', '2025-11-30T16:00:00.000Z'],
    [{ field: 'at', lte: 'now' }, '2025-11-22T13:15:00.000Z', '2025-11-22T13:15:00.001Z'],
    [{ field: 'at', is: '2024-02-29' }, '2023-02-27T16:00:00.000Z', '2023-02-28T16:00:00.000Z'],
  ])('is asked of the year before at its boundaries: %j', (filter, inside, outside) => {
    const earlier = { field: 'at', by: { count: 1, unit: 'year' as const } }
    const logic = filterLogic(filter, { typeOf: () => timestamp, given, weekStart: 'mon', earlier })
    expect([inside, outside].map((at) => evaluateLogic(logic, { at }, given))).toEqual([true, false])
  })

  it('leaves other fields where they are when it is asked of the year before', () => {
    const earlier = { field: 'day', by: { count: 1, unit: 'year' as const } }
    const logic = filterLogic({ field: 'at', after: 'now' }, { typeOf: () => timestamp, given, weekStart: 'mon', earlier })
    expect(evaluateLogic(logic, { at: '2026-01-01T00:00:00.000Z' }, given)).toBe(false)
  })
})
