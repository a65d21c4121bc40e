import { boolean, type ConfigProperty, integer, json, list, text } from '@tangram/data-model'

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
  /** @see TimeoutDocument */
  timeouts: {
    valueType: list(json),
    editor: 'timeouts',
    default: [],
    label: { en: 'When time runs out', 'zh-CN': '超时处理' },
    help: {
      en: 'Remind, decide, hand over or send back after some hours.',
      'zh-CN': '超过设定小时后提醒、自动处理、转交或退回。',
    },
  },
  /** @see AllowedOperation */
  operations: {
    valueType: list(text()),
    editor: 'operations',
    options: [
      { id: 'transfer', label: { en: 'Hand over', 'zh-CN': '转交' } },
      { id: 'delegate', label: { en: 'Ask for an opinion', 'zh-CN': '委派' } },
      { id: 'add-before', label: { en: 'Add signers before', 'zh-CN': '前加签' } },
      { id: 'add-after', label: { en: 'Add signers after', 'zh-CN': '后加签' } },
      { id: 'add-beside', label: { en: 'Add signers beside', 'zh-CN': '并加签' } },
      { id: 'return', label: { en: 'Send back', 'zh-CN': '退回' } },
      { id: 'copy', label: { en: 'Send a copy', 'zh-CN': '抄送' } },
    ],
    label: { en: 'What people may do', 'zh-CN': '可用操作' },
  },
  /** @see ReturnRuleDocument */
  returns: {
    valueType: json,
    editor: 'return-rule',
    default: { to: ['start', 'previous', 'any'], resubmit: 'choose' },
    label: { en: 'Sending back', 'zh-CN': '退回规则' },
  },
  opinionOnReturn: { valueType: boolean, default: true, label: { en: 'Sending back needs a reason', 'zh-CN': '退回时必填原因' } },
  emptyPeople: {
    valueType: json,
    editor: 'assignees',
    label: { en: 'Who else, if it is nobody', 'zh-CN': '无人时改由' },
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
