import { boolean, reference } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { manyMessages, twiceProblem } from '../references.ts'

/** One or several people of the organisation, by uuid. */
export const member = defineFieldType<string | string[], { many: boolean }>({
  type: 'member',
  label: { en: 'Person', 'zh-CN': '成员' },
  help: { en: 'One or several people of the organisation.', 'zh-CN': '组织中的一位或多位成员。' },
  icon: 'user',
  group: 'people',
  valueType: ({ many }) => reference('person', many),
  widget: 'reference',
  config: { many: { valueType: boolean, label: { en: 'Several people', 'zh-CN': '可选多人' }, default: false } },
  validate: twiceProblem,
  examples: { valid: ['0192f3a0-0000-7000-8000-000000000001'], invalid: ['lin_yue', 1, ['0192f3a0-0000-7000-8000-000000000001'], {}] },
  messages: manyMessages,
})
