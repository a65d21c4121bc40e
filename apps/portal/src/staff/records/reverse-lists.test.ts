import { fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { reverseListsOf, reverseWhere } from './reverse-lists.ts'

const relation = (id: string, entity: string, many = false) => ({
  id,
  type: 'relation',
  label: { en: id },
  config: { entity, ...(many ? { many } : {}) },
})
const entity = (id: string, ...fields: ReturnType<typeof relation>[]) => ({
  id,
  label: { en: id },
  title: 'name',
  fields: { order: fields.map((field) => field.id), items: Object.fromEntries(fields.map((field) => [field.id, field])) },
})
const collection = <T extends { id: string }>(...items: T[]) => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((item) => [item.id, item])),
})

const seen = {
  document: {
    entities: collection(entity('customer'), entity('ticket', relation('buyer', 'customer'), relation('copied', 'customer', true))),
    views: collection({ id: 'tickets', entity: 'ticket' }),
  },
} as unknown as Parameters<typeof reverseListsOf>[0]

describe('reverse lists', () => {
  it('finds every relation that leads to a table, with the list its records open in', () => {
    expect(reverseListsOf(seen, 'customer', fieldTypes).map(({ entity, field, view }) => [entity.id, field.id, view])).toEqual([
      ['ticket', 'buyer', 'tickets'],
      ['ticket', 'copied', 'tickets'],
    ])
    expect(reverseListsOf(seen, 'ticket', fieldTypes)).toEqual([])
  })

  it('asks for the records that name one, alone or among several', () => {
    const [one, many] = reverseListsOf(seen, 'customer', fieldTypes).map((list) => reverseWhere(list, 'r1'))
    expect(one).toEqual({ '==': [{ var: 'buyer' }, 'r1'] })
    expect(many).toEqual({ in: ['r1', { var: 'copied' }] })
  })
})
