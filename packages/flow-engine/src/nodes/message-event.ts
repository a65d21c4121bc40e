import { type CatchConfig, catchSettings } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { takesMessage } from '../take-message.ts'

/** Waits for a message from another process or from outside. */
export const messageEvent = defineNodeType<CatchConfig>({
  type: 'message-event',
  label: { en: 'Message comes', 'zh-CN': '消息事件' },
  help: { en: 'Waits for a message from another process or from outside.', 'zh-CN': '等待其他流程或外部发来的消息。' },
  icon: 'mail',
  group: 'event',
  bpmnElement: 'bpmn:intermediateCatchEvent',
  config: catchSettings,
  ...takesMessage,
  examples: {
    valid: [{ message: 'payment' }, { message: 'payment', correlation: '{{number}}', set: { amount: { var: '$message.amount' } } }],
    invalid: [{}, { message: '' }],
  },
})
