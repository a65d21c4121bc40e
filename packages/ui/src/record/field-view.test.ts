import type { EntityDocument } from '@tangram/data-model'
import { fieldTypes } from '@tangram/form-engine'
import { expect, it } from 'vitest'
import { fieldViewsOf } from './field-view.ts'

const name = { id: 'name', type: 'text', label: { en: 'Name' }, column: 'name' }
const entity: EntityDocument = { id: 'customer', label: { en: 'Customer' }, title: 'name', fields: { order: ['name'], items: { name } } }

it('shows who made a record and when, but of a linked table its columns alone', () => {
  expect(Object.keys(fieldViewsOf(entity, fieldTypes))).toEqual(expect.arrayContaining(['name', 'created_at', 'created_by', 'version']))
  const linked = { schema: 'erp', table: 'customers', key: ['name'], types: { name: 'text' } }
  expect(Object.keys(fieldViewsOf({ ...entity, linked }, fieldTypes))).toEqual(['name'])
})
