import type { EntityDocument, FieldDocument, JsonValue, RecordValues } from '@tangram/data-model'
import { entityScope } from '@tangram/expression'
import { describe, expect, it, vi } from 'vitest'
import { checkForm } from './check-form.ts'
import { compileForm } from './compile-form.ts'
import { createFormState } from './create-form-state.ts'
import type { FieldElement, FormDocument } from './document.ts'
import { evaluateForm } from './evaluate-form.ts'
import { fieldTypes } from './fields/index.ts'
import type { FormGiven } from './form-state.ts'
import { resolveEntity } from './resolve-entity.ts'

const given: FormGiven = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai', locale: 'en' }
const uuid = (n: number) => `0192f3a0-0000-7000-8000-${String(n).padStart(12, '0')}`
const v = (name: string) => ({ var: name })
const [pump, valve] = [uuid(1), uuid(2)]

const field = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({ id, type, label: { en: id }, ...more })
const optionsOf = (...ids: string[]) => ({ options: ids.map((id) => ({ id, label: { en: id } })) })
const collection = (...fields: FieldDocument[]) => ({
  order: fields.map(({ id }) => id),
  items: Object.fromEntries(fields.map((each) => [each.id, each])),
})
const table = (id: string, ...fields: FieldDocument[]): EntityDocument => ({
  id,
  label: { en: id },
  title: fields[0]?.id ?? '',
  fields: collection(...fields),
})

const product = table(
  'product',
  field('name', 'text'),
  field('price', 'money'),
  field('line', 'select', { config: optionsOf('home', 'works') }),
)
const link = { config: { entity: 'product' } }
const order = table(
  'order',
  field('country', 'select', { config: optionsOf('cn', 'de') }),
  field('cities', 'multiSelect', { config: optionsOf('beijing', 'shanghai', 'berlin') }),
  field('budget', 'money'),
  field('line', 'select', { config: optionsOf('home', 'works') }),
  field('product', 'relation', link),
  field('name', 'text'),
  field('price', 'money'),
  field('total', 'money', { computed: { dec_sum: [v('items.price')] } }),
  field('doubled', 'money', { computed: { dec_sum: [v('items.double')] } }),
  field('items', 'subform', {
    fields: collection(
      field('kind', 'select', { config: optionsOf('home', 'works') }),
      field('product', 'relation', link),
      field('name', 'text'),
      field('price', 'money'),
      field('double', 'money', { computed: { 'dec*': [v('product.price'), 2] } }),
    ),
  }),
)

const entities = (id: string) => {
  const document = [product, order].find((each) => each.id === id)
  return document && resolveEntity('shop', document, fieldTypes).entity
}
const scopeOf = (id: string) => {
  const entity = entities(id)
  return entity && entityScope(entity, entities)
}

type Facets = Partial<FieldElement>
function formWith(facets: { [field: string]: Facets }): FormDocument {
  const elements = order.fields.order.map((id): FieldElement => ({ id, kind: 'field', field: id, ...facets[id] }))
  return {
    id: 'edit',
    label: { en: 'Edit' },
    entity: 'order',
    elements: { order: elements.map(({ id }) => id), items: Object.fromEntries(elements.map((each) => [each.id, each])) },
  }
}
const columns = (facets: { [column: string]: Facets }) => {
  const list = Object.entries(facets).map(([id, each]): FieldElement => ({ id, kind: 'field', field: id, ...each }))
  return { columns: { order: list.map(({ id }) => id), items: Object.fromEntries(list.map((each) => [each.id, each])) } }
}
const planOf = (facets: { [field: string]: Facets }) => compileForm(formWith(facets), order, fieldTypes, entities)
const open = (facets: { [field: string]: Facets }, initial: RecordValues = {}, more: Partial<FormGiven> = {}) =>
  createFormState(planOf(facets), initial, { ...given, ...more })
const evaluate = (facets: { [field: string]: Facets }, values: RecordValues, more: Partial<FormGiven> = {}) =>
  evaluateForm(planOf(facets), values, { ...given, ...more })
const codes = ({ errors }: { errors: readonly { path: string; code: string }[] }) => errors.map(({ path, code }) => `${path} ${code}`)

