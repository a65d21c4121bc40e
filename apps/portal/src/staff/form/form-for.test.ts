import type { EntityDocument } from '@tangram/data-model'
import { type FormDocument, fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { fieldsOn, narrowForm, plainForm } from './form-for.ts'

const label = { en: 'Any' }
const entity: EntityDocument = {
  id: 'ticket',
  label,
  title: 'name',
  fields: {
    order: ['number', 'name', 'age', 'total'],
    items: {
      number: { id: 'number', type: 'serialNumber', label },
      name: { id: 'name', type: 'text', label },
      age: { id: 'age', type: 'integer', label },
      total: { id: 'total', type: 'integer', label, computed: { var: 'age' } },
    },
  },
}
const form: FormDocument = {
  id: 'edit',
  label,
  entity: 'ticket',
  elements: {
    order: ['intro', 'first', 'second'],
    items: {
      intro: { id: 'intro', kind: 'heading', label },
      first: { id: 'first', kind: 'section', label, order: ['name'] },
      second: { id: 'second', kind: 'section', label, order: ['age'] },
      name: { id: 'name', kind: 'field', field: 'name' },
      age: { id: 'age', kind: 'field', field: 'age' },
    },
  },
}

describe('plainForm', () => {
  it('asks for every field that a person can give', () => {
    expect(fieldsOn(plainForm(entity, fieldTypes))).toEqual(['name', 'age'])
  })

  it('keeps to the fields it is told', () => {
    expect(fieldsOn(plainForm(entity, fieldTypes, ['age', 'gone', 'number']))).toEqual(['age'])
  })
})

describe('narrowForm', () => {
  it('drops the section whose fields all go', () => {
    const narrow = narrowForm(form, (field) => field === 'age')
    expect(narrow.elements.order).toEqual(['intro', 'second'])
    expect(fieldsOn(narrow)).toEqual(['age'])
  })

  it('keeps tabs and steps, and drops headings over nothing', () => {
    const { items } = form.elements
    const paged: FormDocument = {
      ...form,
      elements: {
        order: ['pages', 'intro'],
        items: {
          ...items,
          pages: { id: 'pages', kind: 'tabs', label, order: ['one', 'two'] },
          one: { id: 'one', kind: 'tab', label, order: ['first', 'note'] },
          two: { id: 'two', kind: 'tab', label, order: ['second'] },
          note: { id: 'note', kind: 'description', label },
        },
      },
    }
    const narrow = narrowForm(paged, (field) => field === 'age')
    expect(narrow.elements.order).toEqual(['pages'])
    expect(narrow.elements.items.pages).toMatchObject({ order: ['two'] })
    expect(Object.keys(narrow.elements.items).sort()).toEqual(['age', 'pages', 'second', 'two'])
    expect(fieldsOn(paged)).toEqual(['name', 'age'])
  })
})
