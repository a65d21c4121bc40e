import type { Principal } from '@tangram/access'
import { type FieldDocument, itemOf, type JsonValue } from '@tangram/data-model'
import type { Measure, ReportDocument } from '@tangram/report-engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from './storage.ts'
import { type Cast, desk, listed, openDesk, openStorage } from './testing/desk.ts'
import { testDatabase } from './testing/index.ts'

const field = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({ id, type, label: { en: id }, ...more })
const options = ['hot', 'new', 'old'].map((id) => ({ id, label: { en: id } }))
const items = field('items', 'subform', {
  fields: listed([
    field('amount', 'money', { config: { currency: 'CNY' } }),
    field('twice', 'computed', { computed: { 'dec*': [{ var: 'amount' }, { var: '$parent.minutes' }] } }),
    field('product', 'relation', { config: { entity: 'product' } }),
  ]),
})

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast
const ids: { [name: string]: string } = {}

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  const document = desk((app) => {
    const fields = itemOf(app.entities, 'ticket')?.fields
    for (const each of [items, field('tags', 'multiSelect', { config: { options } })]) {
      fields?.order.push(each.id)
      if (fields) fields.items[each.id] = each
    }
  })
  const products: ReportDocument = {
    id: 'products',
    label: { en: 'Products' },
    from: 'ticket',
    rows: [{ field: 'items.product', as: 'product', top: { n: 1, by: 'amount' } }],
    measures: { n: { count: '*', label: { en: 'Tickets' } }, amount: { sum: 'items.amount', label: { en: 'Amount' } } },
    measureOrder: ['n', 'amount'],
    drill: { columns: ['subject'] },
    chart: { type: 'bar' },
  }
  document.reports.order.push('products')
  document.reports.items.products = products
  cast = await openDesk(storage, document)
  const records = storage.records(cast.mia)
  const add = async (entity: string, name: string, values: object) => {
    ids[name] = (await records.create('desk', entity, values as never)).id
  }
  await add('product', 'pump', { model: 'Pump', line: 'water' })
  await add('product', 'lamp', { model: 'Lamp', line: 'light' })
  await add('product', 'idle', { model: 'Idle', line: 'light' })
  const row = (product: string, amount: string) => ({ product: ids[product], amount })
  await add('ticket', 'one', {
    subject: 'one',
    team: cast.red,
    product: ids.pump,
    cost: '100',
    minutes: 10,
    tags: ['hot', 'new'],
    items: [row('pump', '1.50'), row('pump', '2'), row('lamp', '4')],
  })
  await add('ticket', 'two', {
    subject: 'two',
    team: cast.blue,
    product: ids.pump,
    cost: '7',
    minutes: 1,
    tags: ['hot'],
    items: [row('lamp', '8')],
  })
  await add('ticket', 'three', { subject: 'three', team: cast.red, product: ids.lamp, minutes: 5, related: [ids.one, ids.two] })
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const label = { en: 'L' }
const asked = async (
  parts: { from?: string; rows?: [string, string?][]; measures: { [id: string]: object }; where?: ReportDocument['where'] },
  who: Principal = cast.mia,
) => {
  const { from = 'ticket', rows = [], where, measures } = parts
  const report: ReportDocument = {
    id: 'r',
    label,
    from,
    rows: rows.map(([path], i) => ({ field: path, as: `d${i}` })),
    measures: Object.fromEntries(Object.entries(measures).map(([id, one]) => [id, { label, ...one } as Measure])),
    measureOrder: Object.keys(measures),
    ...(where ? { where } : {}),
    chart: { type: 'table' },
  }
  return storage.reports(who).preview('desk', report as never)
}
const rows = async (...question: Parameters<typeof asked>) => (await asked(...question)).rows
const problem = (...question: Parameters<typeof asked>) =>
  asked(...question).then(
    () => undefined,
    (error: { code?: string }) => error.code,
  )

