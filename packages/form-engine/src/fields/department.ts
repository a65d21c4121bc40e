import { reference } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { exampleIds } from '../references.ts'

/** One department of the organisation, by uuid. */
export const department = defineFieldType<string, object>({
  type: 'department',
  label: { en: 'Department', 'zh-CN': '部门' },
  help: { en: 'One department of the organisation, chosen from its tree.', 'zh-CN': '从组织架构中选择一个部门。' },
  icon: 'building',
  group: 'people',
  valueType: reference('department'),
  widget: 'department',
  config: {},
  examples: { valid: exampleIds, invalid: ['sales', 1, exampleIds, {}] },
  messages: {},
})