describe('options that depend on other fields', () => {
  const cities = {
    cities: {
      options: { if: [{ '==': [v('country'), 'cn'] }, ['shanghai', 'beijing'], { '==': [v('country'), 'de'] }, ['berlin'], null] },
    },
  }

  it('are offered in the order of the field, all of them where the formula gives none', () => {
    const form = open(cities)
    const heard = vi.fn()
    form.subscribe('cities', 'options', heard)
    expect(form.get('cities').options).toBeUndefined()
    form.set('country', 'cn')
    expect(form.get('cities').options).toEqual(['beijing', 'shanghai'])
    form.set('country', 'de')
    expect([form.get('cities').options, heard.mock.calls.length]).toEqual([['berlin'], 2])
  })

  it('make an error of what is offered no longer, and keep it', () => {
    const form = open(cities, { country: 'cn', cities: ['beijing', 'shanghai'] })
    form.set('country', 'de')
    expect(form.get('cities')).toMatchObject({ value: ['beijing', 'shanghai'], error: { code: 'field.option-not-offered' } })
    expect(codes(evaluate(cities, { country: 'de', cities: ['berlin', 'beijing'] }))).toEqual(['/cities field.option-not-offered'])
    expect(evaluate(cities, { country: 'de', cities: ['berlin'] }).errors).toEqual([])
  })

  it('do not hold an old value against whoever edits something else', () => {
    const before = { country: 'de', cities: ['beijing'] }
    const update = { mode: 'update' as const, before }
    expect(evaluate(cities, { budget: '1.00' }, update).errors).toEqual([])
    expect(codes(evaluate(cities, { cities: ['shanghai'] }, update))).toEqual(['/cities field.option-not-offered'])
    expect(
      codes(evaluate({ cities: { options: { if: [{ '==': [v('line'), 'home'] }, ['berlin'], null] } } }, { line: 'home' }, update)),
    ).toEqual(['/cities field.option-not-offered'])
  })
})

describe('conditions a value must meet', () => {
  const within = {
    total: { checks: [{ holds: { 'dec<=': [v('total'), v('budget')] }, message: { en: 'Above the budget', 'zh-CN': '超出预算' } }] },
  }

  it('are said in their own words, as soon as one fails', () => {
    const state = evaluate(within, { budget: '10.00', items: [{ price: '11.00' }] })
    expect(state.errors).toEqual([
      { path: '/total', code: 'field.check', params: {}, message: { en: 'Above the budget', 'zh-CN': '超出预算' } },
    ])
    expect(evaluate(within, { budget: '11.00', items: [{ price: '11.00' }] }).errors).toEqual([])
  })

  it('are not asked of what is empty, hidden or was so before', () => {
    const late = { name: { checks: [{ holds: { '==': [v('name'), 'x'] }, message: { en: 'x' } }], visible: { '==': [v('line'), 'home'] } } }
    expect(codes(evaluate(late, { line: 'home', name: 'y' }))).toEqual(['/name field.check'])
    expect(codes(evaluate(late, { line: 'works', name: 'y' }))).toEqual([])
    expect(codes(evaluate(late, { line: 'home', name: '' }))).toEqual([])
    const before = { line: 'home', name: 'y' }
    expect(codes(evaluate(late, { budget: '1.00' }, { mode: 'update', before }))).toEqual([])
    expect(codes(evaluate(late, { name: 'z' }, { mode: 'update', before }))).toEqual(['/name field.check'])
  })
})

