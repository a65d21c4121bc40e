import { applyCommand, checkApp } from '@tangram/app-model'
import { expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { customers, orders, sales } from '../testing/linkable.ts'
import { emptyApp } from '../things/empty-app.ts'
import { canLink, firstChoice } from './first-choice.ts'
import { linkedAs, linkTable } from './link-table.ts'

const empty = emptyApp('app', { en: 'App' })
const withCustomers = () => applyCommand(empty, linkTable(empty, {}, customers, firstChoice(customers)).command).document

it('links the columns chosen, with a list of them and the right to see it, and nothing that writes', () => {
  const choice = { ...firstChoice(customers), columns: ['code', 'name'], title: 'name', labels: { code: { en: 'Number' } } }
  const { entity, view, command } = linkTable(empty, {}, customers, choice)
  expect(entity).toMatchObject({ id: 'customers', title: 'name', linked: { schema: 'erp', table: 'customers', key: ['code'] } })
  expect(entity.fields.order).toEqual(['code', 'name'])
  expect(entity.fields.items.code).toMatchObject({ column: 'code', label: { en: 'Number' } })
  const { document, inverse } = applyCommand(empty, command)
  expect(document.views.items[view]).toEqual({ id: 'customers', label: entity.label, entity: 'customers', columns: ['code', 'name'] })
  expect(document.forms.order).toEqual([])
  expect(document.access.roles.items.member?.grants.customers).toEqual({ read: true })
  expect(document.access.roles.items.builder?.grants.customers).toEqual({ read: true, export: true })
  expect(linkedAs(document, { schema: 'erp', table: 'customers' })?.id).toBe('customers')
  expect(applyCommand(document, inverse).document).toEqual(empty)
})

it('makes a relation of a column that refers to a table linked already, and leaves it a value where that is not', () => {
  expect(linkTable(empty, {}, orders, firstChoice(orders)).entity.fields.items.customer_code?.type).toBe('text')
  const { entity, command } = linkTable(withCustomers(), {}, orders, firstChoice(orders))
  const errors = checkApp(applyCommand(withCustomers(), command).document, platform).filter(({ severity }) => severity === 'error')
  expect(errors).toEqual([])
  expect(entity.fields.items.customer_code).toMatchObject({ type: 'relation', config: { entity: 'customers' }, column: 'customer_code' })
})

it('leaves a value what the server would make a relation to a table that was taken away since', () => {
  const known = structuredClone(orders)
  Object.assign(known.entity.fields.items.customer_code ?? {}, { type: 'relation', config: { entity: 'customers', many: false } })
  expect(linkTable(empty, {}, known, firstChoice(known)).entity.fields.items.customer_code).toMatchObject({ type: 'text', config: {} })
})

it('takes another id where the proposed one is taken, by this draft or by a published version', () => {
  expect(linkTable(empty, { customers: {} }, customers, firstChoice(customers)).entity.id).toBe('customers_2')
  expect(linkTable(withCustomers(), {}, customers, firstChoice(customers)).entity.id).toBe('customers_2')
})

it('cannot link without a name, a column and a key', () => {
  const choice = firstChoice(customers)
  expect(canLink(choice)).toBe(true)
  expect(canLink(firstChoice(sales))).toBe(false)
  expect(canLink({ ...firstChoice(sales), key: ['region', 'year'] })).toBe(true)
  expect(canLink({ ...choice, label: { en: ' ' } })).toBe(false)
  expect(canLink({ ...choice, columns: [] })).toBe(false)
  expect(canLink({ ...choice, labels: { code: { en: '' } } })).toBe(false)
})
