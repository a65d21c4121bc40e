import { type Attribute, type Entity, reference, text } from '@tangram/data-model'
import { expect, it } from 'vitest'
import { addTables } from './tables-read.ts'

const attribute = (id: string, more: Partial<Attribute>): Attribute => ({
  ...{ id, label: { en: id }, valueType: text(), required: false, unique: false, fieldType: 'text' },
  ...more,
})
const entity = (id: string, ...list: Attribute[]): Entity => ({
  ...{ app: 'shop', id, label: { en: id }, title: 'id', unique: [], indexes: [], order: list.map((one) => one.id) },
  attributes: Object.fromEntries(list.map((one) => [one.id, one])),
})
const lines = {
  order: ['product'],
  attributes: { product: attribute('product', { valueType: reference('product') }) },
}
const entities = [
  entity(
    'sale',
    attribute('no', {}),
    attribute('customer', { valueType: reference('customer') }),
    attribute('lines', { rows: lines }),
    attribute('sum', { computed: { '+': [1, 2] } }),
  ),
  entity('customer', attribute('owner', { valueType: reference('person') })),
  entity('product', attribute('name', {})),
  entity('visit', attribute('sale', { valueType: reference('sale') })),
]
const app = { entity: (id: string) => entities.find((one) => one.id === id) }
const [sale] = entities as [Entity]

it.each([
  ['no', []],
  ['销售单数', []],
  ['constructor.name', []],
  ['customer', ['customer']],
  ['lines.product.name', ['product']],
  ['visit:sale.region', ['visit']],
])('%s goes through %j', (path, expected) => {
  const tables = new Set<string>()
  expect(addTables(app, sale, path.split('.'), tables)).toBe(true)
  expect([...tables]).toEqual(expected)
})

it('a computed field may read anything', () => {
  expect(addTables(app, sale, ['sum'], new Set())).toBe(false)
})
