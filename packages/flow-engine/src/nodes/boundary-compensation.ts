import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

/** Names the activity that undoes this one: the one its flow leads to. It never begins by itself. */
export const boundaryCompensation = defineNodeType({
  type: 'boundary-compensation',
  label: { en: 'When it is compensated', 'zh-CN': '补偿边界事件' },
  help: { en: 'Its flow leads to the step that undoes this one.', 'zh-CN': '连线指向用于撤销该步骤的步骤。' },
  icon: 'history',
  group: 'event',
  bpmnElement: 'bpmn:boundaryEvent',
  attaches: 'compensation',
  config: {},
  ports: () => onward,
  enter: (context) => context.leave('out', 'undone'),
  examples: { valid: [{}], invalid: [] },
})
