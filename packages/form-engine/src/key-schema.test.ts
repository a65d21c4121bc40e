import { isKey, reference } from '@tangram/data-model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { valueSchema } from './to-json-schema.ts'

const isTaken = (key: 'text' | 'bpchar' | 'bigint' | 'numeric', text: string): boolean => {
  const {
    pattern = '',
    minLength = 0,
    maxLength = Number.POSITIVE_INFINITY,
  } = valueSchema(reference('orders', false, key)) as {
    pattern?: string
    minLength?: number
    maxLength?: number
  }
  return new RegExp(pattern, 'u').test(text) && text.length >= minLength && text.length <= maxLength
}

it('the schema of a reference to a linked table takes exactly what names a row there', () => {
  const most = 2n ** 63n
  const near = fc.tuple(fc.constantFrom(0n, most, -most, 10n ** 18n), fc.bigInt({ min: -12n, max: 12n })).map(([at, by]) => String(at + by))
  const numbers = fc.oneof(
    near,
    fc.bigInt().map(String),
    fc.double().map(String),
    fc.string({ unit: fc.constantFrom('0', '9', '-', '.', 'e', ' ') }),
  )
  const texts = fc.oneof(numbers, fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', ' ', '\0', '单', '😀') }))
  for (const key of ['bigint', 'numeric', 'text', 'bpchar'] as const)
    fc.assert(
      fc.property(key === 'bigint' || key === 'numeric' ? numbers : texts, (text) => {
        expect([text, isTaken(key, text)]).toEqual([text, isKey(key, text)])
      }),
      { numRuns: 500 },
    )
})
