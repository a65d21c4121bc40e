import { interrupting } from '../event-settings.ts'
import { catchSignalSettings, type SignalConfig } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { takesSignal } from '../take-message.ts'

/** A branch for a signal that comes while the step is open. */
export const boundarySignal = defineNodeType<SignalConfig>({
  type: 'boundary-signal',
  label: { en: 'Signal meanwhile', 'zh-CN': '信号边界事件' },
  help: { en: 'A branch for a signal that comes while the step is open.', 'zh-CN': '该步骤进行中收到信号时走出的分支。' },
  icon: 'flag',
  group: 'event',
  bpmnElement: 'bpmn:boundaryEvent',
  attaches: 'arms',
  config: { interrupting, ...catchSignalSettings },
  ...takesSignal,
  examples: {
    valid: [{ signal: 'payment' }, { signal: 'payment', set: { amount: { var: '$message.amount' } }, interrupting: false }],
    invalid: [{}, { signal: '' }],
  },
})
