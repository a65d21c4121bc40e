import { interrupting } from '../event-settings.ts'
import { type CatchConfig, catchSettings } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { takesMessage } from '../take-message.ts'

/** A branch for a message that comes while the step is open. */
export const boundaryMessage = defineNodeType<CatchConfig>({
  type: 'boundary-message',
  label: { en: 'Message meanwhile', 'zh-CN': '消息边界事件' },
  help: { en: 'A branch for a message that comes while the step is open.', 'zh-CN': '该步骤进行中收到消息时走出的分支。' },
  icon: 'message-report',
  group: 'event',
  bpmnElement: 'bpmn:boundaryEvent',
  attaches: 'arms',
  config: { interrupting, ...catchSettings },
  ...takesMessage,
  examples: {
    valid: [
      { message: 'payment' },
      { message: 'payment', correlation: '{{number}}', set: { amount: { var: '$message.amount' } }, interrupting: false },
    ],
    invalid: [{}, { message: '' }],
  },
})
