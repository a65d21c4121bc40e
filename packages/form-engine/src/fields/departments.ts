import { reference } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { exampleIds, manyMessages, twiceProblem } from '../references.ts'

/** Several departments of the organisation, by uuid. */
export const departments = defineFieldType<string[], object>({
  type: 'departments',
  label: { en: 'Departments', 'zh-CN': '多个部门' },
  help: { en: 'Several departments of the organisation, chosen from its tree.', 'zh-CN': '从组织架构中选择多个部门。' },
  icon: 'building-community',
  group: 'people',
  valueType: reference('department', true),
  widget: 'department',
  config: {},
  validate: twiceProblem,
  examples: { valid: [exampleIds], invalid: [exampleIds[0] ?? '', ['sales'], [...exampleIds, ...exampleIds], {}] },
  messages: manyMessages,
})
