import { caughtCode, interrupting } from '../event-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

/** A branch for an escalation from inside the step. */
export const boundaryEscalation = defineNodeType({
  type: 'boundary-escalation',
  label: { en: 'When it escalates', 'zh-CN': '升级边界事件' },
  help: { en: 'A branch for an escalation from inside the step.', 'zh-CN': '步骤内发生升级时走出的分支。' },
  icon: 'sort-ascending',
  group: 'event',
  bpmnElement: 'bpmn:boundaryEvent',
  attaches: 'escalation',
  config: { code: caughtCode, interrupting },
  ports: () => onward,
  enter: (context) => context.leave('out', 'caught'),
  resume: (context, signal) => context.leave('out', signal.type === 'caught' ? (signal.code ?? 'caught') : 'caught'),
  examples: { valid: [{}, { code: 'late', interrupting: false }], invalid: [] },
})
