import type { EntityDocument, FieldDocument } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { fieldTypes } from './fields/index.ts'
import { resolveEntity } from './resolve-entity.ts'

const ticket = (fields: { [id: string]: Partial<FieldDocument> }): EntityDocument => ({
  id: 'ticket',
  label: { en: 'Ticket' },
  title: 'number',
  fields: {
    order: Object.keys(fields),
    items: Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, { id, type: 'text', label: { en: id }, ...field }])),
  },
})

describe('resolveEntity', () => {
  it('gives storage, expressions and reports all they need to know of a field', () => {
    const options = [{ id: 'low', label: { en: 'Low', 'zh-CN': '低' } }]
    const document = ticket({
      number: { type: 'serialNumber', required: true, config: { prefix: 'TS', date: 'day' } },
      product: { type: 'relation', required: true, config: { entity: 'product' } },
      urgency: { type: 'select', config: { options }, default: 'low' },
    })
    const { entity, diagnostics } = resolveEntity('service_desk', document, fieldTypes)
    expect(entity.order).toEqual(['number', 'product', 'urgency'])
    expect(entity.attributes).toMatchObject({
      number: { required: false, unique: true, serial: { prefix: 'TS', date: 'day', digits: 4 } },
      product: { required: true, valueType: { kind: 'reference', to: 'product' } },
      urgency: { valueType: { kind: 'text' }, options, default: 'low', fieldType: 'select' },
    })
    expect(diagnostics.map(({ severity, path }) => [severity, path])).toEqual([['warning', '/fields/items/number/required']])
  })

  it('leaves out a field of an unknown type and says where it stands', () => {
    const { entity, diagnostics } = resolveEntity('app', ticket({ number: {}, mood: { type: 'aura' } }), fieldTypes)
    expect(entity.order).toEqual(['number'])
    expect(diagnostics).toMatchObject([{ code: 'form.field.unknown-type', path: '/fields/items/mood/type' }])
  })

  it('reports options that cannot be told apart', () => {
    const options = [{ id: 'a', label: {} }, { id: 'a', label: {} }, 'b']
    const { diagnostics } = resolveEntity('app', ticket({ kind: { type: 'radio', config: { options } as never } }), fieldTypes)
    expect(diagnostics.map((found) => found.code)).toEqual(['options.twice', 'options.not-an-option'])
  })

  it('knows the columns of a sub-form and what its rows hold', () => {
    const columns = { order: ['name', 'price'], items: { name: column('name', 'text'), price: column('price', 'money') } }
    const { entity, diagnostics } = resolveEntity('app', ticket({ items: { type: 'subform', fields: columns } }), fieldTypes)
    expect(diagnostics).toEqual([])
    expect(entity.attributes.items).toMatchObject({
      rows: { order: ['name', 'price'], attributes: { price: { valueType: { kind: 'decimal' } } } },
      valueType: { kind: 'rows', of: { name: { kind: 'text' }, price: { kind: 'decimal' } } },
    })
  })

  it('refuses columns that rows cannot have', () => {
    const bad = [
      column('position', 'text'),
      column('inner', 'subform'),
      column('number', 'serialNumber'),
      { ...column('once', 'text'), unique: true },
    ]
    const columns = { order: bad.map(({ id }) => id), items: Object.fromEntries(bad.map((each) => [each.id, each])) }
    const fields = { items: { type: 'subform', fields: columns }, empty: { type: 'subform' } }
    const { diagnostics } = resolveEntity('app', ticket(fields), fieldTypes)
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'form.column.reserved /fields/items/items/fields/items/position/id',
      'form.column.nested /fields/items/items/fields/items/inner/type',
      'form.column.serial /fields/items/items/fields/items/number/type',
      'form.column.unique /fields/items/items/fields/items/once/unique',
      'form.column.none /fields/items/empty/fields',
    ])
  })

  it('calls a formula virtual when it leaves the record, directly or through another one', () => {
    const product = resolveEntity('app', { ...ticket({ price: { type: 'money' } }), id: 'product' }, fieldTypes).entity
    const items = {
      order: ['price', 'age'],
      items: { price: column('price', 'money'), age: { ...column('age', 'integer'), computed: { var: '$today' } } },
    }
    const fields = {
      product: { type: 'relation', config: { entity: 'product' } },
      items: { type: 'subform', fields: items },
      total: { type: 'money', computed: { dec_sum: [{ var: 'items.price' }] } },
      oldest: { type: 'integer', computed: { max: [{ var: 'items.age' }] } },
      list_price: { type: 'lookup', config: { relation: 'product', field: 'price' } },
      twice: { type: 'money', computed: { '*': [2, { var: 'list_price' }] } },
      of: { type: 'text', computed: { var: 'product' } },
    }
    const { entity } = resolveEntity('app', ticket(fields), fieldTypes, (id) => (id === 'product' ? product : undefined))
    expect(entity.order.filter((id) => entity.attributes[id]?.virtual)).toEqual(['oldest', 'list_price', 'twice'])
    expect(entity.attributes.list_price?.valueType).toEqual(product.attributes.price?.valueType)
  })

  it('gives a formula the type of what it gives, with the decimal places its author asks for', () => {
    const fields = {
      price: { type: 'money' },
      twice: { type: 'computed', computed: { 'dec*': [2, { var: 'price' }] }, config: { decimals: 3 } },
      again: { type: 'computed', computed: { var: 'twice' } },
      is_high: { type: 'computed', computed: { 'dec>': [{ var: 'price' }, 10] } },
    }
    const { attributes } = resolveEntity('app', ticket(fields), fieldTypes).entity
    expect([attributes.twice, attributes.again, attributes.is_high].map((each) => each?.valueType)).toEqual([
      { kind: 'decimal', precision: 23, scale: 3 },
      { kind: 'decimal', precision: 22, scale: 2 },
      { kind: 'boolean' },
    ])
  })
})

const column = (id: string, type: string): FieldDocument => ({ id, type, label: { en: id } })
