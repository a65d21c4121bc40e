import { integer, rows } from '@tangram/data-model'
import { checkBounds } from '../bounds.ts'
import { defineFieldType } from '../field-type.ts'
import { rowsEngine } from '../rows.ts'

/** Rows with columns of their own, such as the items of an order. */
export const subform = defineFieldType<{ [column: string]: string | number | null }[], { minRows?: number; maxRows?: number }>({
  type: 'subform',
  label: { en: 'Sub-form', 'zh-CN': '明细表' },
  help: { en: 'Rows with columns of their own, such as the items of an order.', 'zh-CN': '可增减的多行明细，例如订单的物品清单。' },
  icon: 'table',
  group: 'data',
  valueType: rows({}),
  columns: true,
  rows: rowsEngine,
  widget: 'rows',
  config: {
    minRows: { valueType: integer({ min: 0, max: 10_000 }), label: { en: 'Fewest rows', 'zh-CN': '最少行数' } },
    maxRows: { valueType: integer({ min: 1, max: 10_000 }), label: { en: 'Most rows', 'zh-CN': '最多行数' } },
  },
  checkConfig: ({ minRows: min, maxRows: max }) =>
    checkBounds({ ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }).map((found) => ({
      ...found,
      setting: 'maxRows',
    })),
  examples: {
    valid: [[], [{ name: 'Pump' }], [{ id: '0192f3a0-0000-7000-8000-000000000001', name: null }, { name: 'Valve' }]],
    invalid: ['Pump', 1, [1], [{ price: '1' }], [{ name: 7 }], [{ id: 'first', name: 'Pump' }]],
    columns: { order: ['name'], items: { name: { id: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' } } } },
  },
  messages: {
    'rows.too-few': { text: { en: 'Please enter at least {min} rows', 'zh-CN': '请至少填写 {min} 行' } },
    'rows.too-many': { text: { en: 'Please enter at most {max} rows', 'zh-CN': '最多填写 {max} 行' } },
  },
})
