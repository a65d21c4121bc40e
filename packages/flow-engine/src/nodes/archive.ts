import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

/** Puts the record away: it can be read, not changed any more. */
export const archive = defineNodeType({
  type: 'archive',
  label: { en: 'Archive', 'zh-CN': '归档' },
  help: { en: 'Puts the record away; it can still be read.', 'zh-CN': '归档记录，之后仍可查看。' },
  icon: 'archive',
  group: 'service',
  bpmnElement: 'bpmn:serviceTask',
  config: {},
  ports: () => onward,
  enter(context) {
    context.archive()
    context.leave('out', 'archived')
  },
  examples: { valid: [{}], invalid: [] },
})
