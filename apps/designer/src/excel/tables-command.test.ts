import { applyCommand, checkApp } from '@tangram/app-model'
import { fieldTypes, type InferredTable } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { emptyApp } from '../things/empty-app.ts'
import { proposedChoices, typesFor } from './table-choice.ts'
import { commandForTables } from './tables-command.ts'

const column = (at: number, header: string, type: string, more: object = {}) => ({
  column: at,
  header,
  proposals: [{ type, confidence: 0.9, reason: 'import.reason.words', config: {}, misfits: 0 }],
  required: true,
  unique: false,
  filled: 9,
  rows: 9,
  examples: [],
  ...more,
})
const table = (name: string, label: string, columns: object[], more: object = {}) =>
  ({
    name,
    sheet: 0,
    label,
    layout: { headerRow: 1, headerRows: 1 },
    rows: 9,
    continued: 0,
    columns,
    formulas: { count: 0, first: null },
    errors: { count: 0, first: null },
    ...more,
  }) as InferredTable
const options = {
  options: [
    { id: 'option_1', label: { 'zh-CN': '新建' } },
    { id: 'option_2', label: { 'zh-CN': '完成' } },
  ],
}
const orders = table(
  '0',
  '订单',
  [
    column(0, '订单号', 'text', { unique: true }),
    column(1, '状态', 'select', {
      proposals: [{ type: 'select', confidence: 0.9, reason: 'import.reason.options', config: options, misfits: 0 }],
    }),
    column(2, '产品', 'text', { relation: { table: '1', column: 0, confidence: 0.9 } }),
    column(3, 'id', 'integer'),
  ],
  { key: 0 },
)
const lines = table('0/明细', '订单 明细', [column(4, '数量', 'integer')], { parent: { table: '0', column: 0 } })
const items = {
  group: '明细',
  rows: 12,
  confidence: 0.95,
  columns: [
    column(4, '产品', 'text', { relation: { table: '1', column: 0, confidence: 0.9 } }),
    column(5, '数量', 'integer', { unique: true }),
    column(6, '序号', 'serialNumber', {
      required: false,
      proposals: [
        { type: 'serialNumber', confidence: 0.9, reason: 'import.reason.serial', config: {}, misfits: 0 },
        { type: 'text', confidence: 0.5, reason: 'import.reason.words', config: {}, misfits: 0 },
      ],
    }),
  ],
}
const withItems = { ...orders, groups: [items] } as InferredTable
const products = table('1', '产品', [column(0, '编号', 'text', { unique: true })], { key: 0 })
const made = (tables: InferredTable[], change: (choices: ReturnType<typeof proposedChoices>) => void = () => {}) => {
  const choices = proposedChoices(tables)
  change(choices)
  const empty = emptyApp('orders', { 'zh-CN': '订单' })
  const { command, steps } = commandForTables(empty, choices, {})
  return { steps, document: applyCommand(empty, command).document }
}

