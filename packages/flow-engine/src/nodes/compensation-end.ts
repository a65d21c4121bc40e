import { endSettings } from '../event-settings.ts'
import { defineNodeType } from '../node-type.ts'

/** The end of a branch that undoes what was done in its scope. */
export const compensationEnd = defineNodeType<{ outcome: string }>({
  type: 'compensation-end',
  label: { en: 'End and compensate', 'zh-CN': '补偿结束' },
  help: { en: 'The end of a branch that undoes what was done in its scope.', 'zh-CN': '结束分支并撤销已完成的步骤。' },
  icon: 'rotate',
  group: 'event',
  bpmnElement: 'bpmn:endEvent',
  config: endSettings,
  ports: () => [],
  enter(context) {
    if (!context.undo()) context.end(context.config.outcome, false)
  },
  insideDone: (context) => context.end(context.config.outcome, false),
  examples: { valid: [{}], invalid: [] },
})
