import type { EntityDocument, FieldDocument } from '@tangram/data-model'
import { type FieldElement, type FormDocument, fieldTypes, resolveEntity } from '@tangram/form-engine'
import { expect, it } from 'vitest'
import { offeredRecords } from './offered-records.ts'

const collection = <T extends { id: string }>(...items: T[]) => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((item) => [item.id, item])),
})
const field = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({ id, type, label: { en: id }, ...more })
const shown = (id: string, more: Partial<FieldElement> = {}): FieldElement => ({ id, kind: 'field', field: id, ...more })
const relation = { config: { entity: 'article', many: false } }

const article: EntityDocument = {
  id: 'article',
  label: { en: 'Article' },
  title: 'name',
  fields: collection(field('name', 'text'), field('kind', 'text'), field('size', 'text')),
}
const order: EntityDocument = {
  id: 'order',
  label: { en: 'Order' },
  title: 'kind',
  fields: collection(
    field('kind', 'text'),
    field('main', 'relation', relation),
    field('free', 'relation', relation),
    field('many', 'relation', { config: { entity: 'article', many: true } }),
    field('late', 'relation', relation),
    field('items', 'subform', {
      fields: collection(
        field('size', 'text'),
        field('article', 'relation', relation),
        field('spares', 'relation', { config: { entity: 'article', many: true } }),
      ),
    }),
  ),
}
const ofKind = { '==': [{ var: 'kind' }, { var: '$form.kind' }] }
const ofSize = { and: [ofKind, { '==': [{ var: 'size' }, { var: '$row.size' }] }] }
const form: FormDocument = {
  id: 'order_form',
  label: { en: 'Order' },
  entity: 'order',
  elements: collection(
    shown('kind'),
    shown('main', { where: ofKind }),
    shown('free'),
    shown('many', { where: ofKind }),
    shown('late', { where: ofKind, visible: { '!=': [{ var: 'kind' }, 'tool'] }, whenHidden: 'omit' }),
    shown('items', { columns: collection(shown('size'), shown('article', { where: ofSize }), shown('spares', { where: ofKind })) }),
  ),
}
const about = {
  form,
  entity: order,
  registry: fieldTypes,
  entities: (id: string) => (id === 'article' ? resolveEntity('shop', article, fieldTypes).entity : undefined),
  given: { now: '2026-11-22T08:00:00.000Z', zone: 'UTC' },
}

it('works out what a field offers from the answers given so far', () => {
  expect(offeredRecords({ ...about, field: 'main', values: { kind: 'tool' } })).toEqual({ '==': [{ var: 'kind' }, 'tool'] })
  expect(offeredRecords({ ...about, field: 'main', values: {} })).toEqual({ '==': [{ var: 'kind' }, null] })
})

it('reads the row that is asked about', () => {
  const values = { kind: 'tool', items: [{ size: 'M6' }] }
  const where = { and: [{ '==': [{ var: 'kind' }, 'tool'] }, { '==': [{ var: 'size' }, 'M6'] }] }
  expect(offeredRecords({ ...about, field: 'items', column: 'article', values })).toEqual(where)
})

it('narrows nothing where the form does not, and never takes a condition from outside', () => {
  expect(offeredRecords({ ...about, field: 'free', values: { where: true, kind: 'tool' } })).toBeUndefined()
  expect(offeredRecords({ ...about, field: 'main', values: { main: { or: [true] }, kind: { or: [true] } } })).toEqual({
    '==': [{ var: 'kind' }, null],
  })
})

it('narrows lists of records, and fields that these answers do not show, as well', () => {
  const values = { kind: 'tool', many: ['00000000-0000-7000-8000-000000000001'] }
  const where = { '==': [{ var: 'kind' }, 'tool'] }
  expect(offeredRecords({ ...about, field: 'many', values })).toEqual(where)
  expect(offeredRecords({ ...about, field: 'late', values })).toEqual(where)
  expect(offeredRecords({ ...about, field: 'items', column: 'spares', values })).toEqual(where)
})

it('offers nothing for answers that no form hands in', () => {
  for (const items of [[{ id: 'x', article: [1] }], [{ nobody: 1 }], [{ size: {} }]]) {
    const offered = offeredRecords({ ...about, field: 'items', column: 'article', values: { kind: 'tool', items } })
    expect(offered === false || JSON.stringify(offered).includes('"tool"')).toBe(true)
  }
})
