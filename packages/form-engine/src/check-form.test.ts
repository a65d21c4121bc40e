import type { Diagnostic, EntityDocument, FieldDocument } from '@tangram/data-model'
import { entityScope } from '@tangram/expression'
import { describe, expect, it } from 'vitest'
import { checkEntityFormulas, checkForm } from './check-form.ts'
import type { FormDocument, FormElement } from './document.ts'
import { fieldTypes } from './fields/index.ts'
import { resolveEntity } from './resolve-entity.ts'

const table = (more: Partial<{ [id: string]: Partial<FieldDocument> }> = {}): EntityDocument => {
  const types: { [id: string]: string } = { name: 'text', price: 'integer', due: 'date', number: 'serialNumber' }
  const items = Object.fromEntries(Object.entries(types).map(([id, type]) => [id, { id, type, label: { en: id }, ...more[id] }]))
  return { id: 'order', label: { en: 'Order' }, title: 'name', fields: { order: Object.keys(types), items } }
}

function findings(
  elements: { [id: string]: Partial<FormElement> & { kind: string } },
  more: Partial<FormDocument> = {},
  document = table(),
): Diagnostic[] {
  const items = Object.fromEntries(Object.entries(elements).map(([id, element]) => [id, { id, ...element } as FormElement]))
  const inSections = Object.values(items).flatMap((element) => ('order' in element ? element.order : []))
  const order = Object.keys(items).filter((id) => !inSections.includes(id))
  const form: FormDocument = { id: 'edit', label: { en: 'Edit' }, entity: 'order', elements: { order, items }, ...more }
  const { entity } = resolveEntity('shop', document, fieldTypes)
  return checkForm(form, document, fieldTypes, (id) => (id === 'order' ? entityScope(entity, () => undefined) : undefined))
}

const codes = (found: Diagnostic[]) => found.map(({ code, path }) => [code, path])

