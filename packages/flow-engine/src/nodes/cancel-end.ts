import { defineNodeType } from '../node-type.ts'

/** Undoes what was done in the transaction, then ends it by its cancel event. */
export const cancelEnd = defineNodeType<{ [name: string]: never }>({
  type: 'cancel-end',
  label: { en: 'Cancel', 'zh-CN': '取消结束' },
  help: {
    en: 'Undoes what was done in the transaction, then ends it by its cancel event.',
    'zh-CN': '撤销事务中已完成的步骤，并从取消边界事件离开。',
  },
  icon: 'circle-x',
  group: 'event',
  bpmnElement: 'bpmn:endEvent',
  cancels: true,
  config: {},
  ports: () => [],
  enter(context) {
    context.clearOthers()
    if (!context.undo()) context.cancelScope()
  },
  insideDone: (context) => context.cancelScope(),
  examples: { valid: [{}], invalid: [] },
})
