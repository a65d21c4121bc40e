import { json, type RecordValues } from '@tangram/data-model'
import { defineAction } from './action-type.ts'

type Input = { set: RecordValues }

/** Sets fields of the record. */
export const updateRecord = defineAction<Input, 'records'>({
  type: 'update-record',
  label: { en: 'Update record', 'zh-CN': '更新记录' },
  icon: 'database-edit',
  input: { set: { valueType: json, editor: 'values', required: true, label: { en: 'Fields', 'zh-CN': '字段' } } },
  uses: ['records'],
  async run({ set }, { records }, { key, record }) {
    await records.update({ entity: record.entity, id: record.id }, set, { key })
    return { status: 'done' }
  },
  examples: { valid: [{ set: { status: 'closed' } }], invalid: [{}] },
})
