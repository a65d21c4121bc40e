import type { EntityDocument, FieldDocument, JsonValue, RecordValues } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { compileForm } from './compile-form.ts'
import { createFormState } from './create-form-state.ts'
import type { FieldElement, FormDocument, FormElement } from './document.ts'
import { evaluateForm } from './evaluate-form.ts'
import { fieldTypes } from './fields/index.ts'
import type { FormGiven } from './form-state.ts'

const given: FormGiven = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai', locale: 'en' }
const options = ['low', 'high'].map((id) => ({ id, label: { en: id } }))

type Field = Omit<FieldDocument, 'id' | 'label'>

const fields: { [id: string]: Field } = {
  name: { type: 'text', required: true },
  phone: { type: 'phone' },
  urgency: { type: 'select', config: { options }, default: 'low' },
  reason: { type: 'textarea' },
  price: { type: 'integer' },
  count: { type: 'integer', default: 1 },
  total: { type: 'integer', computed: { '*': [{ var: 'price' }, { var: 'count' }] } },
}

const elements: { [id: string]: Partial<FieldElement> } = {
  reason: { visible: { '==': [{ var: 'urgency' }, 'high'] }, required: true, whenHidden: 'clear' },
  count: { readOnly: { '==': [{ var: 'urgency' }, 'low'] } },
}

function planOf(each: { [id: string]: Field } = fields, over: { [id: string]: Partial<FieldElement> } = elements) {
  const ids = Object.keys(each)
  const document: EntityDocument = {
    id: 'order',
    label: { en: 'Order' },
    title: 'name',
    fields: { order: ids, items: Object.fromEntries(ids.map((id) => [id, { ...(each[id] as Field), id, label: { en: id } }])) },
  }
  const items = Object.fromEntries(ids.map((id): [string, FormElement] => [id, { id, kind: 'field', field: id, ...over[id] }]))
  const form: FormDocument = { id: 'edit', label: { en: 'Edit' }, entity: 'order', elements: { order: ids, items } }
  return compileForm(form, document, fieldTypes)
}

const plan = planOf()
const open = (initial: RecordValues = {}, more: Partial<FormGiven> = {}) => createFormState(plan, initial, { ...given, ...more })

