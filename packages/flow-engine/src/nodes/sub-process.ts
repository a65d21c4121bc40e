import { boolean } from '@tangram/data-model'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

type Config = { transaction: boolean }

/** A process within the process: it is done when nothing moves in it any more. */
export const subProcess = defineNodeType<Config>({
  type: 'sub-process',
  label: { en: 'Sub-process', 'zh-CN': '子流程' },
  help: { en: 'Steps that belong together; done when all of them are.', 'zh-CN': '一组相关步骤，全部完成后继续。' },
  icon: 'subtask',
  group: 'service',
  bpmnElement: 'bpmn:subProcess',
  contains: true,
  config: {
    transaction: {
      valueType: boolean,
      default: false,
      label: { en: 'All or nothing', 'zh-CN': '事务（全部完成或全部撤销）' },
      help: { en: 'A cancel end in it undoes what was done.', 'zh-CN': '其中的取消结束会撤销已完成的步骤。' },
    },
  },
  ports: () => onward,
  enter: (context) => context.openInside(),
  insideDone: (context) => context.leave('out', 'done'),
  examples: { valid: [{}, { transaction: true }], invalid: [{ transaction: 1 }] },
})
