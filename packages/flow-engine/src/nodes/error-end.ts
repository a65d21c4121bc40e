import { text } from '@tangram/data-model'
import { thrownCode } from '../event-settings.ts'
import { defineNodeType } from '../node-type.ts'

/** Ends the scope with an error that a step around it may catch. */
export const errorEnd = defineNodeType<{ code: string; message?: string }>({
  type: 'error-end',
  label: { en: 'End with an error', 'zh-CN': '错误结束' },
  help: { en: 'Ends the scope with an error that a step around it may catch.', 'zh-CN': '以错误结束，由外层步骤上的错误边界事件处理。' },
  icon: 'alert-circle',
  group: 'event',
  bpmnElement: 'bpmn:endEvent',
  config: { code: thrownCode, message: { valueType: text(400), label: { en: 'Message', 'zh-CN': '错误信息' } } },
  ports: () => [],
  enter: (context) => context.throwError(context.config.code, context.fill(context.config.message ?? '') || context.config.code, true),
  examples: { valid: [{ code: 'out_of_stock', message: 'No {{number}}' }], invalid: [{}] },
})
