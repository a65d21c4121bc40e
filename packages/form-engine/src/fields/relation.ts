import { boolean, reference, text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { manyMessages, twiceProblem } from '../references.ts'

/** One or several records of another table, by uuid. */
export const relation = defineFieldType<string | string[], { entity: string; many: boolean }>({
  type: 'relation',
  label: { en: 'Linked record', 'zh-CN': '关联数据' },
  help: { en: 'A record of another table, such as a product.', 'zh-CN': '另一张表中的记录，例如产品。' },
  icon: 'table-share',
  group: 'data',
  valueType: ({ entity, many }) => reference(entity, many),
  widget: 'reference',
  config: {
    entity: { valueType: text(40), label: { en: 'Table', 'zh-CN': '数据表' }, required: true, editor: 'entity' },
    many: { valueType: boolean, label: { en: 'Several records', 'zh-CN': '可选多条' }, default: false },
  },
  validate: twiceProblem,
  examples: {
    valid: [['0192f3a0-0000-7000-8000-000000000001', '0192f3a0-0000-7000-8000-000000000002']],
    invalid: [
      '0192f3a0-0000-7000-8000-000000000001',
      ['X'],
      ['0192f3a0-0000-7000-8000-000000000001', '0192f3a0-0000-7000-8000-000000000001'],
    ],
    config: { entity: 'product', many: true },
  },
  messages: manyMessages,
})
