import type { FieldDocument } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { checkApp } from './check-app.ts'
import { applyCommand } from './commands/apply-command.ts'
import type { Command } from './commands/command.ts'
import type { AppDocument } from './document.ts'
import { planPublish } from './plan-publish.ts'
import { defaultPlatform } from './platform.ts'
import { resolveApp } from './resolve-app.ts'
import { sampleApp } from './testing/sample-app.ts'
import { fieldsOf, withUsedIds } from './used-ids.ts'

const column = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({
  id,
  type,
  label: { en: id, 'zh-CN': id },
  ...more,
})
const columns = (...items: FieldDocument[]) => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((each) => [each.id, each])),
})
const items = (...fields: FieldDocument[]): FieldDocument => ({
  id: 'items',
  type: 'subform',
  label: { en: 'Items', 'zh-CN': '明细' },
  fields: columns(...fields),
})
const inItems = '/entities/items/ticket/fields/items/items/fields'

const addField = (field: FieldDocument, entity = 'ticket'): Command => ({ type: 'add-field', entity, field })
const after = (from: AppDocument, ...commands: Command[]) => applyCommand(from, { type: 'batch', commands }).document
const withItems = (...fields: FieldDocument[]) =>
  after(sampleApp(), addField(items(column('name', 'text'), column('amount', 'money'), ...fields)))
const errors = (app: AppDocument) => checkApp(app, defaultPlatform).map(({ code, path }) => `${code} ${path}`)
const plan = (from: AppDocument, to: AppDocument) => planPublish(from, to, defaultPlatform)

describe('checkApp of a sub-form', () => {
  it('finds nothing wrong with columns, totals over them and a reference among them', () => {
    const total = column('total', 'money', { computed: { dec_sum: [{ var: 'items.amount' }] } })
    const app = after(withItems(column('product', 'relation', { config: { entity: 'product' } })), addField(total))
    expect(errors(app)).toEqual([])
    expect(resolveApp(app, defaultPlatform).entity('ticket')?.attributes.total?.virtual).toBeUndefined()
  })

  it('finds a column that points nowhere, one without a place in the order, and a taken table', () => {
    const app = withItems(column('product', 'relation', { config: { entity: 'gone' } }))
    app.entities.items.ticket?.fields.items.items?.fields?.order.shift()
    expect(errors(app)).toEqual([`app.order.missing ${inItems}/items/name`, `app.entity.unknown ${inItems}/items/product/config/entity`])
    const taken = { id: 'ticket__items', label: { en: 'Taken' }, title: 'name', fields: columns(column('name', 'text')) }
    expect(errors(after(withItems(), { type: 'add', collection: '/entities', item: taken }))).toEqual([
      'app.field.table-taken /entities/items/ticket/fields/items/items/id',
    ])
  })

  it('reads formulas of columns in the row, with the record around it', () => {
    const computed = { 'dec*': [{ var: 'amount' }, { var: '$parent.hours' }] }
    expect(errors(withItems(column('sum', 'money', { computed })))).toEqual([])
    const wrong = errors(withItems(column('sum', 'money', { computed: { 'dec*': [{ var: 'hours' }, 2] } })))
    expect(wrong).toEqual([`expression.name.unknown ${inItems}/items/sum/computed/dec*/0`])
  })

  it('lets neither rows nor what is computed in queries be an index, a unique set or a title of rows', () => {
    const lookup = column('price', 'lookup', { config: { relation: 'product', field: 'price' }, unique: true })
    const change = { indexes: [['items'], ['price']], title: 'items' }
    const app = after(withItems(), addField(lookup), { type: 'update', collection: '/entities', id: 'ticket', change })
    expect(errors(app)).toEqual([
      'app.field.no-column /entities/items/ticket/title',
      'app.field.no-column /entities/items/ticket/indexes/0/0',
      'app.field.no-column /entities/items/ticket/indexes/1/0',
      'app.field.no-column /entities/items/ticket/fields/items/price/unique',
    ])
  })

  it('says which setting of a lookup leads nowhere, and finds tables that read each other in a circle', () => {
    const broken = after(
      sampleApp(),
      addField(column('a', 'lookup', { config: { relation: 'phone', field: 'name' } })),
      addField(column('b', 'lookup', { config: { relation: 'product', field: 'gone' } })),
    )
    expect(errors(broken).filter((each) => each.startsWith('app.field.shows'))).toEqual([
      'app.field.shows-nothing /entities/items/ticket/fields/items/a/config/relation',
      'app.field.shows-nothing /entities/items/ticket/fields/items/b/config/field',
    ])
    const circle = after(
      sampleApp(),
      addField(column('main', 'relation', { config: { entity: 'ticket' } }), 'product'),
      addField(column('there', 'lookup', { config: { relation: 'product', field: 'back' } })),
      addField(column('back', 'lookup', { config: { relation: 'main', field: 'there' } }), 'product'),
    )
    expect(errors(circle).filter((each) => each.startsWith('app.field.circle'))).toHaveLength(2)
  })
})

