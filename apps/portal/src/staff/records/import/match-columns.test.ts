import type { EntityDocument } from '@tangram/data-model'
import { fieldTypes, type InferredTable } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { columnsOf, fieldsToFill, likelyKey, matchByHeading, matchOf, rowsToFill } from './match-columns.ts'

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
    expect(matchByHeading(headed('型号', 'NAME', '价格（元）', '名称', '备注'), fields, [])).toEqual({ 0: 'model', 1: 'name', 2: 'price' })
  })

  it('under a heading of two rows go into the columns of the sub-form of that name', () => {
    const columns = {
      order: ['sku', 'amount'],
      items: {
        sku: { id: 'sku', type: 'text', label: { 'zh-CN': '产品' } },
        amount: { id: 'amount', type: 'integer', label: { 'zh-CN': '数量' } },
      },
    }
    const order: EntityDocument = {
      ...entity,
      fields: {
        order: ['name', 'items'],
        items: {
          name: entity.fields.items.name as never,
          items: { id: 'items', type: 'subform', label: { 'zh-CN': '明细' }, fields: columns },
        },
      },
    }
    const fields = fieldsToFill(order, fieldTypes, [])
    const rows = rowsToFill(order, fieldTypes, [])
    expect(fields.map(({ id }) => id)).toEqual(['name'])
    const table = {
      ...headed('名称'),
      groups: [
        {
          group: '明细',
          columns: [
            { column: 1, header: '数量' },
            { column: 2, header: '产品' },
          ],
        },
      ],
    }
    const match = matchByHeading(table as InferredTable, fields, rows)
    expect(match).toEqual({ 0: 'name', 1: 'items.amount', 2: 'items.sku' })
    const sent = columnsOf(match)
    expect(sent).toEqual([
      { column: 0, field: 'name' },
      { column: 1, field: 'amount', within: 'items' },
      { column: 2, field: 'sku', within: 'items' },
    ])
    expect(matchOf(sent)).toEqual(match)
    expect(rowsToFill(order, fieldTypes, ['items'])).toEqual([])
  })

  it('find records by a unique field, else by what records are called', () => {
    expect(likelyKey(entity, fieldTypes, { 0: 'name', 1: 'model' })).toBe('model')
    expect(likelyKey(entity, fieldTypes, { 0: 'number', 1: 'name' })).toBe('number')
    expect(likelyKey(entity, fieldTypes, { 0: 'name', 1: 'price' })).toBe('name')
    expect(likelyKey(entity, fieldTypes, { 1: 'price' })).toBeNull()
  })
})