describe('checkForm', () => {
  it('finds nothing wrong with a sound form', () => {
    const visible = { '>': [{ var: 'price' }, 5] }
    expect(findings({ name: { kind: 'field', field: 'name', visible } as never, line: { kind: 'divider' } })).toEqual([])
  })

  it('reports a field the table does not have, and one that is there twice', () => {
    const found = findings({
      a: { kind: 'field', field: 'none' } as never,
      b: { kind: 'field', field: 'name' } as never,
      c: { kind: 'field', field: 'name' } as never,
    })
    expect(codes(found)).toEqual([
      ['form.element.unknown-field', '/elements/items/a/field'],
      ['form.element.field-twice', '/elements/items/c/field'],
    ])
  })

  it('reports a formula that names what does not exist, at the formula', () => {
    const [found] = findings({ name: { kind: 'field', field: 'name', visible: { '==': [{ var: 'colour' }, 'red'] } } as never })
    expect(found?.path).toMatch(/^\/elements\/items\/name\/visible/)
    expect(found?.severity).toBe('error')
  })

  it('reports a default that does not fit its field', () => {
    const found = findings({ due: { kind: 'field', field: 'due', default: { '+': [{ var: 'price' }, 1] } } as never })
    expect(codes(found)).toEqual([['form.formula.wrong-type', '/elements/items/due/default']])
  })

  it('names the fields that wait for each other', () => {
    const shown = (by: string) => ({ visible: { '!!': [{ var: by }] }, whenHidden: 'clear' })
    const [found] = findings({
      name: { kind: 'field', field: 'name', ...shown('price') } as never,
      price: { kind: 'field', field: 'price', ...shown('name') } as never,
    })
    expect(found?.code).toBe('form.cycle')
    expect(found?.message.en).toContain('name')
    expect(found?.message.en).toContain('price')
  })

  it('warns when people are asked for what the server gives', () => {
    const [found] = findings({ number: { kind: 'field', field: 'number', required: true } as never })
    expect(found).toMatchObject({ code: 'form.required-but-computed', severity: 'warning' })
  })

  it('reports orders that do not fit the elements', () => {
    const found = findings(
      { name: { kind: 'field', field: 'name' } as never, more: { kind: 'section', label: {}, order: ['name', 'gone'] } as never },
      {},
    )
    expect(codes(found)).toEqual([['form.element.unknown', '/elements/items/more/order/1']])
    const elements = {
      order: ['name', 'name'],
      items: { name: { id: 'name', kind: 'field', field: 'name' }, lost: { id: 'lost', kind: 'divider' } },
    }
    expect(codes(findings({}, { elements } as never))).toEqual([
      ['form.element.placed-twice', '/elements/order/1'],
      ['form.element.not-placed', '/elements/items/lost'],
    ])
  })

  it('keeps tabs among tabs, steps among steps, and everything else inside of them', () => {
    const at = (order: string[]) => ({ label: {}, order }) as unknown as object
    expect(
      codes(
        findings({
          pages: { kind: 'tabs', ...at(['first', 'name']) },
          first: { kind: 'tab', ...at(['inner']) },
          inner: { kind: 'step', ...at([]) },
          name: { kind: 'field', field: 'name' } as never,
          alone: { kind: 'tab', ...at([]) },
          way: { kind: 'steps', ...at(['one']) },
          one: { kind: 'step', ...at(['more']) },
          more: { kind: 'section', ...at(['price']) },
          price: { kind: 'field', field: 'price' } as never,
        }),
      ),
    ).toEqual([
      ['form.element.needs-steps', '/elements/items/first/order/0'],
      ['form.element.only-tabs', '/elements/items/pages/order/1'],
      ['form.element.needs-tabs', '/elements/order/1'],
    ])
  })

  it('reports a button that would lead astray, names no field or does nothing', () => {
    const found = findings({
      a: { kind: 'button', action: { type: 'open', address: 'javascript:alert(1)' } } as never,
      b: { kind: 'button', action: { type: 'fill', values: { gone: 'x', name: { var: 'colour' } } } } as never,
      c: { kind: 'button' } as never,
      d: { kind: 'button', action: { type: 'open', address: 'tel:{name}' }, span: 13 } as never,
    })
    expect(codes(found).map(([code, path]) => [code, path?.slice(0, 40)])).toEqual([
      ['form.button.bad-address', '/elements/items/a/action/address'],
      ['form.element.unknown-field', '/elements/items/b/action/values/gone'],
      [found[2]?.code, '/elements/items/b/action/values/name'],
      ['form.button.does-nothing', '/elements/items/c'],
      ['form.element.bad-span', '/elements/items/d/span'],
    ])
  })

  it('reports a public form with nothing to fill in', () => {
    expect(codes(findings({ line: { kind: 'divider' } }, { public: { enabled: true } }))).toEqual([
      ['form.public.no-fields', '/elements/order'],
    ])
  })

  it('reports a public form that nobody could submit, because the table requires more', () => {
    const open = { public: { enabled: true } }
    const required = table({ price: { required: true }, due: { required: true, default: { var: '$today' } }, number: { required: true } })
    const name = { kind: 'field', field: 'name' } as never
    expect(codes(findings({ name }, open, required))).toEqual([['form.public.lacks-required', '/elements/order']])
    expect(findings({ name, price: { kind: 'field', field: 'price' } as never }, open, required)).toEqual([])
    expect(findings({ name }, {}, required)).toEqual([])
  })
})

describe('checkEntityFormulas', () => {
  const check = (document: EntityDocument) => {
    const { entity } = resolveEntity('shop', document, fieldTypes)
    return codes(checkEntityFormulas(document, fieldTypes, () => entityScope(entity, () => undefined)))
  }

  it('checks defaults and computed fields against the type of the field', () => {
    expect(check(table({ price: { default: 3 }, due: { default: { var: '$today' } } }))).toEqual([])
    expect(check(table({ name: { computed: { if: [{ matches: [{ var: 'name' }, '^a'] }, 'a', 'b'] } } }))).toContainEqual([
      'expression.database',
      '/fields/items/name/computed/if/0',
    ])
    expect(check(table({ due: { computed: { var: 'price' } } }))).toEqual([['form.formula.wrong-type', '/fields/items/due/computed']])
  })

  it('reports computed fields that wait for each other, once, with a path in the entity', () => {
    const found = check(table({ price: { computed: { '+': [{ var: 'price' }, 1] } } }))
    expect(found).toEqual([['form.cycle', '/fields/items/price/computed']])
  })
})
