import { type Id, list, type RecordValues, text } from '@tangram/data-model'
import { defineTrigger } from '../trigger.ts'

type Config = { fields?: Id[] }

/** A record changed; with `fields`, only when one of these did. */
export const recordUpdated = defineTrigger<Config>({
  type: 'record-updated',
  label: { en: 'A record is changed', 'zh-CN': '修改记录时' },
  icon: 'file-pencil',
  config: {
    fields: {
      valueType: list(text()),
      editor: 'fields',
      label: { en: 'Only when these fields change', 'zh-CN': '仅当这些字段变化' },
      help: { en: 'Any field when none is chosen.', 'zh-CN': '不选则任意字段变化都触发。' },
    },
  },
  happens: ({ kind, before, after }, { fields = [] }) =>
    kind === 'update' && (fields.length === 0 || fields.some((field) => differs(before ?? {}, after, field))),
  examples: { valid: [{}, { fields: ['status'] }], invalid: [{ fields: 'status' }] },
})

function differs(before: RecordValues, after: RecordValues, field: Id): boolean {
  return JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null)
}
