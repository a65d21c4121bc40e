import { endSettings } from '../event-settings.ts'
import { checkName, sendMessage, type ThrowConfig, throwSettings } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { logicsOfValues } from '../values.ts'

/** The end of a branch that sends a message to another process. */
export const messageEnd = defineNodeType<ThrowConfig & { message: string; correlation?: string; keepHours: number; outcome: string }>({
  type: 'message-end',
  label: { en: 'End with a message', 'zh-CN': '消息结束' },
  help: { en: 'The end of a branch that sends a message to another process.', 'zh-CN': '结束分支并向其他流程发送消息。' },
  icon: 'message-2',
  group: 'event',
  bpmnElement: 'bpmn:endEvent',
  config: { ...throwSettings, ...endSettings },
  ports: () => [],
  enter(context) {
    sendMessage(context)
    context.end(context.config.outcome, false)
  },
  check: ({ message }, { path }) => checkName(message, path, 'message'),
  logics: ({ payload }) => logicsOfValues(payload, '/payload'),
  examples: { valid: [{ message: 'order_paid' }], invalid: [{}] },
})
