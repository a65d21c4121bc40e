import type { EntityDocument, FieldDocument, RecordValues } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { compileForm } from './compile-form.ts'
import type { FieldElement, FormDocument, FormElement } from './document.ts'
import { evaluateForm } from './evaluate-form.ts'
import { fieldTypes } from './fields/index.ts'
import type { FormGiven } from './form-state.ts'
import { compileRecord, validateRecord } from './validate-record.ts'

const given: FormGiven = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai', locale: 'en' }

type Field = Omit<FieldDocument, 'id' | 'label'> & { element?: Partial<FieldElement> }

/** An order with these fields, all of them on one form. */
function order(fields: { [id: string]: Field }) {
  const ids = Object.keys(fields)
  const document: EntityDocument = {
    id: 'order',
    label: { en: 'Order' },
    title: ids[0] ?? '',
    fields: { order: ids, items: Object.fromEntries(ids.map((id) => [id, { id, label: { en: id }, ...fieldOf(fields[id]) }])) },
  }
  const elements = Object.fromEntries(
    ids.map((id): [string, FormElement] => [id, { id, kind: 'field', field: id, ...fields[id]?.element }]),
  )
  const form: FormDocument = { id: 'new_order', label: { en: 'New order' }, entity: 'order', elements: { order: ids, items: elements } }
  return { document, form, plan: compileForm(form, document, fieldTypes) }
}

function fieldOf(field: Field | undefined): Omit<FieldDocument, 'id' | 'label'> {
  const { element: _element, ...document } = field ?? { type: 'text' }
  return document
}

const evaluate = (fields: { [id: string]: Field }, values: RecordValues, more: Partial<FormGiven> = {}) =>
  evaluateForm(order(fields).plan, values, { ...given, ...more })

const yes = { '==': [{ var: 'kind' }, 'company'] }

