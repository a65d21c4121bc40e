import { json } from '@tangram/data-model'
import { defineNodeType } from '../node-type.ts'
import { logicsOfValues, type Values } from '../values.ts'

type Config = { set: Values }

/** Sets fields of the record. */
export const updateRecord = defineNodeType<Config>({
  type: 'update-record',
  label: { en: 'Update record', 'zh-CN': '更新记录' },
  help: { en: 'Sets fields of the record.', 'zh-CN': '更新记录的字段。' },
  icon: 'database-edit',
  group: 'service',
  bpmnElement: 'bpmn:serviceTask',
  config: { set: { valueType: json, editor: 'values', required: true, label: { en: 'Fields', 'zh-CN': '字段' } } },
  ports: () => [{ id: 'out', label: { en: 'Next', 'zh-CN': '下一步' } }],
  enter(context) {
    context.set(context.config.set)
    context.leave('out', 'done')
  },
  logics: ({ set }) => logicsOfValues(set, '/set'),
  examples: { valid: [{ set: { status: 'handling', due_at: { var: '$now' } } }], invalid: [{}] },
})
