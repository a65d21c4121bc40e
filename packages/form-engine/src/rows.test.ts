import type { EntityDocument, FieldDocument, JsonValue, RecordValues } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { compileForm } from './compile-form.ts'
import { createFormState } from './create-form-state.ts'
import type { FieldElement, FormDocument } from './document.ts'
import { evaluateForm } from './evaluate-form.ts'
import { fieldTypes } from './fields/index.ts'
import type { FormGiven, FormState } from './form-state.ts'
import { compileRecord } from './validate-record.ts'

const given: FormGiven = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai', locale: 'en' }
const uuid = (n: number) => `0192f3a0-0000-7000-8000-${String(n).padStart(12, '0')}`
const options = ['goods', 'work', 'free'].map((id) => ({ id, label: { en: id } }))

type Fields = { [id: string]: Omit<FieldDocument, 'id' | 'label' | 'fields'> & { fields?: Fields } }

function collection(fields: Fields): EntityDocument['fields'] {
  const order = Object.keys(fields)
  const items = order.map((id): [string, FieldDocument] => {
    const { fields: columns, ...field } = fields[id] ?? { type: 'text' }
    return [id, { ...field, id, label: { en: id }, ...(columns ? { fields: collection(columns) } : {}) }]
  })
  return { order, items: Object.fromEntries(items) }
}

type Elements = { [field: string]: Omit<Partial<FieldElement>, 'columns'> & { columns?: { [column: string]: Partial<FieldElement> } } }

function documents(fields: Fields, over: Elements = {}): { entity: EntityDocument; form: FormDocument } {
  const entity = { id: 'order', label: { en: 'Order' }, title: Object.keys(fields)[0] ?? '', fields: collection(fields) }
  const elements = Object.keys(fields).map((id): FieldElement => {
    const { columns, ...element } = over[id] ?? {}
    const inner = Object.entries(columns ?? {}).map(
      ([column, facets]): FieldElement => ({ id: column, kind: 'field', field: column, ...facets }),
    )
    const shown = columns
      ? { columns: { order: inner.map((column) => column.id), items: Object.fromEntries(inner.map((column) => [column.id, column])) } }
      : {}
    return { id, kind: 'field', field: id, ...element, ...shown }
  })
  const items = Object.fromEntries(elements.map((element) => [element.id, element]))
  return { entity, form: { id: 'edit', label: { en: 'Edit' }, entity: 'order', elements: { order: elements.map(({ id }) => id), items } } }
}

const planOf = (fields: Fields, over?: Elements) => {
  const { entity, form } = documents(fields, over)
  return compileForm(form, entity, fieldTypes)
}

const v = (name: string) => ({ var: name })

const invoice: Fields = {
  rate: { type: 'number', config: { decimals: 2 }, default: '0.10' },
  kind: { type: 'select', config: { options } },
  items: {
    type: 'subform',
    required: true,
    fields: {
      name: { type: 'text', required: true },
      price: { type: 'money' },
      count: { type: 'integer', default: 1 },
      amount: { type: 'money', computed: { 'dec*': [v('price'), v('$row.count')] } },
      tax: { type: 'money', computed: { 'dec*': [v('amount'), v('$parent.rate')] } },
      note: { type: 'text' },
    },
  },
  total: { type: 'money', computed: { dec_sum: [v('items.amount')] } },
  lines: { type: 'integer', computed: { count: [v('items')] } },
  dearest: { type: 'money', computed: { max: [v('items.amount')] } },
}
const over: Elements = {
  items: {
    columns: {
      name: {},
      price: { readOnly: { '==': [v('$form.kind'), 'free'] } },
      count: { checks: [{ holds: { '<=': [v('count'), 100] }, message: { en: 'At most a hundred' } }] },
      amount: {},
      tax: {},
      note: { visible: { '>': [v('count'), 1] }, required: true, whenHidden: 'clear' },
    },
  },
}
const plan = planOf(invoice, over)
const open = (initial: RecordValues = {}, more: Partial<FormGiven> = {}) => createFormState(plan, initial, { ...given, ...more })
const errorsOf = ({ errors }: Pick<FormState, 'errors'>) => errors.map(({ path, code }) => `${path} ${code}`)
const columnOf = (values: RecordValues, column: string) => ((values.items ?? []) as RecordValues[]).map((row) => row[column])

