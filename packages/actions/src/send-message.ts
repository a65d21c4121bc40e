import type { Id, LocalizedText } from '@tangram/data-model'
import { defineAction } from './action-type.ts'
import type { Channel } from './capabilities.ts'
import { addressIn, noAddress, skipped } from './recipient.ts'
import { settings } from './settings.ts'

type Input = { channel: Channel; to: Id; subject?: LocalizedText; message: LocalizedText }

/** Sends a text message or mail to the phone or address a field holds. */
export const sendMessage = defineAction<Input, 'messages'>({
  type: 'send-message',
  label: { en: 'Send message', 'zh-CN': '发送消息' },
  icon: 'message',
  input: { channel: settings.channel, to: settings.to, subject: settings.subject, message: settings.message },
  uses: ['messages'],
  async run({ channel, to, subject, message }, { messages }, context) {
    const address = await addressIn(to, context)
    if (address === undefined) return skipped(noAddress)
    await messages.send({ channel, to: address, text: message, ...(subject ? { subject } : {}) }, { key: context.key })
    return { status: 'done' }
  },
  examples: {
    valid: [{ channel: 'sms', to: 'phone', message: { en: '{{number}} is on its way', 'zh-CN': '{{number}} 已发货' } }],
    invalid: [{ channel: 'pigeon', to: 'phone', message: { en: 'Hello', 'zh-CN': '你好' } }, { to: 'phone' }],
  },
})
