import type { FieldDocument } from '@tangram/data-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const base = '/api/v1/apps/hoard/entities'
const sales = `${base}/sale/records`
const listed = <T extends { id: string }>(...things: T[]) => ({
  order: things.map(({ id }) => id),
  items: Object.fromEntries(things.map((thing) => [thing.id, thing])),
})
const field = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({ id, type, label: { en: id }, ...more })
const relation = (id: string, entity: string, more: Json = {}) => field(id, 'relation', { config: { entity, ...more } })
const nothing = { order: [], items: {} }
const all = { read: true, create: true, update: true, delete: true, export: true }
const secret = '31337.00'

let desk: Desk
let admin: Caller
let clerk: Caller
let product: string
let other: string
let vault: string
let sale: Json
let token: string

beforeAll(async () => {
  desk = await openDesk({ workers: false })
  ;[admin, clerk] = await Promise.all([desk.as('admin'), desk.as('chen_mo')])
  const document = {
    format: 1,
    id: 'hoard',
    label: { en: 'Hoard' },
    entities: listed(
      {
        id: 'vault',
        label: { en: 'Vault' },
        title: 'code',
        fields: listed(field('code', 'text'), field('worth', 'number', { config: { decimals: 2 } })),
      },
      {
        id: 'product',
        label: { en: 'Product' },
        title: 'model',
        fields: listed(
          field('model', 'text'),
          field('line', 'text'),
          field('cost', 'number', { config: { decimals: 2 } }),
          relation('vault', 'vault'),
          field('vault_worth', 'lookup', { config: { relation: 'vault', field: 'worth' } }),
        ),
      },
      {
        id: 'sale',
        label: { en: 'Sale' },
        title: 'no',
        fields: listed(
          field('no', 'text'),
          field('line', 'text'),
          field('budget', 'number', { config: { decimals: 2 } }),
          relation('product', 'product'),
          relation('others', 'product', { many: true }),
          relation('vault', 'vault'),
          field('cost_seen', 'lookup', { config: { relation: 'product', field: 'cost' } }),
          field('worth_seen', 'lookup', { config: { relation: 'vault', field: 'worth' } }),
          field('worth_far', 'lookup', { config: { relation: 'product', field: 'vault_worth' } }),
          field('worth_twice', 'computed', { computed: { 'dec*': [{ var: 'vault.worth' }, 2] } }),
          field('rich', 'richText'),
          field('place', 'location'),
          field('home', 'address'),
          field('words', 'tags'),
          field('signed', 'signature'),
          field('during', 'dateRange'),
          field('at', 'datetime'),
          field('items', 'subform', {
            fields: listed(
              relation('product', 'product'),
              field('amount', 'number', { config: { decimals: 2 } }),
              field('note', 'text'),
              field('cost_seen', 'lookup', { config: { relation: 'product', field: 'cost' } }),
            ),
          }),
          field('margins', 'subform', { fields: listed(field('amount', 'number', { config: { decimals: 2 } }), field('note', 'text')) }),
        ),
      },
    ),
    forms: listed(
      {
        id: 'keep',
        label: { en: 'Keep' },
        entity: 'sale',
        elements: listed(
          { id: 'no', kind: 'field', field: 'no' },
          { id: 'budget', kind: 'field', field: 'budget' },
          { id: 'vault', kind: 'field', field: 'vault', where: { 'dec>': [{ var: 'worth' }, { var: '$form.budget' }] } },
        ),
      },
      {
        id: 'ask',
        label: { en: 'Ask' },
        entity: 'sale',
        public: { enabled: true },
        elements: listed(
          { id: 'no', kind: 'field', field: 'no' },
          { id: 'line', kind: 'field', field: 'line' },
          { id: 'budget', kind: 'field', field: 'budget' },
          {
            id: 'product',
            kind: 'field',
            field: 'product',
            visible: { '!=': [{ var: 'line' }, 'none'] },
            whenHidden: 'omit',
            where: { '==': [{ var: 'line' }, { var: '$form.line' }] },
          },
          { id: 'others', kind: 'field', field: 'others', where: { '==': [{ var: 'line' }, 'home'] } },
          {
            id: 'items',
            kind: 'field',
            field: 'items',
            columns: listed(
              { id: 'product', kind: 'field', field: 'product', where: { '==': [{ var: 'line' }, 'home'] } },
              { id: 'amount', kind: 'field', field: 'amount' },
            ),
          },
        ),
      },
    ),
    ...{ processes: nothing, rules: nothing, views: nothing },
    ...{ reports: nothing, dashboards: nothing },
    access: {
      roles: listed(
        { id: 'all', label: { en: 'All' }, designs: true, grants: { product: all, sale: all, vault: all } },
        {
          id: 'clerk',
          label: { en: 'Clerk' },
          grants: { product: { ...all, fields: { cost: 'hidden' } }, sale: { ...all, fields: { margins: 'hidden' } } },
        },
      ),
    },
  }
  await admin.post('/api/v1/apps', { document })
  await admin.post('/api/v1/apps/hoard/publish', {})
  await desk.query(`insert into tangram.role_member (app, role, person) values ('hoard', 'clerk', '${clerk.id}') on conflict do nothing`)
  vault = (await admin.post(`${base}/vault/records`, { values: { code: 'V-1', worth: secret } })).id
  product = (await admin.post(`${base}/product/records`, { values: { model: 'Pump 1', line: 'home', cost: secret, vault } })).id
  other = (await admin.post(`${base}/product/records`, { values: { model: 'Pump 2', line: 'works', cost: secret, vault } })).id
  sale = await admin.post(sales, {
    values: { no: 'S-1', product, vault, items: [{ product, amount: '1' }], margins: [{ amount: secret, note: 'psst' }] },
  })
  token = (await admin.get('/api/v1/apps/hoard')).publicForms.ask.split('/f/')[1]
  clerk = await desk.as('chen_mo')
})
afterAll(() => desk.close())

