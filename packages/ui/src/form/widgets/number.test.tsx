import type { EntityDocument, RecordValues } from '@tangram/data-model'
import { compileForm, createFormState, fieldTypes } from '@tangram/form-engine'
import { act } from 'react'
import { expect, it } from 'vitest'
import { byLabel, render, type } from '../../testing/render.tsx'
import { FormView } from '../form-view.tsx'

const entity: EntityDocument = {
  id: 'line',
  label: { en: 'Line' },
  title: 'price',
  fields: { order: ['price'], items: { price: { id: 'price', type: 'number', label: { en: 'Price' } } } },
}
const elements = { order: ['price'], items: { price: { id: 'price', kind: 'field' as const, field: 'price' } } }
const sources = { options: async () => [], upload: () => Promise.reject(new Error('not here')), fileUrl: () => null }

function lineOf(values: RecordValues) {
  const form = { id: 'line', label: { en: 'Line' }, entity: 'line', elements }
  return createFormState(compileForm(form, entity, fieldTypes), values, { now: '2026-11-22T08:00:00.000Z', zone: 'UTC' })
}

it('stays selected for whoever comes to type over it, without separators and idle zeros', async () => {
  await render(<FormView model={lineOf({ price: '1048.00' })} sources={sources} />)
  const input = byLabel('Price') as HTMLInputElement
  input.setSelectionRange(0, input.value.length)
  await act(async () => input.focus())
  expect([input.value, input.selectionStart, input.selectionEnd]).toEqual(['1048', 0, 4])
})

it('shows what is set while somebody stands in it, and leaves what they type alone', async () => {
  const model = lineOf({})
  await render(<FormView model={model} sources={sources} />)
  const input = byLabel('Price') as HTMLInputElement
  await act(async () => input.focus())
  await act(async () => model.set('price', '100'))
  expect(input.value).toBe('100')
  await type(input, '1.')
  expect(input.value).toBe('1.')
  await type(input, '1.50')
  expect(input.value).toBe('1.50')
})
