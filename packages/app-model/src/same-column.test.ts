import { date, decimal, integer, list, reference, text, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { keepsColumn } from './same-column.ts'

describe('keepsColumn', () => {
  it.each<[string, ValueType, ValueType, boolean]>([
    ['a longer text', text(10), text(20), true],
    ['a shorter text', text(20), text(10), true],
    ['a wider decimal', decimal(10, 2), decimal(12, 4), true],
    ['a decimal with fewer places', decimal(10, 2), decimal(10, 1), false],
    ['a decimal that trades whole digits for places', decimal(10, 2), decimal(10, 4), false],
    ['a small integer that grows', integer({ min: 1, max: 10 }), integer(), true],
    ['an integer that shrinks', integer(), integer({ min: 1, max: 10 }), false],
    ['another table', reference('product'), reference('customer'), false],
    ['one reference becoming several', reference('product'), reference('product', true), false],
    ['a list of other things', list(text()), list(integer()), false],
    ['another kind', date, text(), false],
  ])('%s', (_what, from, to, keeps) => {
    expect(keepsColumn(from, to)).toBe(keeps)
  })
})
