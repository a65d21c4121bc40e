import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isKey, joinedKey, partsOfKey } from './linked.ts'

it('several values become one id and are found in it again, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', '~', '%', '2', '5', '7', 'E', ' ', '/', '单') }), { minLength: 2, maxLength: 5 }),
      (values) => {
        expect(partsOfKey(joinedKey(values), values.length)).toEqual(values)
        expect(partsOfKey(joinedKey(values), values.length + 1)).toBeUndefined()
      },
    ),
  )
})

it.each([
  ['bigint', '9223372036854775807', true],
  ['bigint', '-9223372036854775808', true],
  ['bigint', '9223372036854775808', false],
  ['bigint', '007', false],
  ['bigint', '-0', false],
  ['bigint', '1.0', false],
  ['bigint', ' 1', false],
  ['numeric', '12.50', true],
  ['numeric', '1e3', false],
  ['numeric', 'NaN', false],
  ['text', ' ', true],
  ['text', '', false],
  ['text', 'a\0b', false],
  ['text', '\ud800', false],
  ['text', 'x'.repeat(1001), false],
  ['bpchar', 'AB 1', true],
  ['bpchar', 'AB ', false],
] as const)('%s names a row by %j: %s', (key, value, is) => {
  expect(isKey(key, value)).toBe(is)
})
