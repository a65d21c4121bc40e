import { interrupting } from '../event-settings.ts'
import { type CatchConfig, catchSettings, checkName, correlationOf, takeMessage } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { logicsOfValues } from '../values.ts'

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
  ports: () => onward,
  enter: (context) => context.subscribe({ kind: 'message', name: context.config.message, ...correlationOf(context) }),
  arm: (context) => context.subscribe({ kind: 'message', name: context.config.message, ...correlationOf(context) }),
  resume: takeMessage,
  check: ({ message }, { path }) => checkName(message, path, 'message'),
  logics: ({ set }) => logicsOfValues(set, '/set'),
  examples: {
    valid: [
      { message: 'payment' },
      { message: 'payment', correlation: '{{number}}', set: { amount: { var: '$message.amount' } }, interrupting: false },
    ],
    invalid: [{}, { message: '' }],
  },
})
