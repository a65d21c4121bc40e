import type { EntityDocument } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
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
    expect(fieldsOn(plainForm(entity))).toEqual(['name', 'age'])
  })

  it('keeps to the fields it is told', () => {
    expect(fieldsOn(plainForm(entity, ['age', 'gone', 'number']))).toEqual(['age'])
  })
})

describe('narrowForm', () => {
  it('drops the section whose fields all go', () => {
    const narrow = narrowForm(form, (field) => field === 'age')
    expect(narrow.elements.order).toEqual(['second'])
    expect(fieldsOn(narrow)).toEqual(['age'])
  })
})
