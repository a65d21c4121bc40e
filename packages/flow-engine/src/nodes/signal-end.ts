import { endSettings } from '../event-settings.ts'
import { checkName, sendSignal, type ThrowConfig, throwSignalSettings } from '../message-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { logicsOfValues } from '../values.ts'

/** The end of a branch that sends a signal to every process that waits for it. */
export const signalEnd = defineNodeType<ThrowConfig & { signal: string; outcome: string }>({
  type: 'signal-end',
  label: { en: 'End with a signal', 'zh-CN': '信号结束' },
  help: { en: 'The end of a branch that sends a signal to every process that waits for it.', 'zh-CN': '结束分支并广播信号。' },
  icon: 'world',
  group: 'event',
  bpmnElement: 'bpmn:endEvent',
  config: { ...throwSignalSettings, ...endSettings },
  ports: () => [],
  enter(context) {
    sendSignal(context)
    context.end(context.config.outcome, false)
  },
  check: ({ signal }, { path }) => checkName(signal, path, 'signal'),
  logics: ({ payload }) => logicsOfValues(payload, '/payload'),
  examples: { valid: [{ signal: 'recall' }], invalid: [{}] },
})
