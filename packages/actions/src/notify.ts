import { boolean, type JsonObject, json, type LocalizedText } from '@tangram/data-model'
import { defineAction } from './action-type.ts'
import { skipped } from './recipient.ts'
import { settings } from './settings.ts'

type Input = { to: JsonObject; title: LocalizedText; message?: LocalizedText; mail: boolean }

/** Tells people of the organisation, in the app and by mail. */
export const notify = defineAction<Input, 'people' | 'notifications'>({
  type: 'notify',
  label: { en: 'Notify people', 'zh-CN': '通知人员' },
  icon: 'bell',
  input: {
    to: { valueType: json, editor: 'assignees', required: true, label: { en: 'Who', 'zh-CN': '通知对象' } },
    title: { valueType: json, editor: 'localized-text', required: true, label: { en: 'Title', 'zh-CN': '标题' } },
    message: { ...settings.message, required: false },
    mail: { valueType: boolean, default: false, label: { en: 'By mail too', 'zh-CN': '同时发送邮件' } },
  },
  uses: ['people', 'notifications'],
  async run({ to, title, message, mail }, { people, notifications }, { key, record }) {
    const found = await people.find(to, record)
    if (found.length === 0) return skipped({ en: 'Nobody to notify.', 'zh-CN': '没有可通知的人员。' })
    const { entity, id } = record
    await notifications.notify({ people: found, title, ...(message ? { text: message } : {}), record: { entity, id }, mail }, { key })
    return { status: 'done' }
  },
  examples: {
    valid: [
      {
        to: { kind: 'field', field: 'assignee' },
        title: { en: '{{number}} is overdue', 'zh-CN': '{{number}} 已超时' },
        mail: true,
      },
    ],
    invalid: [{ title: { en: 'Hello', 'zh-CN': '你好' } }],
  },
})