describe('createFormState', () => {
  it('follows one field through the others: shows, asks, computes', () => {
    const form = open()
    expect(form.get('reason')).toMatchObject({ visible: false })
    form.set('urgency', 'high')
    expect(form.get('reason')).toMatchObject({ visible: true, required: true, error: { code: 'field.required' } })
    form.setAll({ price: 3, count: 4 })
    expect(form.get('total').value).toBe(12)
  })

  it('tells only those whose facet changed, once per change', () => {
    const form = open()
    const [reason, total, wholeForm] = [vi.fn(), vi.fn(), vi.fn()]
    form.subscribe('reason', 'visible', reason)
    form.subscribe('total', '*', total)
    form.subscribeForm(wholeForm)
    form.set('name', 'Lin')
    expect([reason, total, wholeForm].map((each) => each.mock.calls.length)).toEqual([0, 0, 1])
    form.setAll({ price: 3, urgency: 'high' })
    expect([reason, total, wholeForm].map((each) => each.mock.calls.length)).toEqual([1, 1, 2])
  })

  it('gives the same object while nothing about a field changes, as React’s stores need', () => {
    const form = open()
    const before = form.get('reason')
    form.set('name', 'Lin')
    expect(form.get('reason')).toBe(before)
    form.set('urgency', 'high')
    expect(form.get('reason')).not.toBe(before)
  })

  it('stops telling when the subscription ends', () => {
    const form = open()
    const listener = vi.fn()
    form.subscribe('name', 'value', listener)()
    form.set('name', 'Lin')
    expect(listener).not.toHaveBeenCalled()
  })

  it('lets a listener read and write without following what it reads', () => {
    const form = open()
    const listener = vi.fn(() => form.set('phone', String(form.get('price').value)))
    form.subscribe('name', 'value', listener)
    form.set('name', 'Lin')
    form.set('price', 7)
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('hands in the values, or the errors in form order with every field touched', () => {
    const form = open()
    form.set('phone', '12')
    expect(form.isTouched('name')).toBe(false)
    const refused = form.submit()
    expect(refused).toMatchObject({ ok: false, errors: [{ path: '/name' }, { path: '/phone' }] })
    expect(form.isTouched('name')).toBe(true)
    form.setAll({ name: 'Lin', phone: '138 0013 8000' })
    expect(form.submit()).toEqual({
      ok: true,
      values: { name: 'Lin', phone: '+8613800138000', urgency: 'low', reason: null, count: 1, total: 0 },
    })
  })

  it('sends only what changed when a record is edited', () => {
    const before = { name: 'Lin', phone: null, urgency: 'low', reason: null, price: 3, count: 2, total: 6 }
    const form = open(before, { mode: 'update' })
    expect(form.isChanged()).toBe(false)
    form.set('price', 5)
    expect(form.changes()).toEqual({ price: 5, total: 10 })
    form.set('price', 3)
    expect(form.changes()).toEqual({})
    expect(form.isChanged()).toBe(false)
  })

  it('shows what the server found until the field changes', () => {
    const form = open({ name: 'Lin' })
    form.setErrors([{ path: '/name', code: 'storage.unique', params: {}, message: { en: 'Taken' } }])
    expect(form.get('name').error?.code).toBe('storage.unique')
    form.set('name', 'Lin Yue')
    expect(form.get('name').error).toBeUndefined()
  })

  it('forgets what was typed on reset, and subscriptions live on', () => {
    const form = open({ name: 'Lin' })
    const listener = vi.fn()
    form.subscribe('name', 'value', listener)
    form.set('name', 'X')
    form.reset()
    expect([form.get('name').value, form.isTouched('name')]).toEqual(['Lin', false])
    form.reset({ name: 'Zhou' })
    expect(form.get('name').value).toBe('Zhou')
    expect(listener).toHaveBeenCalledTimes(3)
  })

  it('refuses a field it does not have', () => {
    expect(() => open().set('admin', true)).toThrow(/no field admin/)
    expect(() => open().get('constructor')).toThrow(/no field constructor/)
  })

  it('says what is wrong with a part of the form that somebody wants to leave', () => {
    const form = open()
    const heard = vi.fn()
    form.subscribe('name', 'touched', heard)
    form.touch(['name'])
    expect(heard).toHaveBeenCalledTimes(1)
    expect([form.isTouched('name'), form.isTouched('phone')]).toEqual([true, false])
  })

  it('calculates what a button fills in from what was typed', () => {
    const form = open()
    form.setAll({ price: 3, urgency: 'high', count: 4 })
    expect(form.calculate({ '+': [{ var: 'total' }, 10] })).toBe(22)
  })

  it('passes a change through 500 linked fields at once', () => {
    const chain: { [id: string]: Field } = { f0: { type: 'integer' } }
    for (let i = 1; i <= 500; i++) chain[`f${i}`] = { type: 'integer', computed: { '+': [{ var: `f${i - 1}` }, 1] } }
    const form = createFormState(planOf(chain, {}), {}, given)
    const heard = vi.fn()
    form.subscribe('f500', 'value', heard)
    form.set('f0', 1)
    expect(form.get('f500').value).toBe(501)
    expect(heard).toHaveBeenCalledTimes(1)
  })
})

describe('the browser and the server', () => {
  const typedValue: fc.Arbitrary<JsonValue> = fc.oneof(
    fc.constantFrom<JsonValue>('low', 'high', 'absurd', '', '  ', null, 3, -1, 2.5, '138 0013 8000', '12', [], ['low'], {}),
    fc.jsonValue() as fc.Arbitrary<JsonValue>,
  )
  const typed = fc.array(fc.tuple(fc.constantFrom(...plan.order), typedValue), { maxLength: 15 })
  const before = fc.dictionary(fc.constantFrom(...plan.order), typedValue)
  const mode = fc.constantFrom('create' as const, 'update' as const)

  it('agree about every field, error and stored value, whatever is typed in whatever order', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(typed, before, mode, (steps, record, how) => {
        const form = createFormState(plan, record, { ...given, mode: how })
        for (const [field, value] of steps) form.set(field, value)
        const final = Object.fromEntries(steps)
        expect(form.state()).toEqual(evaluateForm(plan, final, { ...given, mode: how, before: record }))
      }),
      { numRuns: process.env.LONG ? 10_000 : 300 },
    )
  })

  it('agree that what the browser hands in is what the server stores', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(typed, (steps) => {
        const form = createFormState(plan, {}, given)
        for (const [field, value] of steps) form.set(field, value)
        const sent = form.submit()
        if (!sent.ok) return
        const stored = evaluateForm(plan, sent.values, given)
        expect(stored.errors).toEqual([])
        expect(stored.values).toEqual(sent.values)
      }),
      { numRuns: process.env.LONG ? 10_000 : 300 },
    )
  })
})
