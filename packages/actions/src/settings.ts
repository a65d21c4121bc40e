import { type ConfigProperty, json, text } from '@tangram/data-model'

const help = { en: '{{field}} stands for a value of the record.', 'zh-CN': '{{字段}} 代表记录的字段值。' }

/** Inputs that several actions have. */
export const settings = {
  channel: {
    valueType: text(),
    label: { en: 'Channel', 'zh-CN': '渠道' },
    default: 'sms',
    options: [
      { id: 'sms', label: { en: 'Text message', 'zh-CN': '短信' } },
      { id: 'mail', label: { en: 'Mail', 'zh-CN': '邮件' } },
    ],
  },
  to: { valueType: text(), editor: 'field', required: true, label: { en: 'Field with phone or mail', 'zh-CN': '手机或邮箱字段' } },
  subject: { valueType: json, editor: 'localized-text', label: { en: 'Subject (mail)', 'zh-CN': '主题（邮件）' }, help },
  message: { valueType: json, editor: 'localized-text', required: true, label: { en: 'Message', 'zh-CN': '消息' }, help },
} satisfies { [name: string]: ConfigProperty }
