import { type Attribute, date, decimal, type Entity, list, range, reference, rows, text, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { entityReportScope, followed } from './report-scope.ts'

const attribute = (id: string, valueType: ValueType, more: Partial<Attribute> = {}): Attribute => ({
  id,
  label: { en: id },
  valueType,
  required: false,
  unique: false,
  fieldType: 'text',
  ...more,
})
const entityOf = (id: string, ...attributes: Attribute[]): Entity => ({
  app: 'shop',
  id,
  label: { en: id },
  title: 'name',
  attributes: Object.fromEntries(attributes.map((one) => [one.id, one])),
  order: attributes.map((one) => one.id),
  unique: [],
  indexes: [],
})

const columns = { product: attribute('product', reference('product')), amount: attribute('amount', decimal(12, 2)) }
const order = entityOf(
  'order',
  attribute('customer', reference('customer')),
  attribute('owners', reference('person', true)),
  attribute('tags', list(text())),
  attribute('period', range(date)),
  attribute('lines', rows({ product: reference('product'), amount: decimal(12, 2) }), {
    rows: { order: Object.keys(columns), attributes: columns },
  }),
)
const customer = entityOf('customer', attribute('name', text()), attribute('region', reference('region')))
const entities = [order, customer, entityOf('product', attribute('name', text())), entityOf('person', attribute('name', text()))]
const scope = entityReportScope(order, (id) => entities.find((one) => one.id === id))
const ofCustomer = entityReportScope(customer, (id) => entities.find((one) => one.id === id))
const meant = (path: string, from = scope) => {
  const found = followed(from, path.split('.'))
  return found && `${found.type.kind} of ${found.grain.join('.') || 'the record'}`
}

describe('entityReportScope', () => {
  it.each([
    ['a field', 'customer', 'reference of the record'],
    ['a field of a referenced record', 'customer.name', 'text of the record'],
    ['the end of a range', 'period.end', 'date of the record'],
    ['rows of a sub-form', 'lines', 'rows of lines'],
    ['a column of a sub-form', 'lines.amount', 'decimal of lines'],
    ['a field beyond a column', 'lines.product.name', 'text of lines'],
    ['several references', 'owners', 'reference of owners'],
    ['a field beyond several references', 'owners.name', 'text of owners'],
    ['choices', 'tags', 'text of tags'],
    ['the record itself', 'id', 'reference of the record'],
  ])('follows %s', (_, path, expected) => {
    expect(meant(path)).toBe(expected)
  })

  it('goes back along a reference to the records that point here, and further', () => {
    expect(meant('order:customer', ofCustomer)).toBe('reference of order:customer')
    expect(meant('order:customer.lines.amount', ofCustomer)).toBe('decimal of order:customer.lines')
  })

  it.each(['nothing', 'tags.more', 'customer.nothing', 'order:owners', 'order:', 'order:customer:x', 'product:customer', 'id.name', ''])(
    'finds nothing at %s',
    (path) => {
      expect(meant(path)).toBeUndefined()
      expect(meant(path, ofCustomer)).toBeUndefined()
    },
  )

  it('gives a scope without followed paths the record alone', () => {
    expect(followed({ typeOf: () => text() }, ['a', 'b'])).toEqual({ type: text(), grain: [] })
  })
})
