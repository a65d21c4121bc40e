import { thrownCode } from '../event-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

/** Tells the steps around that something needs attention, and goes on. */
export const throwEscalation = defineNodeType<{ code: string }>({
  type: 'throw-escalation',
  label: { en: 'Escalate', 'zh-CN': '升级' },
  help: { en: 'Heard by an escalation event on a step around it.', 'zh-CN': '由外层步骤上的升级边界事件处理。' },
  icon: 'trending-up',
  group: 'event',
  bpmnElement: 'bpmn:intermediateThrowEvent',
  config: { code: thrownCode },
  ports: () => onward,
  enter(context) {
    context.throwEscalation(context.config.code)
    context.leave('out', 'escalated')
  },
  examples: { valid: [{ code: 'late' }], invalid: [{}] },
})
