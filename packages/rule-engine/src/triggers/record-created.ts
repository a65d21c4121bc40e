import { defineTrigger } from '../trigger.ts'

/** A new record. */
export const recordCreated = defineTrigger({
  type: 'record-created',
  label: { en: 'A record is created', 'zh-CN': '新建记录时' },
  icon: 'file-plus',
  config: {},
  happens: (change) => change.kind === 'create',
  examples: { valid: [{}], invalid: [] },
})
