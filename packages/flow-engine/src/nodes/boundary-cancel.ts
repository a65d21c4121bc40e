import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

/** The way on after a transaction was cancelled and undone. */
export const boundaryCancel = defineNodeType({
  type: 'boundary-cancel',
  label: { en: 'When it is cancelled', 'zh-CN': '取消边界事件' },
  help: { en: 'The way on after a transaction was cancelled and undone.', 'zh-CN': '事务被取消并撤销后的去向。' },
  icon: 'ban',
  group: 'event',
  bpmnElement: 'bpmn:boundaryEvent',
  attaches: 'cancel',
  config: {},
  ports: () => onward,
  enter: (context) => context.leave('out', 'caught'),
  resume: (context, signal) => context.leave('out', signal.type === 'caught' ? (signal.code ?? 'caught') : 'caught'),
  examples: { valid: [{}], invalid: [] },
})