describe('rows on the server', () => {
  it('are computed each by its own names, with the record around them, and read by the record as lists', () => {
    const { values, errors } = evaluateForm(
      plan,
      {
        items: [
          { name: 'Pump', price: '12.50', count: 3, note: 'x' },
          { name: 'Nut', price: '0.05' },
        ],
      },
      given,
    )
    expect(errors).toEqual([])
    expect(values.items).toEqual([
      { name: 'Pump', price: '12.50', count: 3, amount: '37.50', tax: '3.75', note: 'x' },
      { name: 'Nut', price: '0.05', count: 1, amount: '0.05', tax: '0.01', note: null },
    ])
    expect(values).toMatchObject({ total: '37.55', lines: 2, dearest: '37.50' })
  })

  it('say what is wrong in which cell', () => {
    const state = evaluateForm(
      plan,
      {
        items: [
          { price: '1.001', count: 101 },
          { name: 'Nut', count: 1.5, colour: 'red' },
        ],
      },
      given,
    )
    expect(errorsOf(state)).toEqual([
      '/items/1/colour field.unknown',
      '/items/0/name field.required',
      '/items/0/price value.too-many-decimals',
      '/items/0/count field.check',
      '/items/0/note field.required',
      '/items/1/count value.not-integer',
    ])
    expect(state.errors[3]?.message).toEqual({ en: 'At most a hundred' })
  })

  it('must be rows at all, each id once; a required sub-form has one or more', () => {
    expect(errorsOf(evaluateForm(plan, { items: 'none' }, given))).toEqual(['/items value.not-rows'])
    expect(errorsOf(evaluateForm(plan, { items: [{ id: 'first' }] }, given))).toEqual(['/items value.not-rows'])
    const twice = [
      { id: uuid(1), name: 'a' },
      { id: uuid(1), name: 'b' },
    ]
    expect(errorsOf(evaluateForm(plan, { items: twice }, given))).toEqual(['/items value.not-rows'])
    for (const items of [[], null]) expect(errorsOf(evaluateForm(plan, { items }, given))).toEqual(['/items field.required'])
  })

  it('keep of a stored row what was not handed in, and never take what people may not write', () => {
    const before: RecordValues = {
      rate: '0.10',
      kind: 'free',
      items: [
        { id: uuid(1), name: 'Pump', price: '2.00', count: 2, amount: '4.00', tax: '0.40', note: 'old' },
        { id: uuid(2), name: 'Nut', price: '1.00', count: 1 },
      ],
    }
    const items: JsonValue = [
      { name: 'New', price: '9.00' },
      { id: uuid(1), price: '9.00', count: 3, amount: '1.00' },
    ]
    const { values, errors } = evaluateForm(plan, { items }, { ...given, mode: 'update', before })
    expect(errors).toEqual([])
    expect(values.items).toEqual([
      { name: 'New', count: 1, amount: '0.00', tax: '0.00', note: null },
      { id: uuid(1), name: 'Pump', price: '2.00', count: 3, amount: '6.00', tax: '0.60', note: 'old' },
    ])
  })

  it('keep columns that the form does not show, and refuse to write them', () => {
    const narrow = planOf(invoice, { items: { columns: { name: {} } } })
    const before = { items: [{ id: uuid(1), name: 'Pump', price: '2.00', note: 'old' }] }
    const state = evaluateForm(
      narrow,
      {
        items: [
          { id: uuid(1), name: 'Pump 2', note: 'old' },
          { name: 'x', note: 'new' },
        ],
      },
      { ...given, mode: 'update', before },
    )
    expect(columnOf(state.values, 'note')).toEqual(['old', undefined])
    expect(columnOf(state.values, 'price')).toEqual(['2.00', undefined])
    expect(errorsOf(state)).toEqual(['/items/1/note field.unknown'])
  })

  it('are as few and as many as the field allows', () => {
    const few = planOf({ items: { type: 'subform', config: { minRows: 2, maxRows: 3 }, fields: { name: { type: 'text' } } } })
    const codes = [0, 1, 2, 3, 4].map((n) =>
      errorsOf(evaluateForm(few, { items: Array.from({ length: n }, () => ({ name: 'x' })) }, given)),
    )
    expect(codes).toEqual([[], ['/items rows.too-few'], [], [], ['/items rows.too-many']])
  })

  it('hide with their sub-form, by the policy of its element', () => {
    const hidden = (whenHidden: 'keep' | 'clear' | 'omit') =>
      planOf(invoice, { items: { visible: { '==': [v('kind'), 'goods'] }, whenHidden } })
    const before = { items: [{ id: uuid(1), name: 'Pump', price: '2.00', count: 1 }] }
    const stored = (whenHidden: 'keep' | 'clear' | 'omit') =>
      evaluateForm(hidden(whenHidden), { items: [{ name: 7 }], kind: 'work' }, { ...given, mode: 'update', before })
    expect(errorsOf(stored('keep'))).toEqual([])
    expect([stored('clear').values.items, stored('clear').values.total]).toEqual([null, '0.00'])
    expect([stored('omit').values.items, stored('omit').values.total]).toEqual([undefined, '0.00'])
  })

  it('are checked as part of any record', () => {
    const { entity } = documents(invoice)
    const state = evaluateForm(compileRecord(entity, fieldTypes), { items: [{ price: '1' }] }, given)
    expect(errorsOf(state)).toEqual(['/items/0/name field.required'])
  })
})

