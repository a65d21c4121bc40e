import { dueAt, type TimerConfig } from '../due-at.ts'
import { interrupting } from '../event-settings.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { checkTimer, cycleSettings, logicsOfTimer } from '../timer-settings.ts'

type Config = TimerConfig & { interrupting: boolean }

/** A branch for when the step takes too long. */
export const boundaryTimer = defineNodeType<Config>({
  type: 'boundary-timer',
  label: { en: 'When it takes too long', 'zh-CN': '超时事件' },
  help: { en: 'A branch for when the step takes too long.', 'zh-CN': '该步骤超时时走出的分支。' },
  icon: 'hourglass',
  group: 'event',
  bpmnElement: 'bpmn:boundaryEvent',
  attaches: 'arms',
  config: { interrupting, ...cycleSettings },
  ports: () => onward,
  enter: (context) => context.setTimer(dueAt(context)),
  arm: (context) => context.setTimer(dueAt(context)),
  repeat(context, round) {
    const { waits, times } = context.config
    if (waits === 'every' && (times === undefined || round <= times)) context.setTimer(dueAt(context), '', round)
  },
  resume: (context) => context.leave('out', 'due'),
  check: checkTimer,
  logics: logicsOfTimer,
  examples: {
    valid: [{ after: 'P1DT2H' }, { waits: 'at', at: 'due_at' }, { waits: 'every', after: 'PT4H', times: 3, interrupting: false }],
    invalid: [{}, { after: 'soon' }, { waits: 'at' }],
  },
})