describe('tables of a file', () => {
  it('become an app that can be published as it is', () => {
    const { document } = made([orders, lines, products])
    expect(checkApp(document, platform).filter(({ severity }) => severity === 'error')).toEqual([])
    expect(Object.keys(document.entities.items).sort()).toEqual(['chan_pin', 'ding_dan', 'ding_dan_ming_xi'])
    expect(document.views.order).toHaveLength(3)
    expect(document.access.roles.items.member?.grants.ding_dan).toEqual({ read: true, create: true, update: true })
  })

  it('are filled in an order in which every record finds the one it points to', () => {
    const { steps } = made([orders, lines, products])
    expect(steps.map(({ table }) => table)).toEqual(['1', '0', '0/明细'])
    expect(steps[2]).toMatchObject({
      entity: 'ding_dan_ming_xi',
      columns: [
        { column: 0, field: 'ding_dan' },
        { column: 4, field: 'shu_liang' },
      ],
      key: null,
    })
    expect(steps[1]).toMatchObject({ key: 'ding_dan_hao' })
  })

  it('hold a sub-form where headings grouped columns: its columns come with it, numbers and unique values do not', () => {
    const { document, steps } = made([withItems, products])
    expect(checkApp(document, platform).filter(({ severity }) => severity === 'error')).toEqual([])
    expect(document.entities.order).toEqual(['chan_pin', 'ding_dan'])
    const { ming_xi } = document.entities.items.ding_dan?.fields.items ?? {}
    expect(ming_xi).toMatchObject({ type: 'subform', label: { 'zh-CN': '明细' }, fields: { order: ['chan_pin', 'shu_liang', 'xu_hao'] } })
    expect(ming_xi?.fields?.items).toMatchObject({
      chan_pin: { type: 'relation', config: { entity: 'chan_pin' }, required: true },
      shu_liang: { type: 'integer', required: true },
      xu_hao: { type: 'text' },
    })
    expect(ming_xi?.fields?.items.shu_liang?.unique).toBeUndefined()
    expect(document.forms.items.ding_dan?.elements.order).toContain('ming_xi')
    expect(steps.map(({ entity }) => entity)).toEqual(['chan_pin', 'ding_dan'])
    expect(steps[1]?.columns.filter(({ within }) => within)).toEqual([
      { column: 4, field: 'chan_pin', within: 'ming_xi' },
      { column: 5, field: 'shu_liang', within: 'ming_xi' },
      { column: 6, field: 'xu_hao', within: 'ming_xi' },
    ])
  })

  it('hold no sub-form that nobody wants', () => {
    const { document, steps } = made([withItems, products], ([choice]) => {
      const [group] = choice?.groups ?? []
      if (group) group.included = false
    })
    expect(document.entities.items.ding_dan?.fields.order).not.toContain('ming_xi')
    expect(steps[1]?.columns.some(({ within }) => within)).toBe(false)
  })

  it('keep choices under ids of their own and leave the ids of records alone', () => {
    const { document } = made([orders, products])
    const { fields, title } = document.entities.items.ding_dan ?? {}
    expect(fields?.items.zhuang_tai?.config).toEqual({
      options: [
        { id: 'xin_jian', label: { 'zh-CN': '新建' } },
        { id: 'wan_cheng', label: { 'zh-CN': '完成' } },
      ],
    })
    expect(fields?.items.chan_pin).toMatchObject({ type: 'relation', config: { entity: 'chan_pin' } })
    expect(fields?.order).toContain('id_2')
    expect(title).toBe('ding_dan_hao')
  })

  it('point nowhere when the table they point to is left out', () => {
    const { document, steps } = made([orders, products], (choices) => {
      const [, second] = choices
      if (second) second.included = false
    })
    expect(document.entities.items.ding_dan?.fields.items.chan_pin).toMatchObject({ type: 'text' })
    expect(steps).toHaveLength(1)
  })

  it('take the corrections: another name, another type, a column less', () => {
    const { document } = made([products, orders], ([, choice]) => {
      const [number, state, product] = choice?.columns ?? []
      if (number) Object.assign(number, { label: 'Order no', required: false })
      if (state) state.included = false
      if (product) product.type = 'text'
    })
    expect(document.entities.items.ding_dan?.fields.order).toEqual(['order_no', 'chan_pin', 'id_2'])
    expect(document.entities.items.ding_dan?.fields.items.order_no).toEqual({
      id: 'order_no',
      type: 'text',
      label: { en: 'Order no' },
      config: {},
      unique: true,
    })
    expect(document.entities.items.ding_dan?.fields.items.chan_pin?.type).toBe('text')
  })
})

it('a column may be given any type that reads words, those recognised first', () => {
  const [first] = orders.columns
  const offered = first ? typesFor(first, false).map(({ type }) => type) : []
  expect(offered[0]).toBe('text')
  expect(offered).toContain('date')
  expect(offered).toEqual(expect.arrayContaining(['idNumber', 'creditCode', 'month', 'dateRange', 'tags', 'member', 'rating', 'address']))
  for (const type of ['select', 'subform', 'serialNumber', 'relation', 'lookup', 'computed', 'image', 'signature'])
    expect(offered).not.toContain(type)
  expect(fieldTypes.map(({ type }) => type)).toEqual(expect.arrayContaining(offered))
})