describe('rows being filled in', () => {
  const two: RecordValues = {
    items: [
      { id: uuid(1), name: 'Pump', price: '2.00', count: 2, note: 'x' },
      { id: uuid(2), name: 'Nut', price: '1.00', count: 1 },
    ],
  }

  it('pass a cell on to its row, the record and nobody else', () => {
    const form = open(two, { mode: 'update' })
    const items = form.rows('items')
    const [own, other, total, ids] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()]
    items.subscribe(uuid(1), 'amount', own)
    items.subscribe(uuid(2), 'amount', other)
    items.subscribeIds(ids)
    form.subscribe('total', 'value', total)
    const neighbour = items.get(uuid(2), 'amount')
    items.set(uuid(1), 'price', '3.00')
    expect([items.get(uuid(1), 'amount').value, form.get('total').value]).toEqual(['6.00', '7.00'])
    expect(items.get(uuid(2), 'amount')).toBe(neighbour)
    expect([own, other, total, ids].map((each) => each.mock.calls.length)).toEqual([1, 0, 1, 0])
  })

  it('follow the record around them', () => {
    const form = open(two, { mode: 'update' })
    form.set('rate', '0.5')
    expect(form.rows('items').get(uuid(1), 'tax').value).toBe('2.00')
    form.set('kind', 'free')
    expect(form.rows('items').get(uuid(1), 'price')).toMatchObject({ readOnly: true })
  })

  it('are added, removed, moved and copied, each edit being undone by what it gives', () => {
    const form = open(two, { mode: 'update' })
    const items = form.rows('items')
    const names = () => items.ids.map((id) => items.get(id, 'name').value)
    const seen: [string, unknown[]][] = []
    const edits = {
      insert: () => items.insert(1, [{ name: 'A' }, { name: 'B', price: '5.00' }]),
      empty: () => items.insert(items.count, 2),
      move: () => items.move(uuid(2), 0),
      duplicate: () => items.duplicate([uuid(1)]),
      remove: () => items.remove([uuid(1)]),
      paste: () =>
        items.paste(uuid(2), 'price', [
          ['4.00', 4, '99.00'],
          ['6.00', 6],
        ]),
    }
    for (const [name, edit] of Object.entries(edits)) {
      const before = names()
      const undo = edit()
      seen.push([name, names()])
      items.restore(undo)
      expect(names()).toEqual(before)
    }
    expect(seen).toEqual([
      ['insert', ['Pump', 'A', 'B', 'Nut']],
      ['empty', ['Pump', 'Nut', null, null]],
      ['move', ['Nut', 'Pump']],
      ['duplicate', ['Pump', 'Pump', 'Nut']],
      ['remove', ['Nut']],
      ['paste', ['Pump', 'Nut', null]],
    ])
    edits.paste()
    expect(form.get('total').value).toBe('56.00')
  })

  it('hear of a paste once', () => {
    const form = open()
    const items = form.rows('items')
    const [total, ids] = [vi.fn(), vi.fn()]
    form.subscribe('total', 'value', total)
    items.subscribeIds(ids)
    items.paste(
      undefined,
      'name',
      Array.from({ length: 50 }, (_, n) => [`Item ${n}`, '1.00', 2]),
    )
    expect([items.count, form.get('total').value, total.mock.calls.length, ids.mock.calls.length]).toEqual([50, '100.00', 1, 1])
  })

  it('say what is wrong once somebody was there or wants to go on', () => {
    const form = open({ rate: '0.10' })
    const items = form.rows('items')
    items.insert(0, 1)
    const row = items.ids[0] ?? ''
    expect([items.isTouched(row, 'name'), items.get(row, 'name').error?.code]).toEqual([false, 'field.required'])
    const heard = vi.fn()
    items.subscribe(row, 'name', heard)
    expect(form.submit()).toMatchObject({ ok: false, errors: [{ path: '/items/0/name' }] })
    expect([items.isTouched(row, 'name'), heard.mock.calls.length]).toEqual([true, 1])
    expect(items.errorsOf(row).map(({ column }) => column)).toEqual(['name'])
  })

  it('show what the server found in a cell until the cell changes, wherever the row goes', () => {
    const form = open(two, { mode: 'update' })
    const items = form.rows('items')
    form.setErrors([{ path: '/items/1/name', code: 'storage.gone', params: {}, message: { en: 'Gone' } }])
    items.move(uuid(2), 0)
    expect(items.get(uuid(2), 'name').error).toMatchObject({ code: 'storage.gone' })
    expect(errorsOf(form.state())).toEqual(['/items/0/name storage.gone'])
    items.set(uuid(2), 'name', 'Nut 2')
    expect(form.state().errors).toEqual([])
  })

  it('are sent whole when anything in them changed, new ones without an id', () => {
    const form = open(two, { mode: 'update' })
    expect([form.isChanged(), form.changes()]).toEqual([false, { ...form.state().values, items: form.changes().items }])
    form.rows('items').insert(2, [{ name: 'Bolt', price: '1.00' }])
    expect(form.isChanged()).toBe(true)
    expect(form.changes().items).toMatchObject([{ id: uuid(1) }, { id: uuid(2) }, { name: 'Bolt', amount: '1.00' }])
    expect((form.changes().items as RecordValues[])[2]).not.toHaveProperty('id')
  })

  it('begin anew on reset, and take the place of others when set as a whole', () => {
    const form = open(two, { mode: 'update' })
    const items = form.rows('items')
    items.set(uuid(1), 'price', '9.00')
    form.set('items', [{ name: 'Draft', price: '1.00', count: 4 }])
    expect([items.count, form.get('total').value]).toEqual([1, '4.00'])
    items.insert(1, 1)
    expect(new Set(items.ids).size).toBe(2)
    form.reset()
    expect([items.ids, form.get('total').value, form.isChanged()]).toEqual([[uuid(1), uuid(2)], '5.00', false])
  })

  it('leave out columns that no row shows', () => {
    const form = createFormState(
      planOf(invoice, {
        items: {
          columns: { name: {}, price: { visible: { '==': [v('$parent.kind'), 'goods'] } }, note: { visible: { '>': [v('count'), 1] } } },
        },
      }),
      {},
      given,
    )
    const items = form.rows('items')
    const heard = vi.fn()
    items.subscribeColumns(heard)
    expect(items.columns).toEqual(['name', 'note'])
    form.set('kind', 'goods')
    expect([items.columns, heard.mock.calls.length]).toEqual([['name', 'price', 'note'], 1])
  })
})

