import type { DataRecord, EntityDocument } from '@tangram/data-model'
import { fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { recordTitle } from './record-title.ts'

const entity: EntityDocument = {
  id: 'ticket',
  label: { en: 'Ticket' },
  title: 'customer_name',
  fields: {
    order: ['number', 'customer_name'],
    items: {
      number: { id: 'number', type: 'serialNumber', label: { en: 'Number' } },
      customer_name: { id: 'customer_name', type: 'text', label: { en: 'Customer' } },
    },
  },
}
const record = (values: DataRecord['values']): DataRecord => ({
  id: '0190b2c4-0000-7000-8000-000000000001',
  version: 1,
  createdAt: '2026-11-22T00:00:00.000Z',
  createdBy: null,
  updatedAt: '2026-11-22T00:00:00.000Z',
  updatedBy: null,
  values,
})

describe('recordTitle', () => {
  it('is number and title', () => {
    expect(recordTitle(entity, record({ number: 'TS-1', customer_name: '王芳' }), fieldTypes)).toEqual({ number: 'TS-1', title: '王芳' })
  })

  it('falls back on the number where the title is empty or may not be seen', () => {
    expect(recordTitle(entity, record({ number: 'TS-1' }), fieldTypes)).toEqual({ number: 'TS-1', title: 'TS-1' })
  })

  it('never leaves a record without a name', () => {
    expect(recordTitle(undefined, record({}), fieldTypes)).toEqual({ number: null, title: '0190b2c4' })
  })
})
