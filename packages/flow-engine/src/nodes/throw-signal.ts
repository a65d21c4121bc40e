import { checkName, sendSignal, type ThrowConfig, throwSignalSettings } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { logicsOfValues } from '../values.ts'

/** Sends a signal to every process that waits for it now. */
export const throwSignal = defineNodeType<ThrowConfig & { signal: string }>({
  type: 'throw-signal',
  label: { en: 'Send a signal', 'zh-CN': '广播信号' },
  help: { en: 'Every process that waits for it goes on.', 'zh-CN': '所有等待该信号的流程都会继续。' },
  icon: 'speakerphone',
  group: 'event',
  bpmnElement: 'bpmn:intermediateThrowEvent',
  config: throwSignalSettings,
  ports: () => onward,
  enter(context) {
    sendSignal(context)
    context.leave('out', 'sent')
  },
  check: ({ signal }, { path }) => checkName(signal, path, 'signal'),
  logics: ({ payload }) => logicsOfValues(payload, '/payload'),
  examples: { valid: [{ signal: 'recall', payload: { model: { var: 'model' } } }], invalid: [{}, { signal: '' }] },
})