describe('rows of a sub-form', () => {
  it('are read once each, beside figures of the record that stay its own', async () => {
    expect(await rows({ measures: { amount: { sum: 'items.amount' }, n: { count: 'items' }, minutes: { sum: 'minutes' } } })).toEqual([
      ['15.5', 4, '16'],
    ])
  })

  it('group by what they lead to, and say where their figures overlap', async () => {
    const {
      columns,
      rows: found,
      labels,
    } = await asked({ rows: [['items.product']], measures: { n: { count: '*' }, amount: { sum: 'items.amount' } } })
    expect(found.sort()).toEqual(
      [
        [ids.pump, 1, '3.5'],
        [ids.lamp, 2, '12'],
        [null, 1, null],
      ].sort(),
    )
    expect(labels?.[ids.pump as string]).toBe('Pump')
    expect(columns.map(({ overlaps }) => overlaps ?? false)).toEqual([false, true, false])
    expect(await rows({ rows: [['items.product.line']], measures: { amount: { sum: 'items.amount' } } })).toEqual([
      ['light', '12'],
      ['water', '3.5'],
      [null, null],
    ])
  })

  it('have computed columns that look at their record', async () => {
    expect(await rows({ measures: { twice: { sum: 'items.twice' } } })).toEqual([['83']])
  })

  it('filter without counting a record twice', async () => {
    const where: ReportDocument['where'] = [{ field: 'items.amount', lte: '2' }]
    expect(await rows({ where, measures: { n: { count: '*' }, minutes: { sum: 'minutes' } } })).toEqual([[1, '10']])
    const some: ReportDocument['where'] = [{ none: 'items', where: [{ field: 'product.line', is: 'light' }] }]
    expect(await rows({ where: some, measures: { n: { count: '*' } } })).toEqual([[1]])
  })
})

describe('choices and several references', () => {
  it('are groups of their own, each record in all of its', async () => {
    expect(await rows({ rows: [['tags']], measures: { n: { count: '*' } } })).toEqual([
      ['hot', 2],
      ['new', 1],
      [null, 1],
    ])
    expect(await rows({ measures: { kinds: { distinct: 'tags' }, all: { count: 'tags' } } })).toEqual([[2, 3]])
  })

  it('lead on to fields of what they name', async () => {
    expect(await rows({ rows: [['related.product.line']], measures: { minutes: { sum: 'related.minutes' } } })).toEqual([
      ['water', '11'],
      [null, null],
    ])
  })
})

describe('records that point here', () => {
  it('are asked from the record they point to', async () => {
    const question = {
      from: 'product',
      rows: [['model']] as [string][],
      measures: { n: { count: 'ticket:product' }, amount: { sum: 'ticket:product.items.amount' } },
    }
    expect(await rows(question)).toEqual([
      ['Idle', 0, null],
      ['Lamp', 1, null],
      ['Pump', 2, '15.5'],
    ])
  })
})

describe('what a reader may not see', () => {
  it('is not counted, wherever the path to it begins', async () => {
    const measures = { n: { count: 'ticket:product' }, minutes: { sum: 'ticket:product.minutes' } }
    expect(await rows({ from: 'product', measures })).toEqual([[3, '16']])
    expect(await rows({ from: 'product', measures }, cast.ann)).toEqual([[2, '15']])
    expect(await rows({ measures: { amount: { sum: 'items.amount' }, kinds: { distinct: 'tags' } } }, cast.ann)).toEqual([['7.5', 2]])
    // The ticket of the other team is one of the three's related ones, but nothing of it shows.
    expect(await rows({ measures: { minutes: { sum: 'related.minutes' } } }, cast.ann)).toEqual([['10']])
  })

  it('does not decide which records are counted', async () => {
    const where: ReportDocument['where'] = [{ some: 'ticket:product', where: [{ field: 'minutes', is: 1 }] }]
    const measures = { n: { count: '*' } }
    expect(await rows({ from: 'product', where, measures })).toEqual([[1]])
    expect(await rows({ from: 'product', where, measures }, cast.ann)).toEqual([[0]])
  })

  it('is unknown as a field, through every kind of step', async () => {
    for (const path of ['ticket:product.cost', 'ticket:product.parent.cost', 'ticket:product.related.cost']) {
      expect(await problem({ from: 'product', measures: { x: { sum: path } } })).toBeUndefined()
      expect(await problem({ from: 'product', measures: { x: { sum: path } } }, cast.ann)).toBe('storage.query.invalid')
      expect(await problem({ from: 'product', rows: [[path]], measures: { n: { count: '*' } } }, cast.ann)).toBe('storage.query.invalid')
      const where: ReportDocument['where'] = [{ field: path, gte: '1' }]
      expect(await problem({ from: 'product', where, measures: { n: { count: '*' } } }, cast.ann)).toBe('storage.query.invalid')
    }
    const where: ReportDocument['where'] = [{ some: 'ticket:product', where: [{ field: 'cost', gte: '1' }] }]
    expect(await problem({ from: 'product', where, measures: { n: { count: '*' } } }, cast.ann)).toBe('storage.query.invalid')
  })
})

