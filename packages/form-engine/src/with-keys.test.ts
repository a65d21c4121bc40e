import { type EntityDocument, isKey, reference } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntityLookup } from './compile-form.ts'
import { entityOf } from './entity-of.ts'
import { evaluateForm } from './evaluate-form.ts'
import { fieldTypes } from './fields/index.ts'
import { valueSchema } from './to-json-schema.ts'
import { compileRecord } from './validate-record.ts'

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

describe('a form over a record that refers to a row of a linked table', () => {
  const field = { id: 'order', type: 'relation', label: { en: 'Order' }, config: { entity: 'orders', many: false } }
  const claim: EntityDocument = {
    id: 'claim',
    label: { en: 'Claim' },
    title: 'order',
    fields: { order: ['order'], items: { order: field } },
  }
  const orders: EntityDocument = {
    id: 'orders',
    label: { en: 'Orders' },
    title: 'no',
    fields: { order: ['no'], items: { no: { id: 'no', type: 'integer', label: { en: 'No.' }, column: 'no' } } },
    linked: { schema: 'erp', table: 'orders', key: ['no'], types: { no: 'bigint' } },
  }
  const errors = (value: string, lookup?: EntityLookup) =>
    evaluateForm(compileRecord(claim, fieldTypes, lookup), { order: value }, { now: '2026-11-23T00:00:00.000Z', zone: 'UTC' }).errors.map(
      ({ code }) => code,
    )
  const known: EntityLookup = (id) => (id === 'orders' ? entityOf('sales', orders, fieldTypes) : undefined)

  it('takes its key and nothing else', () => {
    expect(errors('17', known)).toEqual([])
    expect(errors('seventeen', known)).toEqual(['value.not-reference'])
    expect(errors('01890a5d-ac96-774b-bcce-b302099a8057', known)).toEqual(['value.not-reference'])
  })

  it('takes any key where its reader does not know the table, a uuid where nothing is said of other tables', () => {
    expect(errors('17', () => undefined)).toEqual([])
    expect(errors('17')).toEqual(['value.not-reference'])
    expect(errors('01890a5d-ac96-774b-bcce-b302099a8057')).toEqual([])
  })
})