describe('evaluateForm', () => {
  it('says what is wrong with a value, where, and in both languages', () => {
    const { errors } = evaluate({ phone: { type: 'phone' } }, { phone: '123' })
    expect(errors).toEqual([
      { path: '/phone', code: 'phone.not-a-number', params: {}, message: { en: 'This is not a phone number', 'zh-CN': '电话号码不正确' } },
    ])
  })

  it('stores the normalized form and leaves what was typed to be seen', () => {
    const state = evaluate({ phone: { type: 'phone' }, name: { type: 'text' } }, { phone: '138 0013 8000', name: ' Lin ' })
    expect(state.fields.phone?.value).toBe('138 0013 8000')
    expect(state.values).toEqual({ phone: '+8613800138000', name: 'Lin' })
  })

  it('asks for a required field, also when it holds only blanks', () => {
    expect(evaluate({ name: { type: 'text', required: true } }, { name: '  ' }).errors[0]?.code).toBe('field.required')
    expect(evaluate({ name: { type: 'text', element: { required: true } } }, {}).errors[0]?.path).toBe('/name')
  })

  it('asks only while the condition holds', () => {
    const fields = { kind: { type: 'text' }, tax_no: { type: 'text', element: { required: yes } } }
    expect(evaluate(fields, { kind: 'person' }).errors).toEqual([])
    expect(evaluate(fields, { kind: 'company' }).errors[0]?.path).toBe('/tax_no')
  })

  it('does not ask for what does not show', () => {
    const fields = { kind: { type: 'text' }, tax_no: { type: 'text', required: true, element: { visible: yes } } }
    const state = evaluate(fields, { kind: 'person' })
    expect(state.fields.tax_no).toMatchObject({ visible: false, required: true })
    expect(state.errors).toEqual([])
  })

  it('hides fields with the section around them', () => {
    const { document, form } = order({ kind: { type: 'text' }, tax_no: { type: 'text', required: true } })
    const inSection: FormDocument = {
      ...form,
      elements: {
        order: ['kind', 'company'],
        items: { ...form.elements.items, company: { id: 'company', kind: 'section', label: {}, order: ['tax_no'], visible: yes } },
      },
    }
    const plan = compileForm(inSection, document, fieldTypes)
    expect(evaluateForm(plan, { kind: 'person' }, given).fields.tax_no?.visible).toBe(false)
    expect(evaluateForm(plan, { kind: 'company' }, given).fields.tax_no?.visible).toBe(true)
  })

  it.each([
    ['keep', { kind: 'person', note: 'typed' }],
    ['clear', { kind: 'person', note: null }],
    ['omit', { kind: 'person' }],
  ] as const)('stores a hidden field as its policy %s says', (whenHidden, expected) => {
    const fields = { kind: { type: 'text' }, note: { type: 'text', element: { visible: yes, whenHidden } } }
    expect(evaluate(fields, { kind: 'person', note: 'typed' }).values).toEqual(expected)
  })

  it('lets formulas see a cleared field as empty, as they will when they read the stored record', () => {
    const fields = {
      kind: { type: 'text' },
      discount: { type: 'integer', element: { visible: yes, whenHidden: 'clear' as const } },
      copy: { type: 'integer', computed: { var: 'discount' } },
    }
    expect(evaluate(fields, { kind: 'person', discount: 5 }).values.copy).toBeNull()
    expect(evaluate(fields, { kind: 'company', discount: 5 }).values.copy).toBe(5)
  })

  it('never stores a wrong value of a hidden field, which nobody could mend', () => {
    const fields = { kind: { type: 'text' }, phone: { type: 'phone', element: { visible: yes } } }
    const state = evaluate(fields, { kind: 'person', phone: '123' })
    expect(state.errors).toEqual([])
    expect(state.values).toEqual({ kind: 'person' })
  })

  it('recomputes computed fields, whatever was submitted for them', () => {
    const fields = { price: { type: 'integer' }, total: { type: 'integer', computed: { '+': [{ var: 'price' }, 1] } } }
    const state = evaluate(fields, { price: 2, total: 99 })
    expect(state.fields.total).toMatchObject({ value: 3, readOnly: true })
    expect(state.values).toEqual({ price: 2, total: 3 })
  })

  it('computes through computed fields that are not on the form', () => {
    const { document, form } = order({
      price: { type: 'integer' },
      net: { type: 'integer', computed: { '+': [{ var: 'price' }, 1] } },
      gross: { type: 'integer', computed: { '+': [{ var: 'net' }, 1] } },
    })
    const short = { ...form, elements: { ...form.elements, order: ['price', 'gross'] } }
    const state = evaluateForm(compileForm(short, document, fieldTypes), { price: 1 }, given)
    expect(state.values).toEqual({ price: 1, gross: 3 })
  })

  it('ignores what was submitted for a read-only field', () => {
    const fields = { kind: { type: 'text', element: { readOnly: true } } }
    expect(evaluate(fields, { kind: 'mine' }, { mode: 'update', before: { kind: 'theirs' } }).values).toEqual({ kind: 'theirs' })
  })

  it('fills in defaults on create, the form’s before the field’s, and never on update', () => {
    const fields = { a: { type: 'integer', default: 1 }, b: { type: 'integer', default: 1, element: { default: 2 } } }
    expect(evaluate(fields, {}).values).toEqual({ a: 1, b: 2 })
    expect(evaluate(fields, { a: null }).values).toEqual({ a: null, b: 2 })
    expect(evaluate(fields, {}, { mode: 'update', before: {} }).values).toEqual({})
  })

  it('checks options again', () => {
    const options = [{ id: 'low', label: { en: 'Low' } }]
    expect(evaluate({ urgency: { type: 'select', config: { options } } }, { urgency: 'absurd' }).errors[0]?.code).toBe(
      'field.unknown-option',
    )
  })

  it('does not hold an old value against whoever edits something else', () => {
    const options = [{ id: 'low', label: { en: 'Low' } }]
    const fields = { urgency: { type: 'select', config: { options } }, note: { type: 'text' } }
    const before = { urgency: 'retired_option', note: 'a' }
    expect(evaluate(fields, { note: 'b' }, { mode: 'update', before }).errors).toEqual([])
  })

  it('refuses fields the form does not have', () => {
    expect(evaluate({ name: { type: 'text' } }, { admin: true }).errors).toMatchObject([{ path: '/admin', code: 'field.unknown' }])
    const hostile = JSON.parse('{"__proto__":{"x":1}}') as RecordValues
    expect(evaluate({ name: { type: 'text' } }, hostile).errors).toMatchObject([{ path: '/__proto__', code: 'field.unknown' }])
  })

  it('reads referenced records through what it is given', () => {
    const product = '0192f3a0-0000-7000-8000-000000000001'
    const fields = {
      product: { type: 'relation', config: { entity: 'product' } },
      line: { type: 'text', computed: { var: 'product.line' } },
    }
    expect(order(fields).plan.related).toEqual([['product', 'line']])
    expect(evaluate(fields, { product }, { related: { [product]: { line: 'medical' } } }).values.line).toBe('medical')
    expect(evaluate(fields, { product }).values.line).toBeNull()
  })

  it('names the fields of a cycle, leaves their formulas out, and still evaluates', () => {
    const { plan } = order({
      a: { type: 'integer', computed: { var: 'b' } },
      b: { type: 'integer', computed: { var: 'a' } },
    })
    const [cycle] = plan.diagnostics
    expect(cycle).toMatchObject({ code: 'form.cycle', path: expect.stringMatching(/computed$/) })
    expect(cycle?.message.en).toMatch(/a .*→ b|b .*→ a/)
    expect(evaluateForm(plan, {}, given).errors).toEqual([])
  })

  it('reports a formula that is no expression, leaves it out, and still evaluates', () => {
    const { plan } = order({ a: { type: 'integer', element: { visible: { nonsense: 1, more: 2 } } } })
    expect(plan.diagnostics).toMatchObject([{ path: '/elements/items/a/visible', severity: 'error' }])
    expect(evaluateForm(plan, { a: 1 }, given).values).toEqual({ a: 1 })
  })

  it('sees no cycle where a field shows depending on another that keeps its value', () => {
    const shownIf = (field: string) => ({ visible: { '!': [{ var: field }] } })
    const kept = { a: { type: 'integer', element: shownIf('b') }, b: { type: 'integer', element: shownIf('a') } }
    expect(order(kept).plan.diagnostics).toEqual([])
    const cleared = {
      a: { type: 'integer', element: { ...shownIf('b'), whenHidden: 'clear' as const } },
      b: { type: 'integer', element: { ...shownIf('a'), whenHidden: 'clear' as const } },
    }
    expect(order(cleared).plan.diagnostics.map((found) => found.code)).toContain('form.cycle')
  })
})

