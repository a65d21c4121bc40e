import { type EntityDocument, inOrder, isId, type JsonObject } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { checkApp } from '../check-app.ts'
import { defaultPlatform } from '../platform.ts'
import { emptyApp } from '../testing/sample-app.ts'
import { linkedEntity } from './linked-entity.ts'
import type { SourceColumn, SourceTable } from './source-table.ts'

const column = (name: string, type: string, more: Partial<SourceColumn> = {}): SourceColumn => ({
  column: name,
  type,
  comment: null,
  nullable: true,
  options: null,
  references: null,
  ...more,
})

const table = (columns: SourceColumn[], more: Partial<SourceTable> = {}): SourceTable => ({
  schema: 'erp',
  table: 'orders',
  comment: null,
  key: ['id'],
  columns,
  ...more,
})

const linked = (source: SourceTable, known: EntityDocument[] = []) =>
  linkedEntity(source, { known, taken: new Set(known.map(({ id }) => id)), zone: 'Asia/Shanghai' })

describe('a table of the database as an author links it', () => {
  it.each<[type: string, fieldType: string, config?: JsonObject]>([
    ['smallint', 'integer'],
    ['integer', 'integer'],
    ['bigint', 'integer'],
    ['numeric', 'number', { decimals: 6 }],
    ['numeric(12,2)', 'number', { decimals: 2 }],
    ['numeric(20,0)', 'number', { decimals: 0 }],
    ['numeric(5,-2)', 'number', { decimals: 0 }],
    ['numeric(40,20)', 'number', { decimals: 10 }],
    ['real', 'number', { decimals: 6 }],
    ['double precision', 'number', { decimals: 6 }],
    ['boolean', 'switch'],
    ['text', 'text'],
    ['character varying', 'text'],
    ['character varying(20)', 'text'],
    ['character(8)', 'text'],
    ['bpchar', 'text'],
    ['citext', 'text'],
    ['name', 'text'],
    ['uuid', 'text'],
    ['date', 'date'],
    ['time without time zone', 'time'],
    ['time(3) without time zone', 'time'],
    ['timestamp without time zone', 'datetime'],
    ['timestamp(6) without time zone', 'datetime'],
    ['timestamp with time zone', 'datetime'],
    ['text[]', 'tags'],
    ['character varying(20)[]', 'tags'],
  ])('shows %s as %s', (type, fieldType, config = {}) => {
    const { entity, skipped } = linked(table([column('id', 'bigint'), column('shown', type)]))
    expect(entity.fields.items.shown).toMatchObject({ type: fieldType, config, column: 'shown' })
    expect(skipped).toEqual([])
  })

  it.each(['bytea', 'tsvector', 'point', 'interval', 'inet', 'integer[]', 'int4range', 'xml', 'json', 'jsonb', 'erp.address'])(
    'leaves out %s, and says so',
    (type) => {
      const { entity, skipped } = linked(table([column('id', 'bigint'), column('left_out', type)]))
      expect(entity.fields.order).not.toContain('left_out')
      expect(skipped).toEqual([{ column: 'left_out', type, reason: { en: expect.any(String), 'zh-CN': expect.any(String) } }])
    },
  )

  it('offers the values of an enum as choices, in their order; those of one with long values as text', () => {
    const { entity } = linked(
      table([
        column('id', 'bigint'),
        column('state', 'erp.state', { options: ['open', '已关闭'] }),
        column('story', 'erp.story', { options: ['x'.repeat(41)] }),
      ]),
    )
    expect(entity.fields.items.state?.config?.options).toEqual([
      { id: 'open', label: { en: 'open', 'zh-CN': 'open' } },
      { id: '已关闭', label: { en: '已关闭', 'zh-CN': '已关闭' } },
    ])
    expect(entity.fields.items.story?.type).toBe('text')
  })

  it('gives every column an id of its own, whatever the database calls it', () => {
    const names = [
      '订单号',
      '客户名称',
      'Order No.',
      'ORDER_NO',
      'select',
      'id',
      'created_at',
      '1st',
      'x"; drop table y; --',
      ' ',
      '__proto__',
      'Größe',
      'a'.repeat(63),
    ]
    const { entity } = linked(table(names.map((name) => column(name, 'text'))))
    expect(inOrder(entity.fields).map(({ column: name }) => name)).toEqual(names)
    expect(entity.fields.order).toEqual([
      'field_1',
      'field_2',
      'order_no',
      'order_no_2',
      'select',
      'id_2',
      'created_at_2',
      'st',
      'x_drop_table_y',
      'field_3',
      'proto',
      'gro_e',
      'a'.repeat(34),
    ])
    expect(entity.fields.order.every(isId)).toBe(true)
    const app = emptyApp('app')
    app.entities = { order: [entity.id], items: { [entity.id]: entity } }
    expect(checkApp(app, defaultPlatform)).toEqual([])
  })

  it('is called by its comment, else by its name; and titled by a name', () => {
    const commented = table([column('id', 'bigint'), column('code', 'text'), column('客户名称', 'text', { comment: ' 客户\n旧名 ' })], {
      comment: '客户主数据',
    })
    expect(linked(commented).entity).toMatchObject({ label: { 'zh-CN': '客户主数据' }, title: 'field_1' })
    expect(linked(commented).entity.fields.items.field_1?.label['zh-CN']).toBe('客户')
    const plain = linked(table([column('id', 'bigint'), column('order_date', 'date')], { table: 'SALES_ORDERS' })).entity
    expect(plain).toMatchObject({ id: 'sales_orders', label: { en: 'SALES ORDERS' }, title: 'id_2' })
    expect(plain.fields.items.order_date?.label.en).toBe('Order date')
  })

  it('refers to tables that are linked already and to itself, where one column names a row there', () => {
    const customers = linked(table([column('id', 'integer'), column('name', 'text')], { table: 'customers' })).entity
    const lines = linked(table([column('order', 'bigint'), column('no', 'integer')], { table: 'lines', key: ['order', 'no'] })).entity
    const to = (name: string, key = 'id') => ({ references: { schema: 'erp', table: name, column: key } })
    const { entity } = linked(
      table([
        column('id', 'bigint'),
        column('customer', 'integer', to('customers')),
        column('by_name', 'text', to('customers', 'name')),
        column('line', 'bigint', to('lines', 'order')),
        column('unknown', 'integer', to('vendors')),
        column('parent', 'bigint', to('orders')),
      ]),
      [customers, lines],
    )
    const types = Object.fromEntries(inOrder(entity.fields).map(({ id, type, config }) => [id, config?.entity ?? type]))
    expect(types).toEqual({
      id_2: 'integer',
      customer: 'customers',
      by_name: 'text',
      line: 'integer',
      unknown: 'integer',
      parent: 'orders',
    })
  })

  it('keeps what names a row and what every column was, also of those left out', () => {
    const source = table([column('year', 'smallint'), column('no', 'character(8)'), column('place', 'point')], { key: ['year', 'no'] })
    expect(linked(source).entity.linked).toEqual({
      schema: 'erp',
      table: 'orders',
      key: ['year', 'no'],
      types: { year: 'smallint', no: 'character(8)', place: 'point' },
      zone: 'Asia/Shanghai',
    })
    expect(linked({ ...source, key: [] }).entity.linked?.key).toEqual([])
    expect(linked(source, [linked(source).entity]).entity.id).toBe('orders_2')
  })
})