const q = (value: Json) => encodeURIComponent(JSON.stringify(value))
const nested = (levels: number, around: (inner: Json) => Json, inner: Json) =>
  Array.from({ length: levels }).reduce<Json>((all) => around(all), inner)

it('there is something to hide', async () => {
  const { values } = await admin.get(`${sales}/${sale.id}`)
  expect(values).toMatchObject({
    cost_seen: secret,
    worth_seen: secret,
    worth_far: secret,
    worth_twice: '62674.00',
    margins: [{ amount: secret }],
    items: [{ cost_seen: secret }],
  })
})

describe('what a clerk may not see', () => {
  const ask = async (url: string) => {
    const answer = await clerk.send('GET', url)
    expect(answer.statusCode, `${url} ${answer.body}`).toBeLessThan(500)
    for (const word of ['31337', '62674', 'psst']) expect(answer.body, url).not.toContain(word)
    return answer
  }

  it('is in no page, list, history or file', async () => {
    const shown = '?select=cost_seen,worth_seen,worth_far,worth_twice,items'
    for (const url of [`/${sale.id}`, '', shown, `/${sale.id}/history`, `/${sale.id}/timeline`, '/export?format=csv'])
      expect((await ask(sales + url)).statusCode, url).toBe(200)
    expect((await ask(`${sales}?search=psst`)).json().records).toEqual([])
    expect((await ask('/api/v1/apps/hoard')).body).not.toContain('margins')
  })

  it.each(['margins', 'margins.amount', 'product.cost', 'items.product.cost'])('%s is as unknown as what does not exist', async (name) => {
    const unknown = name.replace(/[a-z]+$/, 'nothing')
    for (const url of [
      `?sort=${name}`,
      `?select=${name}`,
      `/export?format=csv&select=${name}`,
      `?where=${q({ '!!': [{ var: name }] })}`,
      `/count?where=${q({ '>': [{ count: [{ var: name }] }, 0] })}`,
    ]) {
      const answer = await ask(sales + url)
      const none = await ask(sales + url.replace(name, unknown))
      expect([answer.statusCode, url]).toEqual([none.statusCode, url])
      expect(answer.body.replaceAll(name, unknown)).toBe(none.body)
    }
  })

  it.each(['product.vault_worth', 'vault.worth', 'worth_far', 'worth_seen', 'worth_twice', 'cost_seen', 'items.cost_seen'])(
    '%s is empty, whatever a filter asks of it',
    async (name) => {
      for (const where of [
        { '>': [{ var: name }, 1] },
        { '>': [{ dec_sum: [{ var: name }] }, 1] },
        { '==': [{ var: name }, { dec: [secret] }] },
        { contains: [{ cat: [{ var: name }] }, '31337'] },
      ]) {
        const answer = await ask(`${sales}/count?where=${q(where)}`)
        expect(answer.statusCode === 400 || answer.json().count === 0, `${JSON.stringify(where)} ${answer.body}`).toBe(true)
        await ask(`${base}/sale/options?where=${q(where)}`)
      }
    },
  )

  it('cannot be felt for by picking it under a condition: all refusals are the same', async () => {
    const refused = async (budget: string, vault: string) =>
      (await clerk.send('POST', `${sales}?form=keep`, { values: { no: 'K', budget, vault } }))
        .json()
        .errors.map((error: Json) => error.code)
    const nowhere = '01920000-0000-7000-8000-0000000000ff'
    expect(await refused('31336.00', vault)).toEqual(await refused('31338.00', vault))
    expect(await refused('1.00', nowhere)).toEqual(await refused('31338.00', vault))
    const picks = (budget: string) => admin.send('POST', `${sales}?form=keep`, { values: { no: 'K', budget, vault } })
    expect((await picks('31338.00')).json().errors).toMatchObject([{ code: 'storage.value.not-offered' }])
    expect((await picks('31336.00')).statusCode).toBe(201)
  })
})

