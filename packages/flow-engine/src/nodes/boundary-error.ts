import { caughtCode } from '../event-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

/** A branch for an error of the step; $error says which. */
export const boundaryError = defineNodeType({
  type: 'boundary-error',
  label: { en: 'When it fails', 'zh-CN': '错误边界事件' },
  help: { en: 'A branch for an error of the step; $error says which.', 'zh-CN': '该步骤出错时走出的分支，$error 为错误信息。' },
  icon: 'alert-triangle',
  group: 'event',
  bpmnElement: 'bpmn:boundaryEvent',
  attaches: 'error',
  config: { code: caughtCode },
  ports: () => onward,
  enter: (context) => context.leave('out', 'caught'),
  resume: (context, signal) => context.leave('out', signal.type === 'caught' ? (signal.code ?? 'caught') : 'caught'),
  examples: { valid: [{}, { code: 'out_of_stock' }], invalid: [] },
})
