import { dueAt, type TimerConfig } from '../due-at.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { checkTimer, logicsOfTimer, timerSettings } from '../timer-settings.ts'

/** Waits a while, or until a date. */
export const timerEvent = defineNodeType<TimerConfig>({
  type: 'timer-event',
  label: { en: 'Wait', 'zh-CN': '等待' },
  help: { en: 'Waits a while, or until a date.', 'zh-CN': '等待一段时间或到指定日期。' },
  icon: 'clock',
  group: 'event',
  bpmnElement: 'bpmn:intermediateCatchEvent',
  config: timerSettings,
  ports: () => onward,
  enter: (context) => context.setTimer(dueAt(context)),
  arm: (context) => context.setTimer(dueAt(context)),
  resume: (context) => context.leave('out', 'due'),
  check: checkTimer,
  logics: logicsOfTimer,
  examples: {
    valid: [{ after: 'P1DT2H' }, { waits: 'at', at: 'due_at' }, { after: { var: 'minutes' } }],
    invalid: [{}, { after: 'soon' }, { waits: 'at' }],
  },
})