describe('a public form', () => {
  const options = (field: string, values: Json) =>
    desk.nobody().send('GET', `/api/v1/public/forms/${token}/options/${field}?search=Pump&values=${q(values)}`)

  it.each<[string, Json]>([
    ['product', { line: 'home' }],
    ['product', { line: 'none' }],
    ['product', { line: ['home', 'works'] }],
    ['others', {}],
    ['items.product', {}],
    ['items.product', { items: [{ id: 'x', product: [1], amount: {} }] }],
    ['items.product', { constructor: 1, items: { product: 1 } }],
  ])('offers in %s no more than its condition leaves with %j', async (field, values) => {
    const answer = await options(field, values)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain('Pump 2')
  })

  it('offers nothing in fields and columns that are not on it', async () => {
    for (const field of ['vault', 'constructor', 'items.note', 'items.constructor', 'margins.amount'])
      expect((await options(field, {})).statusCode, field).toBe(404)
    expect((await desk.nobody().send('GET', `/api/v1/public/forms/${token}`)).body).not.toContain('margins')
  })

  it.each<[string, () => Json]>([
    ['a hidden sub-form', () => ({ margins: [{ amount: '1' }] })],
    ['a field beside it', () => ({ vault })],
    ['a column beside it', () => ({ items: [{ note: 'x', amount: '1' }] })],
    ['a row of another record', () => ({ items: [{ amount: '1', id: sale.values.items[0].id }] })],
    ['the record of a row', () => ({ items: [{ amount: '1', record: sale.id }] })],
    ['a record that is not offered', () => ({ others: [other] })],
    ['a record that is not offered in a row', () => ({ items: [{ product: other }] })],
    ['one row twice', () => ({ items: ['f', 'F'].map((last) => ({ amount: '1', id: `01920000-0000-7000-8000-00000000000${last}` })) })],
    ['rows without end', () => ({ items: Array(10_001).fill({ amount: '1' }) })],
    ['rows that are none', () => ({ items: { length: 5 } })],
    ['a row that is none', () => ({ items: [null] })],
    ['a poisoned row', () => ({ items: [{ amount: '1', constructor: 1 }] })],
  ])('refuses %s and saves nothing', async (_what, more) => {
    const body = { values: { no: 'P', ...more() }, requestId: crypto.randomUUID() }
    const answer = await desk.nobody().send('POST', `/api/v1/public/forms/${token}/submissions`, body)
    expect([400, 422], answer.body.slice(0, 500)).toContain(answer.statusCode)
    expect((await admin.get(`${sales}/count?where=${q({ '==': [{ var: 'no' }, 'P'] })}`)).count).toBe(0)
  })
})

