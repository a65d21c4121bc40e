import { type CatchConfig, catchSettings } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { takesMessage } from '../take-message.ts'

/** Waits for a message from another process or from outside. */
export const receiveMessage = defineNodeType<CatchConfig>({
  type: 'receive-message',
  label: { en: 'Wait for a message', 'zh-CN': '等待消息' },
  help: { en: 'Goes on when the message has come.', 'zh-CN': '收到消息后继续。' },
  icon: 'inbox',
  group: 'service',
  bpmnElement: 'bpmn:receiveTask',
  config: catchSettings,
  ...takesMessage,
  examples: {
    valid: [{ message: 'order_paid', correlation: '{{number}}', set: { amount: { var: '$message.amount' } } }],
    invalid: [{}, { message: '' }],
  },
})
