import { type AppDocument, applyCommand, type Command } from '@tangram/app-model'
import { expect, it } from 'vitest'
import { customers, linkable, orders } from '../testing/linkable.ts'
import { emptyApp } from '../things/empty-app.ts'
import { type Drift, driftOf } from './drift.ts'
import { firstChoice } from './first-choice.ts'
import { linkTable } from './link-table.ts'

type Source = typeof customers
const link = (document: AppDocument, source: Source) =>
  applyCommand(document, linkTable(document, {}, source, firstChoice(source)).command).document
const empty = emptyApp('app', { en: 'App' })
const states = (...ids: string[]) => ({ options: ids.map((id) => ({ id, label: { en: id } })) })

function driftIn(document: AppDocument, id: string, source: Source): Drift[] {
  const entity = document.entities.items[id]
  if (!entity) throw new Error(`No ${id}`)
  return driftOf(document, entity, source)
}

/** Everything mended at once leaves nothing to mend. */
function mended(document: AppDocument, id: string, source: Source): AppDocument {
  const commands = driftIn(document, id, source).flatMap(({ fix }): Command[] => (fix ? [fix] : []))
  return applyCommand(document, { type: 'batch', commands }).document
}

it('finds nothing where the database has what was linked', () => {
  expect(driftIn(link(empty, customers), 'customers', customers)).toEqual([])
})

it('tells columns that are gone, changed and new, and mends each by one command', () => {
  const before = link(empty, customers)
  const now = linkable(
    'erp',
    'customers',
    [
      { column: 'code', fieldType: 'text', type: 'character varying(20)' },
      { column: 'region', fieldType: 'integer', type: 'integer' },
      { column: 'since', fieldType: 'date', type: 'date' },
    ],
    ['code'],
  )
  expect(driftIn(before, 'customers', now).map((one) => [one.kind, 'field' in one ? one.field.column : one.column])).toEqual([
    ['missing', 'name'],
    ['changed', 'region'],
    ['new', 'since'],
  ])
  const after = mended(before, 'customers', now)
  expect(after.entities.items.customers?.fields.order).toEqual(['code', 'region', 'since'])
  expect(after.entities.items.customers?.linked?.types.since).toBe('date')
  expect(after.views.items.customers?.columns).toEqual(['code', 'region'])
  expect(driftIn(after, 'customers', now)).toEqual([])
})

it('offers a relation once the table a column refers to is linked too', () => {
  const before = link(link(empty, orders), customers)
  expect(driftIn(before, 'orders', orders)).toMatchObject([{ kind: 'relation', field: { id: 'customer_code' }, to: { id: 'customers' } }])
  const after = mended(before, 'orders', orders)
  expect(after.entities.items.orders?.fields.items.customer_code).toMatchObject({ type: 'relation', column: 'customer_code' })
  expect(driftIn(after, 'orders', orders)).toEqual([])
})

it('adds the choices a column has gained and keeps what the others are called here', () => {
  const was = linkable(
    'erp',
    'orders',
    [
      { column: 'no', fieldType: 'text' },
      { column: 'state', fieldType: 'select', config: states('new') },
    ],
    ['no'],
  )
  const now = linkable(
    'erp',
    'orders',
    [
      { column: 'no', fieldType: 'text' },
      { column: 'state', fieldType: 'select', config: states('new', 'paid') },
    ],
    ['no'],
  )
  const named = applyCommand(link(empty, was), {
    type: 'update-field',
    entity: 'orders',
    field: 'state',
    change: { config: { options: [{ id: 'new', label: { en: 'Just in' } }] } },
  }).document
  const after = mended(named, 'orders', now)
  expect(after.entities.items.orders?.fields.items.state?.config?.options).toEqual([
    { id: 'new', label: { en: 'Just in' } },
    { id: 'paid', label: { en: 'paid' } },
  ])
})

it('says when a key column is gone, and mends it only where the database declares another', () => {
  const before = link(empty, customers)
  const columns = [
    { column: 'name', fieldType: 'text' },
    { column: 'region', fieldType: 'text' },
  ]
  expect(driftIn(before, 'customers', linkable('erp', 'customers', columns, []))[0]).toEqual({ kind: 'key', column: 'code' })
  const declared = linkable('erp', 'customers', columns, ['name'])
  expect(mended(before, 'customers', declared).entities.items.customers?.linked?.key).toEqual(['name'])
})

it('notices another type of a column that looks the same to people, and of a key column that is no field', () => {
  const { command } = linkTable(empty, {}, customers, { ...firstChoice(customers), columns: ['name', 'region'], title: 'name' })
  const before = applyCommand(empty, command).document
  const now = structuredClone(customers)
  for (const column of now.columns) if (column.column !== 'name') column.type = 'character(6)'
  expect(driftIn(before, 'customers', now).map(({ kind }) => kind)).toEqual(['key-type', 'changed', 'new'])
  expect(driftIn(mended(before, 'customers', now), 'customers', now)).toEqual([])
})
