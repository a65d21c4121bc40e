import { type ConfigProperty, integer, json, text } from '@tangram/data-model'

/** Settings that several node types have, so that they look and read the same everywhere. */
export const settings = {
  assignees: {
    valueType: json,
    editor: 'assignees',
    required: true,
    label: { en: 'Who', 'zh-CN': '办理人' },
    help: { en: 'If it turns out to be nobody, administrators get the task.', 'zh-CN': '若无人可办理，任务交给管理员。' },
  },
  /** What people call an entry of a list. */
  name: { valueType: json, editor: 'name', required: true, label: { en: 'Name', 'zh-CN': '名称' } },
  form: { valueType: text(), editor: 'form', label: { en: 'Form', 'zh-CN': '表单' } },
  fields: {
    valueType: json,
    editor: 'field-rights',
    default: {},
    label: { en: 'Field rights', 'zh-CN': '字段权限' },
    help: { en: 'Fields not named here follow the role.', 'zh-CN': '未列出的字段按角色权限。' },
  },
  dueHours: {
    valueType: integer({ min: 1, max: 8760 }),
    label: { en: 'Due after (hours)', 'zh-CN': '时限（小时）' },
  },
  setOnOpen: {
    valueType: json,
    editor: 'values',
    label: { en: 'Set when it opens', 'zh-CN': '进入时更新' },
  },
  setOnComplete: {
    valueType: json,
    editor: 'values',
    label: { en: 'Set when it is done', 'zh-CN': '完成时更新' },
    help: { en: '$outcome is the answer given.', 'zh-CN': '$outcome 为所选结果。' },
  },
} satisfies { [name: string]: ConfigProperty }
