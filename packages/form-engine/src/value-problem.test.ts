import {
  date,
  decimal,
  integer,
  type JsonValue,
  json,
  list,
  range,
  reference,
  text,
  time,
  timestamp,
  type ValueType,
} from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valueProblem } from './value-problem.ts'

const uuid = '0192f3a0-0000-7000-8000-000000000001'

const cases: [what: string, type: ValueType, value: JsonValue, code: string | undefined][] = [
  ['a text', text(3), '你好😀', undefined],
  ['a text longer than it may be, counted in characters people see', text(3), '你好😀!', 'value.too-long'],
  ['a number where a text is due', text(), 5, 'value.not-text'],
  ['a NUL that PostgreSQL cannot hold', text(), 'a\0b', 'value.bad-characters'],
  ['half a surrogate pair', text(), 'a\ud83d', 'value.bad-characters'],
  ['a whole number at the edge of what is exact', integer(), 2 ** 53 - 1, undefined],
  ['a whole number beyond it', integer(), 2 ** 53, 'value.not-integer'],
  ['a fraction', integer(), 1.5, 'value.not-integer'],
  ['too low', integer({ min: 1, max: 5 }), 0, 'value.too-low'],
  ['too high', integer({ min: 1, max: 5 }), 6, 'value.too-high'],
  ['a decimal', decimal(5, 2), '-999.99', undefined],
  ['trailing zeros, which do not count', decimal(5, 2), '1.5000', undefined],
  ['a JavaScript number, which is not exact', decimal(5, 2), 1.5, 'value.not-decimal'],
  ['too many decimals', decimal(5, 2), '1.005', 'value.too-many-decimals'],
  ['too many digits', decimal(5, 2), '1000', 'value.too-many-digits'],
  ['a leap day', date, '2024-02-29', undefined],
  ['a leap day in a common year', date, '1900-02-29', 'value.not-date'],
  ['the year zero, which PostgreSQL does not have', date, '0000-01-01', 'value.not-date'],
  ['a time', time, '23:59:59', undefined],
  ['twenty-four hours', time, '24:00:00', 'value.not-time'],
  ['an instant', timestamp, '2026-11-22T08:00:00.000Z', undefined],
  ['an instant without milliseconds', timestamp, '2026-11-22T08:00:00Z', 'value.not-instant'],
  ['a list', list(text(2)), ['ab'], undefined],
  ['a list with a wrong entry', list(text(2)), ['abc'], 'value.too-long'],
  ['a list with a hole', list(text(2)), [null], 'value.not-list'],
  ['a range open at one end', range(date), { start: '2026-01-01', end: null }, undefined],
  ['a range with something else in it', range(date), { from: '2026-01-01' }, 'value.not-range'],
  ['a reference', reference('product'), uuid, undefined],
  ['a label instead of an id', reference('product'), 'Kettle', 'value.not-reference'],
  ['several where one is due', reference('product'), [uuid], 'value.not-reference'],
  ['one where several are due', reference('product', true), uuid, 'value.not-references'],
]

describe('valueProblem', () => {
  it.each(cases)('%s', (_what, type, value, code) => {
    expect(valueProblem(type, value)?.code).toBe(code)
  })

  it('answers for any JSON and any type', () => {
    const type = fc.constantFrom(...cases.map(([, each]) => each), json)
    fc.assert(fc.property(type, fc.jsonValue(), (each, value) => void valueProblem(each, value as JsonValue)))
  })
})
