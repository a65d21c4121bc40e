import type { AppDocument } from '@tangram/app-model'
import { type FieldDocument, itemOf, type RecordValues } from '@tangram/data-model'
import type { FieldElement } from '@tangram/form-engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, desk, listed, openDesk, openStorage } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

const field = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({ id, type, label: { en: id }, ...more })
const shown = (id: string, more: Partial<FieldElement> = {}): FieldElement => ({ id, kind: 'field', field: id, ...more })

const home = { '==': [{ var: 'line' }, 'home'] }

/** A form on which only products of the home line are offered, in the record and in its rows. */
const withPicks = () =>
  desk((document: AppDocument) => {
    const ticket = itemOf(document.entities, 'ticket')?.fields
    if (!ticket) throw new Error('the desk has lost its tickets')
    ticket.order.push('items')
    ticket.items.items = field('items', 'subform', {
      fields: listed([field('product', 'relation', { config: { entity: 'product' } }), field('count', 'integer')]),
    })
    const product = shown('product', { where: home })
    const ofHome = { holds: { '==': [{ var: 'product.line' }, 'home'] }, message: { en: 'Only of the home line' } }
    const columns = listed([shown('product', { where: { '!=': [{ var: 'model' }, 'gone'] } }), shown('count', { checks: [ofHome] })])
    document.forms.order.push('picking')
    document.forms.items.picking = {
      id: 'picking',
      label: { en: 'Picking' },
      entity: 'ticket',
      elements: listed([shown('subject'), product, shown('items', { columns })]),
    }
  })

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast
let products: { home: string; works: string; gone: string }

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  cast = await openDesk(storage, withPicks())
  const make = async (model: string, line: string) => (await storage.records(cast.mia).create('desk', 'product', { model, line })).id
  products = { home: await make('X1', 'home'), works: await make('X2', 'works'), gone: await make('gone', 'home') }
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const file = (values: RecordValues) =>
  storage.records(cast.mia).create('desk', 'ticket', { subject: 'It broke', ...values }, { form: 'picking' })
const paths = (values: RecordValues) =>
  file(values).then(
    () => [],
    (error) => error.details.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`),
  )

describe('records picked under a condition', () => {
  it('are taken when they meet it', async () => {
    expect((await file({ product: products.home, items: [{ product: products.home, count: 2 }] })).values.product).toBe(products.home)
  })

  it('are refused by the server when they do not, each at its place, and nothing is saved', async () => {
    const before = await storage.records(cast.mia).count('desk', 'ticket')
    expect(await paths({ product: products.works })).toEqual(['/product storage.value.not-offered'])
    const rows = [{ product: products.home }, { product: products.gone }]
    expect(await paths({ items: rows })).toEqual(['/items/1/product storage.value.not-offered'])
    expect(await storage.records(cast.mia).count('desk', 'ticket')).toBe(before)
  })

  it('stay where they are when the record is saved again', async () => {
    const record = await storage.records(cast.mia).create('desk', 'ticket', { subject: 'It broke', product: products.works })
    const saved = await storage
      .records(cast.mia)
      .update(
        'desk',
        'ticket',
        record.id,
        { subject: 'It still is', product: products.works },
        { form: 'picking', version: record.version },
      )
    expect(saved.values).toMatchObject({ subject: 'It still is', product: products.works })
  })
})

it('formulas of a row read the record that the row names, for all rows at once', async () => {
  const rows = [
    { product: products.home, count: 1 },
    { product: products.works, count: 1 },
  ]
  expect(await paths({ items: rows })).toEqual(['/items/1/count field.check'])
})
