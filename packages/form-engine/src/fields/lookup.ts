import { text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'

/** What a record that this one names says: shown wherever the field is, never stored here. */
export const lookup = defineFieldType<string, { relation: string; field: string }>({
  type: 'lookup',
  label: { en: 'Lookup', 'zh-CN': '关联查询' },
  help: { en: 'Shows a field of a linked record as it is now.', 'zh-CN': '显示关联记录中某个字段的当前值。' },
  icon: 'list-search',
  group: 'data',
  valueType: text(),
  shows: ({ relation, field }) => `${relation}.${field}`,
  widget: 'readonly',
  config: {
    relation: { valueType: text(40), label: { en: 'Linked record', 'zh-CN': '关联字段' }, required: true, editor: 'relation' },
    field: { valueType: text(200), label: { en: 'Field to show', 'zh-CN': '要显示的字段' }, required: true, editor: 'related-field' },
  },
  examples: { valid: ['Pump'], invalid: [1], config: { relation: 'product', field: 'model' } },
  messages: {},
})
