import { type Id, json, type RecordValues, text } from '@tangram/data-model'
import { defineAction } from './action-type.ts'

type Input = { entity: Id; values: RecordValues }

/** Adds a record to some entity of the app. */
export const createRecord = defineAction<Input, 'records'>({
  type: 'create-record',
  label: { en: 'Create record', 'zh-CN': '新建记录' },
  icon: 'database-plus',
  input: {
    entity: { valueType: text(), editor: 'own-entity', required: true, label: { en: 'Entity', 'zh-CN': '数据表' } },
    values: { valueType: json, editor: 'values', required: true, label: { en: 'Fields', 'zh-CN': '字段' } },
  },
  uses: ['records'],
  async run({ entity, values }, { records }, { key }) {
    return { status: 'done', output: { record: await records.create(entity, values, { key }) } }
  },
  examples: { valid: [{ entity: 'customer', values: { name: { var: 'customer_name' } } }], invalid: [{ entity: 'customer' }] },
})
