import { catchSignalSettings, checkName, type SignalConfig, takeMessage } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { logicsOfValues } from '../values.ts'

/** Waits for a signal that anybody may send to all. */
export const signalEvent = defineNodeType<SignalConfig>({
  type: 'signal-event',
  label: { en: 'Signal comes', 'zh-CN': '信号事件' },
  help: { en: 'Waits for a signal that anybody may send to all.', 'zh-CN': '等待广播的信号。' },
  icon: 'bell',
  group: 'event',
  bpmnElement: 'bpmn:intermediateCatchEvent',
  config: catchSignalSettings,
  ports: () => onward,
  enter: (context) => context.subscribe({ kind: 'signal', name: context.config.signal }),
  arm: (context) => context.subscribe({ kind: 'signal', name: context.config.signal }),
  resume: takeMessage,
  check: ({ signal }, { path }) => checkName(signal, path, 'signal'),
  logics: ({ set }) => logicsOfValues(set, '/set'),
  examples: {
    valid: [{ signal: 'payment' }, { signal: 'payment', set: { amount: { var: '$message.amount' } } }],
    invalid: [{}, { signal: '' }],
  },
})