describe('records to choose from', () => {
  const where: JsonValue = { and: [{ '==': [v('line'), v('$form.line')] }, { 'dec<=': [v('price'), v('$form.budget')] }] }

  it('are those of a query into which the values of the form are written', () => {
    const form = open({ product: { where } }, { line: 'home' })
    const before = form.get('product')
    expect(before.where).toEqual({ and: [{ '==': [v('line'), 'home'] }, { 'dec<=': [v('price'), null] }] })
    form.set('name', 'x')
    expect(form.get('product')).toBe(before)
    form.set('budget', '9.50')
    expect(form.get('product').where).toEqual({ and: [{ '==': [v('line'), 'home'] }, { 'dec<=': [v('price'), { dec: ['9.50'] }] }] })
  })

  it('are named to the server for every pick that is new, with what each must meet', () => {
    const facets = { product: { where }, items: columns({ kind: {}, product: { where: { '==': [v('line'), v('$row.kind')] } } }) }
    const items: JsonValue = [{ kind: 'works', product: valve }, { kind: 'home', product: pump }, { kind: 'home' }]
    const { picks, errors } = evaluate(facets, { line: 'home', product: pump, items })
    expect(errors).toEqual([])
    expect(
      picks.map(({ path, field, entity, record, where }) => [path, field, entity, record, JSON.stringify(where).slice(0, 60)]),
    ).toEqual([
      ['/product', 'product', 'product', pump, '{"and":[{"==":[{"var":"line"},"home"]},{"dec<=":[{"var":"pri'],
      ['/items/0/product', 'product', 'product', valve, '{"==":[{"var":"line"},"works"]}'],
      ['/items/1/product', 'product', 'product', pump, '{"==":[{"var":"line"},"home"]}'],
    ])
    const before = { line: 'home', product: pump, items: [{ id: uuid(9), kind: 'home', product: pump }] }
    const again = evaluate(facets, { product: pump, items: [{ id: uuid(9), kind: 'works', product: pump }] }, { mode: 'update', before })
    expect(again.picks).toEqual([])
  })
})

describe('what picking a record fills in', () => {
  const fill = [
    { from: 'name', to: 'name' },
    { from: 'price', to: 'price' },
  ]
  const values = { name: 'Pump', price: '12.50', line: 'home' }

  it('comes with the values of the record, for people to change', () => {
    const form = open({ product: { fill } })
    expect(form.plan.related).toContainEqual(['product', 'price'])
    form.set('product', pump)
    expect(form.get('name').value).toBeNull()
    form.relate(pump, values)
    expect([form.get('name').value, form.get('price').value]).toEqual(['Pump', '12.50'])
    form.set('name', 'My pump')
    form.relate(pump, { ...values, name: 'Pump 2' })
    expect(form.get('name').value).toBe('My pump')
  })

  it('is that of the last pick, at once when the record is known', () => {
    const form = open({ product: { fill } }, {}, { related: { [valve]: { name: 'Valve', price: null } } })
    form.set('product', pump)
    form.set('product', valve)
    expect([form.get('name').value, form.get('price').value]).toEqual(['Valve', null])
    form.relate(pump, values)
    expect(form.get('name').value).toBe('Valve')
  })

  it('leaves alone what was given together with the pick: a draft, or a row from a spreadsheet', () => {
    const form = open({ product: { fill } })
    form.setAll({ product: pump, price: '9.00' })
    form.relate(pump, values)
    expect([form.get('name').value, form.get('price').value]).toEqual(['Pump', '9.00'])

    const items = open({ items: columns({ product: { fill }, name: {}, price: {} }) })
    const rows = items.rows('items')
    rows.paste(undefined, 'product', [[pump, null, '9.00']])
    items.relate(pump, values)
    const [row = ''] = rows.ids
    expect([rows.get(row, 'name').value, rows.get(row, 'price').value]).toEqual(['Pump', '9.00'])
  })

  it('does not replace what was given together with the pick, as a draft or a pasted row is', () => {
    const form = open({ product: { fill }, items: columns({ product: { fill }, name: {}, price: {} }) })
    form.setAll({ product: pump, name: 'Mine' })
    const items = form.rows('items')
    items.insert(0, 1)
    const [row = ''] = items.ids
    items.setRow(row, { product: pump, name: 'Mine' })
    form.relate(pump, values)
    expect([form.get('name').value, form.get('price').value]).toEqual(['Mine', '12.50'])
    expect([items.get(row, 'name').value, items.get(row, 'price').value]).toEqual(['Mine', '12.50'])
  })

  it('goes into the same row, wherever that has moved to', () => {
    const form = open({ items: columns({ product: { fill }, name: {}, price: {} }) })
    const items = form.rows('items')
    items.insert(0, 2)
    const [first = '', second = ''] = items.ids
    items.set(first, 'product', pump)
    items.move(second, 0)
    form.relate(pump, values)
    expect([items.get(first, 'name').value, items.get(second, 'name').value, form.get('total').value]).toEqual(['Pump', null, '12.50'])
    expect(form.plan.related).toEqual(
      expect.arrayContaining([
        ['items', 'product', 'price'],
        ['items', 'product', 'name'],
      ]),
    )
  })
})

