import { text } from '@tangram/data-model'
import { defineNodeType } from '../node-type.ts'

type Config = { trigger: 'record-created' | 'manual'; form?: string }

/** Where a process begins: with a new record, or when somebody asks for it. */
export const start = defineNodeType<Config>({
  type: 'start',
  label: { en: 'Start', 'zh-CN': '开始' },
  help: { en: 'Submitting a form starts the process.', 'zh-CN': '提交表单后启动流程。' },
  icon: 'player-play',
  group: 'event',
  bpmnElement: 'bpmn:startEvent',
  begins: true,
  config: {
    trigger: {
      valueType: text(),
      label: { en: 'Starts when', 'zh-CN': '启动方式' },
      default: 'record-created',
      options: [
        { id: 'record-created', label: { en: 'A record is created', 'zh-CN': '新建记录时' } },
        { id: 'manual', label: { en: 'Somebody starts it', 'zh-CN': '手动启动' } },
      ],
    },
    form: {
      valueType: text(),
      editor: 'form',
      label: { en: 'Only from this form', 'zh-CN': '仅限此表单' },
    },
  },
  ports: () => [{ id: 'out', label: { en: 'Next', 'zh-CN': '下一步' } }],
  enter: (context) => context.leave('out', 'started'),
  examples: {
    valid: [{ trigger: 'record-created' }, { trigger: 'record-created', form: 'complaint' }],
    invalid: [{ trigger: 'sometimes' }],
  },
})
