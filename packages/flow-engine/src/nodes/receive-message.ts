import { type CatchConfig, catchSettings, checkName, correlationOf, takeMessage } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { logicsOfValues } from '../values.ts'

/** Waits for a message from another process or from outside. */
export const receiveMessage = defineNodeType<CatchConfig>({
  type: 'receive-message',
  label: { en: 'Wait for a message', 'zh-CN': '等待消息' },
  help: { en: 'Goes on when the message has come.', 'zh-CN': '收到消息后继续。' },
  icon: 'inbox',
  group: 'service',
  bpmnElement: 'bpmn:receiveTask',
  config: catchSettings,
  ports: () => onward,
  enter: (context) => context.subscribe({ kind: 'message', name: context.config.message, ...correlationOf(context) }),
  arm: (context) => context.subscribe({ kind: 'message', name: context.config.message, ...correlationOf(context) }),
  resume: takeMessage,
  check: ({ message }, { path }) => checkName(message, path, 'message'),
  logics: ({ set }) => logicsOfValues(set, '/set'),
  examples: {
    valid: [{ message: 'order_paid', correlation: '{{number}}', set: { amount: { var: '$message.amount' } } }],
    invalid: [{}, { message: '' }],
  },
})
