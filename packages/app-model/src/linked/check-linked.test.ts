import type { EntityDocument, FieldDocument, JsonValue } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { checkApp } from '../check-app.ts'
import { withValueAt } from '../commands/json-pointer.ts'
import type { AppDocument } from '../document.ts'
import { defaultPlatform } from '../platform.ts'
import { resolveApp } from '../resolve-app.ts'
import { sampleApp } from '../testing/sample-app.ts'

const field = (id: string, type: string, column: string): FieldDocument => ({ id, type, label: { en: id }, column })

/** The sample, its products being those of an ERP. */
function withProducts(change: (product: EntityDocument) => void = () => {}): AppDocument {
  const app = sampleApp()
  const product: EntityDocument = {
    id: 'product',
    label: { en: 'Product', 'zh-CN': '产品' },
    title: 'name',
    fields: {
      order: ['name', 'price'],
      items: { name: field('name', 'text', '名称'), price: field('price', 'number', 'unit price') },
    },
    linked: {
      schema: 'erp',
      table: 'products',
      key: ['id'],
      types: { id: 'bigint', 名称: 'character varying(80)', 'unit price': 'numeric', made: 'tsvector' },
    },
  }
  change(product)
  app.entities.items.product = product
  return app
}

const at = '/entities/items/product'
const found = (app: unknown) => checkApp(app, defaultPlatform).map(({ code, path }) => [code, path])
const foundWith = (path: string, value: JsonValue) => found(withValueAt(withProducts() as unknown as JsonValue, path, value))

describe('a linked table', () => {
  it('is sound, and so are relations to it, reports over it and lists of it', () => {
    const app = withProducts()
    const list = { id: 'products', label: { en: 'Products' }, entity: 'product', columns: ['name', 'price'] }
    app.views = { order: [...app.views.order, 'products'], items: { ...app.views.items, products: list } }
    expect(found(app)).toEqual([])
  })

  it('names its rows as its key is, and references to them are the same', () => {
    const keyed = (type: string, ...more: string[]) => {
      const app = withProducts((product) => {
        if (product.linked) product.linked = { ...product.linked, key: ['id', ...more], types: { ...product.linked.types, id: type } }
      })
      return resolveApp(app, defaultPlatform).entity('ticket')?.attributes.product?.valueType
    }
    expect(keyed('integer')).toEqual({ kind: 'reference', to: 'product', key: 'bigint' })
    expect(keyed('numeric(20,0)')).toEqual({ kind: 'reference', to: 'product', key: 'numeric' })
    expect(keyed('character(8)')).toEqual({ kind: 'reference', to: 'product', key: 'bpchar' })
    expect(keyed('character varying(8)')).toEqual({ kind: 'reference', to: 'product', key: 'text' })
    expect(keyed('uuid')).toEqual({ kind: 'reference', to: 'product' })
    expect(keyed('integer', 'unit price')).toEqual({ kind: 'reference', to: 'product', key: 'text' })
  })

  it.each<[what: string, path: string, value: JsonValue, code: string, found?: string]>([
    ['no key', '/linked/key', [], 'app.linked.no-key'],
    ['a key there is not', '/linked/key', ['id', 'year'], 'app.linked.no-column', '/linked/key/1'],
    ['a column there is not', '/fields/items/name/column', 'title', 'app.linked.no-column'],
    ['a column that no field of the kind shows', '/fields/items/price/column', '名称', 'app.linked.type', '/fields/items/price/type'],
    ['a unique field', '/fields/items/name/unique', true, 'app.linked.read-only'],
    ['a required field', '/fields/items/name/required', true, 'app.linked.read-only'],
    ['a default', '/fields/items/name/default', 'new', 'app.linked.read-only'],
    ['a field computed when it is written', '/fields/items/price/computed', 3, 'app.linked.read-only'],
    ['a sub-form', '/fields/items/name/type', 'subform', 'app.linked.read-only'],
    ['a number that counts on', '/fields/items/name/type', 'serialNumber', 'app.linked.read-only'],
    ['a unique set', '/unique', [['name']], 'app.linked.read-only'],
    ['an index', '/indexes', [['name']], 'app.linked.read-only'],
    ['other apps that refer to it', '/shared', true, 'app.linked.read-only'],
  ])('has not %s', (_what, path, value, code, where = path) => {
    expect(foundWith(at + path, value)).toContainEqual([code, at + where])
  })

  it.each([
    ['form', '/forms/items/complaint/entity'],
    ['process', '/processes/items/handling/entity'],
    ['rule', '/rules/items/tell/entity'],
    ['agreement', '/slas/items/service/entity'],
  ])('has no %s', (_what, path) => {
    expect(foundWith(path, 'product')).toContainEqual(['app.linked.unsuitable', path])
  })

  it('gets no record from a rule or a process', () => {
    const make = { id: 'make', action: 'create-record', input: { entity: 'product', values: { name: 'New' } } }
    expect(foundWith('/rules/items/tell/do/0', make)).toContainEqual(['app.linked.read-only', '/rules/items/tell/do/0/input/values'])
    const node = { id: 'handle', type: 'run-action', label: { en: 'Make' }, config: { action: make.action, input: make.input } }
    const nodes = '/processes/items/handling/nodes/items/handle'
    expect(foundWith(nodes, node)).toContainEqual(['app.linked.read-only', `${nodes}/config/input/values`])
  })

  it.each<[right: string, value: JsonValue]>([
    ['create', true],
    ['update', { '==': [{ var: 'name' }, 'Mine'] }],
    ['delete', true],
  ])('is not granted for %s', (right, value) => {
    const grant = '/access/roles/items/agent/grants/product'
    expect(foundWith(grant, { read: true, export: true, [right]: value })).toEqual([['access.grant.read-only', `${grant}/${right}`]])
    expect(foundWith(grant, { read: { '>': [{ var: 'price' }, 1] }, export: true, [right]: false })).toEqual([])
  })

  it('alone has fields that name a column', () => {
    const path = '/entities/items/ticket/fields/items/phone/column'
    expect(found(withValueAt(sampleApp() as unknown as JsonValue, path, 'phone'))).toEqual([['app.linked.not-linked', path]])
  })
})