describe('formulas across rows and record', () => {
  it('may divide a row by the sum of all', () => {
    const shares: Fields = {
      items: {
        type: 'subform',
        fields: { amount: { type: 'money' }, share: { type: 'percent', computed: { 'dec/': [v('amount'), v('$parent.total'), 4] } } },
      },
      total: { type: 'money', computed: { dec_sum: [v('items.amount')] } },
    }
    const form = createFormState(planOf(shares), { items: [{ amount: '30.00' }, { amount: '70.00' }] }, given)
    const items = form.rows('items')
    const share = () => items.ids.map((id) => items.get(id, 'share').value)
    expect(share()).toEqual(['0.3000', '0.7000'].map((text) => expect.stringMatching(new RegExp(`^${text.slice(0, 3)}`))))
    items.set(items.ids[0] ?? '', 'amount', '70.00')
    expect(share().every((text) => String(text).startsWith('0.5'))).toBe(true)
  })

  it('are left out where they wait for each other, and the cycle is named', () => {
    const round: Fields = {
      rate: { type: 'number', computed: { 'dec/': [v('total'), 100] } },
      items: {
        type: 'subform',
        fields: { price: { type: 'money' }, amount: { type: 'money', computed: { 'dec*': [v('price'), v('$parent.rate')] } } },
      },
      total: { type: 'money', computed: { dec_sum: [v('items.amount')] } },
    }
    const { diagnostics } = planOf(round)
    expect(diagnostics.map(({ code, message }) => [code, message.en])).toEqual([
      ['form.cycle', expect.stringMatching(/items\.amount \(formula\).*rate|rate.*items\.amount \(formula\)/)],
    ])
    expect(evaluateForm(planOf(round), { items: [{ price: '1.00' }] }, given).errors).toEqual([])
  })
})