describe('records without a form', () => {
  const { document } = order({
    name: { type: 'text', required: true },
    number: { type: 'serialNumber', required: true },
    status: { type: 'text', required: true, default: 'new' },
  })

  it('need what is required on create, but nothing the server gives or a default fills in', () => {
    expect(validateRecord(document, {}, fieldTypes, 'create').map((error) => error.path)).toEqual(['/name'])
  })

  it('are asked on update only for what was sent', () => {
    expect(validateRecord(document, {}, fieldTypes, 'update')).toEqual([])
    expect(validateRecord(document, { name: null }, fieldTypes, 'update').map((error) => error.code)).toEqual(['field.required'])
  })

  it('get the defaults of fields that the form they came through does not show', () => {
    const throughForm = { name: 'Kettle' }
    const state = evaluateForm(compileRecord(document, fieldTypes), {}, { ...given, before: throughForm })
    expect(state.values).toEqual({ name: 'Kettle', status: 'new' })
    expect(evaluateForm(compileRecord(document, fieldTypes), {}, { ...given, before: {} }).errors).toMatchObject([{ path: '/name' }])
  })

  it('evaluate through a plan of all their fields', () => {
    const plan = compileRecord(document, fieldTypes)
    expect(evaluateForm(plan, { name: 'Kettle' }, given).values).toEqual({ name: 'Kettle', status: 'new' })
  })
})