describe('planPublish of a sub-form', () => {
  it('says in words what happens to its columns', () => {
    const to = after(
      withItems(),
      { type: 'add', collection: inItems, item: column('note', 'text') },
      { type: 'remove', collection: inItems, id: 'name' },
    )
    expect(plan(withItems(), to).diff.map(({ kind, what, path, text }) => [kind, what, path, text.en])).toEqual([
      ['added', 'column', `${inItems}/items/note`, 'Adds the column “note” to “Items”'],
      ['retired', 'column', `${inItems}/items/name`, 'Retires the column “name” of “Items”; its data is kept'],
    ])
  })

  it('asks storage for columns of the rows table, one by one', () => {
    const to = after(
      withItems(),
      { type: 'add', collection: inItems, item: column('note', 'text') },
      { type: 'remove', collection: inItems, id: 'name' },
      { type: 'update', collection: inItems, id: 'amount', change: { type: 'text' } },
    )
    const { schemaChanges, diagnostics } = plan(withItems(), to)
    expect(schemaChanges.map((change) => ({ ...change, attribute: idOf('attribute' in change ? change.attribute : '') }))).toEqual([
      { type: 'retire-attribute', entity: 'ticket', rows: 'items', attribute: 'amount' },
      { type: 'add-attribute', entity: 'ticket', rows: 'items', attribute: 'amount' },
      { type: 'add-attribute', entity: 'ticket', rows: 'items', attribute: 'note' },
      { type: 'retire-attribute', entity: 'ticket', rows: 'items', attribute: 'name' },
    ])
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([['plan.new-column', `${inItems}/items/amount/type`]])
  })

  it('makes no column for what is virtual, and one as soon as it is not', () => {
    const age = column('age', 'text', { computed: { var: 'product.name' } })
    const virtual = after(sampleApp(), addField(age))
    expect(plan(sampleApp(), virtual).schemaChanges).toEqual([])
    const stored = after(virtual, { type: 'update-field', entity: 'ticket', field: 'age', change: { computed: { var: 'phone' } } })
    expect(plan(virtual, stored).schemaChanges.map(({ type }) => type)).toEqual(['add-attribute'])
    expect(plan(stored, virtual).schemaChanges.map(({ type }) => type)).toEqual(['retire-attribute'])
  })

  it('never gives the id of a column to another kind of column', () => {
    const used = withUsedIds({}, fieldsOf(withItems()), defaultPlatform.fields)
    const without = after(withItems(), { type: 'remove', collection: inItems, id: 'amount' })
    const again = (type: string) => after(without, { type: 'add', collection: inItems, item: column('amount', type) })
    const codes = (type: string) =>
      planPublish(without, again(type), defaultPlatform, { used }).diagnostics.map(({ code, path }) => [code, path])
    expect(codes('text')).toEqual([['plan.id-used', `${inItems}/items/amount`]])
    expect(codes('money')).toEqual([['plan.field-again', `${inItems}/items/amount`]])
  })
})

describe('removing a column', () => {
  it('takes it off the forms that show it', () => {
    const shown = {
      order: ['n', 'a'],
      items: { n: { id: 'n', kind: 'field', field: 'name' }, a: { id: 'a', kind: 'field', field: 'amount' } },
    } as const
    const element = { id: 'rows', kind: 'field', field: 'items', columns: shown } as never
    const app = after(withItems(), { type: 'add-element', form: 'complaint', element, place: { parent: null, before: null } })
    const { document } = applyCommand(app, { type: 'remove', collection: inItems, id: 'name' })
    expect(document.forms.items.complaint?.elements.items.rows).toMatchObject({ columns: { order: ['a'] } })
    expect(Object.keys(document.entities.items.ticket?.fields.items.items?.fields?.items ?? {})).toEqual(['amount'])
  })
})

const idOf = (attribute: string | { id: string }): string => (typeof attribute === 'string' ? attribute : attribute.id)
