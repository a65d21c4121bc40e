import { text } from '@tangram/data-model'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

type Config = { activity?: string }

/** Undoes what was done, the last first, and goes on when that is done. */
export const compensate = defineNodeType<Config>({
  type: 'compensate',
  label: { en: 'Compensate', 'zh-CN': '补偿' },
  help: { en: 'Undoes steps that are done, the last first.', 'zh-CN': '按相反顺序撤销已完成的步骤。' },
  icon: 'arrow-back-up',
  group: 'event',
  bpmnElement: 'bpmn:intermediateThrowEvent',
  config: {
    activity: {
      valueType: text(),
      editor: 'node',
      label: { en: 'Only this step', 'zh-CN': '仅此步骤' },
      help: { en: 'Empty: all of them.', 'zh-CN': '留空表示全部。' },
    },
  },
  ports: () => onward,
  enter(context) {
    if (!context.undo(context.config.activity || undefined)) context.leave('out', 'nothing')
  },
  insideDone: (context) => context.leave('out', 'undone'),
  examples: { valid: [{}, { activity: 'book' }], invalid: [] },
})
