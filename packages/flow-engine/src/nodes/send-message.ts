import { checkName, sendMessage as send, type ThrowConfig, throwSettings } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { logicsOfValues } from '../values.ts'

type Config = ThrowConfig & { message: string; correlation?: string; keepHours: number }

/** Sends a message to another process, or to another branch of this one. */
export const sendMessage = defineNodeType<Config>({
  type: 'send-message',
  label: { en: 'Send to a process', 'zh-CN': '向流程发消息' },
  help: { en: 'Another process that waits for it goes on.', 'zh-CN': '等待该消息的流程会继续。' },
  icon: 'message',
  group: 'service',
  bpmnElement: 'bpmn:sendTask',
  config: throwSettings,
  ports: () => onward,
  enter(context) {
    send(context)
    context.leave('out', 'sent')
  },
  check: ({ message }, { path }) => checkName(message, path, 'message'),
  logics: ({ payload }) => logicsOfValues(payload, '/payload'),
  examples: {
    valid: [{ message: 'order_paid', correlation: '{{number}}', payload: { amount: { var: 'amount' } } }],
    invalid: [{}, { message: ' ' }],
  },
})
