import { fillTemplate, type Id, type Locale, type LocalizedText, locales, text } from '@tangram/data-model'
import { defineAction } from './action-type.ts'
import type { Channel } from './capabilities.ts'
import { addressIn, noAddress, skipped } from './recipient.ts'
import { settings } from './settings.ts'

type Input = { form: Id; channel: Channel; to: Id; subject?: LocalizedText; message: LocalizedText }

/** Sends a link to a form about this record: a survey that needs no account. */
export const sendFormLink = defineAction<Input, 'links' | 'messages'>({
  type: 'send-form-link',
  label: { en: 'Send form link', 'zh-CN': '发送表单链接' },
  icon: 'link',
  input: {
    form: { valueType: text(), editor: 'form', required: true, label: { en: 'Form', 'zh-CN': '表单' } },
    channel: settings.channel,
    to: settings.to,
    subject: settings.subject,
    message: {
      ...settings.message,
      fills: ['link'],
      help: {
        en: '{{field}} stands for a value, {{link}} for the address.',
        'zh-CN': '{{字段}} 代表字段值，{{link}} 代表链接地址。',
      },
    },
  },
  uses: ['links', 'messages'],
  async run({ form, channel, to, subject, message }, { links, messages }, context) {
    const address = await addressIn(to, context)
    if (address === undefined) return skipped(noAddress)
    const { entity, id } = context.record
    const { url } = await links.issue({ purpose: 'survey', form, record: { entity, id } }, { key: `${context.key}:link` })
    const filled = withLink(message, url)
    await messages.send({ channel, to: address, text: filled, ...(subject ? { subject } : {}) }, { key: context.key })
    return { status: 'done' }
  },
  examples: {
    valid: [
      {
        form: 'satisfaction',
        channel: 'sms',
        to: 'phone',
        message: { en: 'How did we do? {{link}}', 'zh-CN': '请为我们的服务打分：{{link}}' },
      },
    ],
    invalid: [{ form: 'satisfaction', to: 'phone' }],
  },
})

/** Puts the address where `{{link}}` stands, at the end where it does not. */
function withLink(message: LocalizedText, url: string): LocalizedText {
  const out: LocalizedText = {}
  for (const locale of locales) {
    const template = message[locale]
    if (template !== undefined) out[locale] = linked(template, url, locale)
  }
  return out
}

function linked(template: string, url: string, locale: Locale): string {
  const filled = fillTemplate(template, (path) => (path.join('.') === 'link' ? url : `{{${path.join('.')}}}`))
  return filled.includes(url) ? filled : `${filled}${locale === 'zh-CN' ? '：' : ': '}${url}`
}