describe('names across references in rows', () => {
  it('read the related record', () => {
    const related = { [pump]: { price: '2.50' } }
    const state = evaluate({}, { items: [{ product: pump }, { product: valve }, { product: pump }] }, { related })
    expect(state.fields.doubled?.value).toBe('10.00')
    // It follows another record, so there is nothing to store.
    expect(state.values.items).toEqual([pump, valve, pump].map((product) => ({ product })))
    const form = open({})
    form.rows('items').insert(0, [{ product: valve }, { product: pump }])
    const [first = ''] = form.rows('items').ids
    expect(form.rows('items').get(first, 'double').value).toBe('0.00')
    const stored = { items: [{ id: uuid(9), kind: null, product: pump, name: null, price: null, double: '9.00' }] }
    expect(Object.keys(open({}, stored, { mode: 'update' }).changes())).not.toContain('items')
    form.relate(valve, { price: '3.00' })
    expect(form.rows('items').get(first, 'double').value).toBe('6.00')
  })
})

describe('checkForm on facets', () => {
  const found = (facets: { [field: string]: Facets }) =>
    checkForm(formWith(facets), order, fieldTypes, scopeOf, entities).map(({ code, path }) => `${path} ${code}`)
  const sound: { [field: string]: Facets } = {
    cities: { options: { if: [{ '==': [v('country'), 'cn'] }, ['beijing'], ['berlin']] } },
    total: { checks: [{ holds: { 'dec<=': [v('total'), v('budget')] }, message: { en: 'x' } }] },
    product: { where: { 'dec<=': [v('price'), v('$form.budget')] }, fill: [{ from: 'price', to: 'price' }] },
    items: columns({
      product: { where: { '==': [v('line'), v('$row.kind')] }, fill: [{ from: 'name', to: 'name' }] },
      price: { readOnly: { '==': [v('$parent.line'), v('kind')] } },
    }),
  }

  it('finds nothing wrong with sound ones', () => {
    expect(found(sound)).toEqual([])
  })

  it('reports each in its own scope, at its place', () => {
    const bad: JsonValue = { '==': [v('nowhere'), 'x'] }
    expect(
      found({
        budget: { options: ['a'], where: true, fill: [{ from: 'a', to: 'b' }], ...columns({}) },
        cities: { options: { '+': [1, 2] } },
        name: { checks: [{ holds: bad, message: {} }] },
        product: {
          where: { '==': [v('country'), 'cn'] },
          fill: [
            { from: 'nothing', to: 'name' },
            { from: 'name', to: 'total' },
            { from: 'name', to: 'price' },
            { from: 'name', to: 'nothing' },
          ],
        },
        items: columns({ name: { visible: { '==': [v('budget'), 1] } }, price: { default: v('$parent.line') }, gone: {} }),
      }).map((each) => each.replace('/elements/items', '')),
    ).toEqual([
      '/cities/options form.formula.wrong-type',
      '/budget/options form.options.no-choice',
      '/budget/where form.where.no-relation',
      '/budget/fill form.fill.no-relation',
      '/budget/columns form.columns.no-sub-form',
      expect.stringMatching(/^\/product\/where.* expression\./),
      '/product/fill/0/from form.fill.unknown-source',
      '/product/fill/1/to form.fill.not-writable',
      '/product/fill/2/to form.formula.wrong-type',
      '/product/fill/3/to form.element.unknown-field',
      expect.stringMatching(/^\/name\/checks\/0\/holds.* expression\./),
      '/name/checks/0/message form.check.no-message',
      expect.stringMatching(/^\/items\/columns\/items\/name\/visible.* expression\./),
      '/items/columns/items/price/default form.formula.wrong-type',
      '/items/columns/items/gone/field form.element.unknown-field',
    ])
  })
})
