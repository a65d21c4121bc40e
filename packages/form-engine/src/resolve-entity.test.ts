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
})
