import type { EntityDocument } from '@tangram/data-model'
import { fieldTypes, type InferredTable } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { fieldsToFill, likelyKey, matchByHeading } from './match-columns.ts'

const entity: EntityDocument = {
  id: 'product',
  label: { en: 'Product' },
  title: 'name',
  fields: {
    order: ['number', 'name', 'model', 'price', 'total', 'picture'],
    items: {
      number: { id: 'number', type: 'serialNumber', label: { en: 'Number' } },
      name: { id: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' } },
      model: { id: 'model', type: 'text', label: { en: 'Model', 'zh-CN': '型号' }, unique: true },
      price: { id: 'price', type: 'money', label: { en: 'Price', 'zh-CN': '价格' } },
      total: { id: 'total', type: 'money', label: { en: 'Total' }, computed: 1 },
      picture: { id: 'picture', type: 'image', label: { en: 'Picture' } },
    },
  },
}
const headed = (...headers: string[]) => ({ columns: headers.map((header, column) => ({ header, column })) }) as InferredTable

describe('columns of a file', () => {
  it('fill in what a cell can say: no formulas, no pictures, nothing that may only be read', () => {
    expect(fieldsToFill(entity, fieldTypes, ['price']).map(({ id }) => id)).toEqual(['number', 'name', 'model'])
  })

  it('go into the fields they are headed like, each once', () => {
    const fields = fieldsToFill(entity, fieldTypes, [])
    expect(matchByHeading(headed('型号', 'NAME', '价格（元）', '名称', '备注'), fields)).toEqual({ 0: 'model', 1: 'name', 2: 'price' })
  })

  it('find records by a unique field, else by what records are called', () => {
    expect(likelyKey(entity, fieldTypes, { 0: 'name', 1: 'model' })).toBe('model')
    expect(likelyKey(entity, fieldTypes, { 0: 'number', 1: 'name' })).toBe('number')
    expect(likelyKey(entity, fieldTypes, { 0: 'name', 1: 'price' })).toBe('name')
    expect(likelyKey(entity, fieldTypes, { 1: 'price' })).toBeNull()
  })
})
