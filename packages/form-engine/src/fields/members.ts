import { reference } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { exampleIds, manyMessages, twiceProblem } from '../references.ts'

/** Several people of the organisation, by uuid. */
export const members = defineFieldType<string[], object>({
  type: 'members',
  label: { en: 'People', 'zh-CN': '多位成员' },
  help: { en: 'Several people of the organisation.', 'zh-CN': '组织中的多位成员。' },
  icon: 'users-group',
  group: 'people',
  valueType: reference('person', true),
  widget: 'reference',
  config: {},
  validate: twiceProblem,
  examples: { valid: [exampleIds], invalid: [exampleIds[0] ?? '', ['lin_yue'], [...exampleIds, ...exampleIds], 1] },
  messages: manyMessages,
})
