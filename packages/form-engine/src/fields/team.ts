import { boolean, reference } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { manyMessages, twiceProblem } from '../references.ts'

/** One or several teams of the organisation, by uuid. */
export const team = defineFieldType<string | string[], { many: boolean }>({
  type: 'team',
  label: { en: 'Team', 'zh-CN': '团队' },
  help: { en: 'One or several teams of the organisation.', 'zh-CN': '组织中的一个或多个团队。' },
  icon: 'users',
  group: 'people',
  valueType: ({ many }) => reference('team', many),
  widget: 'reference',
  config: { many: { valueType: boolean, label: { en: 'Several teams', 'zh-CN': '可选多个团队' }, default: false } },
  validate: twiceProblem,
  examples: { valid: ['0192f3a0-0000-7000-8000-000000000001'], invalid: ['lin_yue', 1, ['0192f3a0-0000-7000-8000-000000000001'], {}] },
  messages: manyMessages,
})