describe('values no form would send', () => {
  const place = (more: Json) => ({ place: { lng: 0, lat: 0, crs: 'WGS-84', name: '', ...more } })

  it.each<[string, () => Json]>([
    ['a place off the map', () => place({ lng: 1e308 })],
    ['a place in words', () => place({ lng: '1' })],
    ['half a character in a place', () => place({ name: '\ud800' })],
    ['an address of objects', () => ({ home: { province: {} } })],
    ['an address without end', () => ({ home: { region: ['11', '1101', '110101'], detail: 'x'.repeat(100_000) } })],
    ['a thousand tags', () => ({ words: Array.from({ length: 1000 }, (_, i) => `w${i}`) })],
    ['tags that are no text', () => ({ words: [null, 1, {}] })],
    [
      'a signature of a file that is none',
      () => ({ signed: [{ id: product, name: 'a', size: 1, type: 'image/png', strokes: 'a'.repeat(64) }] }),
    ],
    ['a period backwards', () => ({ during: { start: '2026-02-01', end: '2026-01-01' } })],
    ['a period of no day', () => ({ during: { start: 'infinity', end: 'infinity' } })],
    ['a zero in formatted text', () => ({ rich: 'x\0' })],
    ['a number beyond all in a row', () => ({ items: [{ amount: '9'.repeat(40) }] })],
    ['no number in a row', () => ({ items: [{ amount: 'NaN' }] })],
    ['a record of another table in a row', () => ({ items: [{ product: vault }] })],
    ['a zero in a row', () => ({ items: [{ note: 'a\0b' }] })],
    ['an id that is none', () => ({ items: [{ id: 'x' }] })],
    ['where a row stands', () => ({ items: [{ position: 5 }] })],
    ['a list of one record twice', () => ({ others: [product, product] })],
  ])('are refused as values: %s', async (_what, values) => {
    const answer = await admin.send('POST', sales, { values: { no: 'H', ...values() } })
    expect(answer.statusCode, answer.body.slice(0, 500)).toBe(422)
  })

  it('at the very ends of the calendar are kept and read like any other', async () => {
    for (const during of [
      { start: '9999-12-31', end: '9999-12-31' },
      { start: '0001-01-01', end: '9999-12-31' },
    ]) {
      const record = await admin.post(sales, { values: { no: 'end', during } })
      expect((await admin.get(`${sales}/${record.id}`)).values.during).toEqual(during)
    }
    for (const at of ['9999-12-31T23:59:59-14:00', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59Z']) {
      const answer = await admin.send('POST', sales, { values: { no: 'end', at } })
      expect(answer.statusCode, `${at} ${answer.body}`).toBeLessThan(500)
    }
    expect((await admin.get(`${sales}?sort=-during`)).records.length).toBeGreaterThan(2)
  })
})

describe('filters that ask for more than anybody reads', () => {
  it.each<[string, Json]>([
    ['an operator in itself', nested(20, (x) => ({ contains: [{ cat: [x] }, 'x'] }), true)],
    ['a length in itself', { '==': [nested(20, (x) => ({ left: ['abc', { len: [x] }] }), 'a'), 'a'] }],
    ['a text that multiplies', { '==': [{ len: [nested(9, (x) => ({ replace: [x, '-', '-'.repeat(40)] }), { var: 'no' })] }, 1] }],
    ['a list that multiplies', { '==': [nested(5, (x) => ({ join: [{ split: [x, '-'] }, '-'.repeat(300)] }), { var: 'no' }), 'a'] }],
    ['a text without end', { '==': [{ repeat: ['xxxxxxxxxx', 1_000_000_000] }, 'a'] }],
    ['powers of powers', { '>': [nested(10, (x) => ({ power: [x, 9] }), 9), 0] }],
  ])('are answered at once: %s', async (_what, where) => {
    const begin = performance.now()
    const answer = await clerk.send('GET', `${sales}/count?where=${q(where)}`)
    expect([200, 400], answer.body).toContain(answer.statusCode)
    expect(performance.now() - begin).toBeLessThan(1500)
  })
})

it.each(['items.amount', '-items.note', 'others', '-words'])(
  'a list sorted by %s, where each record has several, goes on after its first page',
  async (sort) => {
    await admin.post(sales, {
      values: { no: 'sorted', others: [product, other], words: ['b', 'a'], items: [{ amount: '2', note: 'x' }, { amount: '1' }] },
    })
    const whole: Json[] = (await admin.get(`${sales}?sort=${sort}&limit=200`)).records
    const seen: Json[] = []
    for (let after = ''; ; ) {
      const page = await admin.get(`${sales}?sort=${sort}&limit=2${after}`)
      seen.push(...page.records)
      if (page.next === null) break
      after = `&after=${encodeURIComponent(page.next)}`
    }
    expect(seen.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
  },
)

it('two who save rows at once: one does, the other is told, and no row is lost or doubled', async () => {
  const record = await admin.post(sales, { values: { no: 'race', items: [{ amount: '1' }] } })
  const save = (amount: string) =>
    admin.send('PATCH', `${sales}/${record.id}`, { values: { items: [...record.values.items, { amount }] } }, { 'if-match': '"1"' })
  const answers = await Promise.all(['2', '3', '4', '5'].map(save))
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409])
  const { values } = await admin.get(`${sales}/${record.id}`)
  expect(values.items).toEqual(answers.find(({ statusCode }) => statusCode === 200)?.json().values.items)
})