/** What a browser may do with rows, at random. */
type Edit = {
  do: 'set' | 'insert' | 'remove' | 'move' | 'paste' | 'duplicate' | 'undo' | 'record'
  a: number
  b: number
  value: JsonValue
  column: string
}

describe('browser and server', () => {
  const cellValue = fc.constantFrom<JsonValue>(null, 'Pump', '', '12.50', '0.1', '-3', 3, 2, 101, 1.5, true, 'goods')
  const edit: fc.Arbitrary<Edit> = fc.record({
    do: fc.constantFrom('set', 'set', 'set', 'insert', 'remove', 'move', 'paste', 'duplicate', 'undo', 'record'),
    a: fc.nat(6),
    b: fc.nat(6),
    value: cellValue,
    column: fc.constantFrom('name', 'price', 'count', 'amount', 'note'),
  })
  const row = fc.dictionary(fc.constantFrom('name', 'price', 'count', 'amount', 'note'), cellValue)
  const stored = fc.array(row, { maxLength: 4 }).map((list) => list.map((cells, n) => ({ id: uuid(n + 1), ...cells })))

  it('agree about rows after any edits: states, errors, values, aggregates', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.option(stored, { nil: undefined }),
        fc.constantFrom('create' as const, 'update' as const),
        fc.array(edit, { maxLength: 12 }),
        (list, mode, edits) => {
          const before = { ...(list && mode === 'update' ? { items: list } : {}), kind: 'goods' }
          const form = createFormState(plan, before, { ...given, mode })
          const items = form.rows('items')
          let last = items.snapshot()
          let typed = false
          const record: RecordValues = {}
          for (const { do: what, a, b, value, column } of edits) {
            const at = (n: number) => items.ids[n % Math.max(items.count, 1)] ?? ''
            const before = items.snapshot()
            if (what === 'record') {
              const [field, given] =
                a % 2 === 0 ? ['kind', ['goods', 'free', 'work'][b % 3] ?? ''] : ['rate', ['0.10', '2', 'x'][b % 3] ?? '']
              record[field ?? ''] = given ?? null
              form.set(field ?? '', given ?? null)
              continue
            }
            if (what === 'set' && items.count > 0) items.set(at(a), column, value)
            else if (what === 'insert') items.insert(a, [{ [column]: value }])
            else if (what === 'remove') items.remove([at(a)])
            else if (what === 'move') items.move(at(a), b)
            else if (what === 'paste') items.paste(at(a), column, [[value, value], [value]])
            else if (what === 'duplicate') items.duplicate([at(a), at(b)])
            else if (what === 'undo') items.restore(last)
            else continue
            typed ||= what === 'undo' || items.snapshot() !== before
            last = before
            // Something is always being looked at, so that what is remembered is tried and not made anew each time.
            form.state()
            if (items.count > 0) items.get(at(a), 'amount')
          }
          const { ids, cells } = items.snapshot()
          const rows = ids.map((id, n): RecordValues => {
            const values = Object.entries(cells).flatMap(([column, list]) => (list[n] === undefined ? [] : [[column, list[n]]]))
            return { ...Object.fromEntries(values), ...(id.startsWith('+') ? {} : { id }) }
          })
          const expected = evaluateForm(plan, { ...record, ...(typed ? { items: rows } : {}) }, { ...given, mode, before })
          const state = form.state()
          expect(state.values).toEqual(expected.values)
          expect(state.errors).toEqual(expected.errors)
          for (const field of ['total', 'lines', 'dearest', 'kind']) expect(state.fields[field]).toEqual(expected.fields[field])
          const states = ids.flatMap((id) => items.errorsOf(id).map(({ state }) => state.error))
          expect(new Set(states)).toEqual(new Set(expected.errors.filter(({ path }) => path.startsWith('/items/'))))
        },
      ),
      { numRuns: process.env.LONG ? 10_000 : 300 },
    )
  })
})
