import { catchSignalSettings, type SignalConfig } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { takesSignal } from '../take-message.ts'

/** Waits for a signal that anybody may send to all. */
export const signalEvent = defineNodeType<SignalConfig>({
  type: 'signal-event',
  label: { en: 'Signal comes', 'zh-CN': '信号事件' },
  help: { en: 'Waits for a signal that anybody may send to all.', 'zh-CN': '等待广播的信号。' },
  icon: 'bell',
  group: 'event',
  bpmnElement: 'bpmn:intermediateCatchEvent',
  config: catchSignalSettings,
  ...takesSignal,
  examples: {
    valid: [{ signal: 'payment' }, { signal: 'payment', set: { amount: { var: '$message.amount' } } }],
    invalid: [{}, { signal: '' }],
  },
})
