import { rows } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'

/** Rows with columns of their own, such as the items of an order. */
export const subform = defineFieldType<{ [column: string]: string | number | null }[], Record<never, never>>({
  type: 'subform',
  label: { en: 'Sub-form', 'zh-CN': '明细表' },
  help: { en: 'Rows with columns of their own, such as the items of an order.', 'zh-CN': '可增减的多行明细，例如订单的物品清单。' },
  icon: 'table',
  group: 'data',
  valueType: rows({}),
  columns: true,
  widget: 'rows',
  config: {},
  examples: {
    valid: [[], [{ name: 'Pump' }], [{ id: '0192f3a0-0000-7000-8000-000000000001', name: null }, { name: 'Valve' }]],
    invalid: ['Pump', 1, [1], [{ price: '1' }], [{ name: 7 }], [{ id: 'first', name: 'Pump' }]],
    columns: { order: ['name'], items: { name: { id: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' } } } },
  },
  messages: {},
})
