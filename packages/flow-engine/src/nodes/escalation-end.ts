import { endSettings, thrownCode } from '../event-settings.ts'
import { defineNodeType } from '../node-type.ts'

/** The end of a branch that tells the steps around it. */
export const escalationEnd = defineNodeType<{ code: string; outcome: string }>({
  type: 'escalation-end',
  label: { en: 'End and escalate', 'zh-CN': '升级结束' },
  help: { en: 'The end of a branch that tells the steps around it.', 'zh-CN': '结束分支并向外层步骤升级。' },
  icon: 'arrow-up',
  group: 'event',
  bpmnElement: 'bpmn:endEvent',
  config: { code: thrownCode, ...endSettings },
  ports: () => [],
  enter(context) {
    context.throwEscalation(context.config.code)
    context.end(context.config.outcome, false)
  },
  examples: { valid: [{ code: 'late' }], invalid: [{}] },
})