describe('the records behind a mark', () => {
  const behind = async (cell: { [id: string]: JsonValue }, who = cast.mia, more: object = {}) => {
    const page = await storage.reports(who).drill('desk', 'products', { cell, ...more })
    return { ...page, records: page.records.map(({ values }) => values.subject) }
  }

  it('are those whose rows were counted, each once, newest first', async () => {
    const { rows: found } = await storage.reports(cast.mia).run('desk', 'products')
    expect(found).toEqual([
      [ids.lamp, 2, '12'],
      [{ others: [ids.lamp] }, 2, '3.5'],
    ])
    expect(await behind({ product: ids.lamp as string })).toEqual({
      records: ['two', 'one'],
      next: null,
      entity: 'ticket',
      columns: ['subject'],
      count: 2,
      overlaps: true,
    })
    expect((await behind({ product: { others: [ids.lamp as string] } }, cast.mia, { measure: 'amount' })).records).toEqual(['one'])
    expect((await behind({ product: { others: [ids.lamp as string] } })).records).toEqual(['three', 'one'])
    expect((await behind({ product: null })).records).toEqual(['three'])
    expect((await behind({})).count).toBe(3)
  })

  it('come page by page', async () => {
    const first = await behind({}, cast.mia, { limit: 2 })
    expect(first).toMatchObject({ records: ['three', 'two'], count: 3 })
    expect(await behind({}, cast.mia, { limit: 2, after: first.next })).toMatchObject({ records: ['one'], next: null })
    await expect(behind({}, cast.mia, { after: 'nowhere' })).rejects.toMatchObject({ code: 'storage.query.cursor' })
  })

  it('follow what the reader lays over the report', async () => {
    expect((await behind({}, cast.mia, { filters: [{ field: 'tags', is: 'new' }] })).records).toEqual(['one'])
  })

  it('are those the reader may see', async () => {
    expect(await behind({ product: ids.lamp as string }, cast.ann)).toMatchObject({ records: ['one'], count: 1 })
  })
})

describe('going down from a mark', () => {
  const down = (who = cast.mia) =>
    storage.reports(who).run('desk', 'products', [], [{ cell: { product: ids.lamp as string }, by: 'status' }])

  it('breaks its figure into groups that are the same together', async () => {
    const { columns, rows: found } = await down()
    expect(columns.map(({ id }) => id)).toEqual(['part', 'n', 'amount'])
    expect(found).toEqual([['new', 2, '12']])
    expect((await down(cast.ann)).rows).toEqual([['new', 1, '4']])
  })

  it('ends at the records', async () => {
    const steps = [{ cell: { product: ids.lamp as string }, by: 'team' }]
    const { rows: teams } = await storage.reports(cast.mia).run('desk', 'products', [], steps)
    // Groups of a reference are sorted by its key, which two teams made within a millisecond have at random.
    expect([...teams].sort((a, b) => Number(a[2]) - Number(b[2]))).toEqual([
      [cast.red, 1, '4'],
      [cast.blue, 1, '8'],
    ])
    const page = await storage.reports(cast.mia).drill('desk', 'products', { steps, cell: { part: cast.blue }, measure: 'amount' })
    expect(page.records.map(({ values }) => values.subject)).toEqual(['two'])
  })

  it('goes by no field the reader may not see', async () => {
    const by = (path: string, who: Principal) => storage.reports(who).run('desk', 'products', [], [{ cell: {}, by: path }])
    expect((await by('cost', cast.mia)).rows).toHaveLength(3)
    await expect(by('cost', cast.ann)).rejects.toMatchObject({ code: 'storage.query.invalid', path: '/by' })
    await expect(by('nothing', cast.mia)).rejects.toMatchObject({ code: 'storage.query.invalid' })
  })
})
